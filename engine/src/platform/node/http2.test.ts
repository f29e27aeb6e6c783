import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as http2 from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tls from "node:tls";
import { expect, test } from "vitest";
import type { Handler } from "../../http/adapter.ts";
import { describeHttpAdapter } from "../../http/adapter_contract.ts";
import { selfSigned } from "./certificate.fixture.ts";
import { createHttpServer, type HttpServerOptions } from "./http_server.ts";
import { openHttp1, openHttp2, pause, sendHttp1, sendHttp2 } from "./test_clients.fixture.ts";

const trust = { ca: selfSigned.cert, servername: "localhost" };
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const listen = (handler: Handler, options: HttpServerOptions = {}) =>
  createHttpServer(handler, { port: 0, https: selfSigned, onError() {}, ...options });

function open(port: number): http2.ClientHttp2Session {
  return http2.connect(`https://127.0.0.1:${port}`, trust).on("error", () => {});
}

for (const protocol of ["HTTP/2", "HTTP/1.1"] as const) {
  describeHttpAdapter(
    `node, ${protocol} over TLS`,
    async (handler) => {
      const folder = mkdtempSync(join(tmpdir(), "fledge-contract-"));
      const server = await listen(handler);
      const session = open(server.port);
      let files = 0;
      return {
        request: (request) =>
          protocol === "HTTP/2" ? sendHttp2(session, request) : sendHttp1(server.port, request, trust),
        async abandon(request) {
          if (protocol === "HTTP/2") {
            const stream = openHttp2(session, request);
            await once(stream, "data");
            stream.close(http2.constants.NGHTTP2_CANCEL);
          } else {
            const client = openHttp1(server.port, request, trust);
            const [response] = await once(client, "response");
            await once(
              response.on("error", () => {}),
              "data",
            );
            client.destroy();
          }
        },
        file(contents) {
          const path = join(folder, `file-${files++}`);
          writeFileSync(path, contents);
          return path;
        },
        async stop() {
          await server.stop();
          rmSync(folder, { recursive: true });
        },
      };
    },
    { scheme: "https", httpVersion: protocol },
  );
}

test("headers about a connection are left out", async () => {
  const server = await listen((request) =>
    request.sendResp(
      200,
      [
        ["connection", "close"],
        ["keep-alive", "timeout=5"],
        ["transfer-encoding", "chunked"],
        ["x-kept", "1"],
      ],
      "ok",
    ),
  );
  const session = open(server.port);
  const { headers } = await sendHttp2(session, {});
  expect(headers.map(([name]) => name).sort()).toEqual(["content-length", "date", "x-kept"]);
  await server.stop();
});

test("bytes that were not percent-encoded in a path are taken as if they were", async () => {
  const server = await listen((request) => request.sendResp(200, [], request.target));
  const session = open(server.port);
  const { body } = await sendHttp2(session, { target: "/J\xc3\xb6rg?q=\xff%20" });
  expect(text(body)).toBe("/J%c3%b6rg?q=%ff%20");
  await server.stop();
});

test("pseudo-headers are no headers, and :authority is the authority", async () => {
  let seen: unknown;
  const server = await listen((request) => {
    seen = [request.headers, request.header(":path"), request.header("x-a"), request.authority];
    request.sendResp(200, [], "");
  });
  await sendHttp2(open(server.port), { headers: [["x-a", "b"]] });
  expect(seen).toEqual([{ "x-a": "b" }, undefined, "b", `localhost:${server.port}`]);
  await server.stop();
});

test("requests of one connection are answered beside one another", async () => {
  let release = (): void => {};
  const server = await listen(async (request) => {
    if (request.target === "/slow")
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    request.sendResp(200, [], request.target);
  });
  const session = open(server.port);
  const slow = sendHttp2(session, { target: "/slow" });
  expect(text((await sendHttp2(session, { target: "/fast" })).body)).toBe("/fast");
  release();
  expect(text((await slow).body)).toBe("/slow");
  await server.stop();
});

test("a client that knows no HTTP/2 gets HTTP/1.1, and http2: false leaves only that", async () => {
  const handler: Handler = (request) => request.sendResp(200, [], request.httpVersion);
  const server = await listen(handler);
  const old = await listen(handler, { https: { ...selfSigned, http2: false } });
  const chosen = async (port: number) => {
    const socket = tls.connect({ port, host: "127.0.0.1", ALPNProtocols: ["h2", "http/1.1"], ...trust });
    await once(socket, "secureConnect");
    socket.destroy();
    return socket.alpnProtocol;
  };
  expect([await chosen(server.port), await chosen(old.port)]).toEqual(["h2", "http/1.1"]);
  expect(text((await sendHttp1(server.port, {}, trust)).body)).toBe("HTTP/1.1");
  expect(text((await sendHttp1(old.port, {}, trust)).body)).toBe("HTTP/1.1");
  await Promise.all([server.stop(), old.stop()]);
});

test("stop says goodbye, answers what was asked, and takes no new requests", async () => {
  let release = (): void => {};
  const server = await listen(async (request) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    request.sendResp(200, [], "late");
  });
  const session = open(server.port);
  const inFlight = sendHttp2(session, {});
  await pause(100);
  const goodbye = once(session, "goaway");
  let stopped = false;
  const stopping = server.stop().then(() => {
    stopped = true;
  });
  expect((await goodbye)[0]).toBe(http2.constants.NGHTTP2_NO_ERROR);
  expect(stopped).toBe(false);
  release();
  expect(text((await inFlight).body)).toBe("late");
  await stopping;
  expect(session.closed).toBe(true);
});

test("stop closes what is left after the time to drain: requests, and connections without TLS", async () => {
  const server = await listen(() => new Promise<void>(() => {}), { drainTimeout: 100 });
  const outcomes = Promise.all([
    expect(sendHttp2(open(server.port), {})).rejects.toThrow(),
    expect(sendHttp1(server.port, {}, trust)).rejects.toThrow(),
  ]);
  const silent = connect(server.port, "127.0.0.1").on("error", () => {});
  const closed = once(silent, "close");
  await pause(100);
  await server.stop();
  await outcomes;
  await closed;
});

test("stop does not wait for connections that ask nothing, nor for those that are being made", async () => {
  const server = await listen((request) => request.sendResp(200, [], ""));
  const session = open(server.port);
  const silent = tls.connect({ port: server.port, host: "127.0.0.1", ...trust }).on("error", () => {});
  await Promise.all([once(silent, "secureConnect"), sendHttp2(session, {})]);
  const closed = Promise.all([once(silent, "close"), once(session, "close")]);
  await server.stop();
  await closed;
});

test("hands long addresses over, and refuses endless ones", async () => {
  const server = await listen((request) => request.sendResp(414, [], ""));
  const session = open(server.port);
  expect((await sendHttp2(session, { target: `/${"a".repeat(20_000)}` })).status).toBe(414);
  await expect(sendHttp2(session, { target: `/${"a".repeat(40_000)}` })).rejects.toThrow();
  expect((await sendHttp1(server.port, { target: `/${"a".repeat(40_000)}` }, trust)).status).toBe(431);
  await server.stop();
});
