import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as https from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeHttpAdapter } from "../../http/adapter_contract.ts";
import { selfSigned } from "./certificate.fixture.ts";
import { createHttpServer } from "./http_server.ts";
import { openHttp1, pause, sendHttp1 } from "./test_clients.fixture.ts";

describeHttpAdapter("node", async (handler) => {
  const folder = mkdtempSync(join(tmpdir(), "fledge-contract-"));
  const server = await createHttpServer(handler, { port: 0, onError() {} });
  let files = 0;
  return {
    request: (request) => sendHttp1(server.port, request),
    abandon: (request) =>
      new Promise((resolve) => {
        const client = openHttp1(server.port, request).on("response", (response) => {
          response.once("data", () => {
            client.destroy();
            resolve();
          });
          response.on("error", () => {});
        });
      }),
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
});

test("stop waits for requests in flight and takes no new ones", async () => {
  let release = (): void => {};
  const server = await createHttpServer(
    async (request) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      request.sendResp(200, [], "late");
    },
    { port: 0 },
  );
  const inFlight = sendHttp1(server.port, {});
  await pause(50);
  let stopped = false;
  const stopping = server.stop().then(() => {
    stopped = true;
  });
  await pause(50);
  expect(stopped).toBe(false);
  await expect(sendHttp1(server.port, {})).rejects.toThrow();
  release();
  const response = await inFlight;
  expect(new TextDecoder().decode(response.body)).toBe("late");
  await stopping;
  expect(stopped).toBe(true);
});

test("stop closes what is left after the time to drain", async () => {
  const server = await createHttpServer(() => new Promise<void>(() => {}), { port: 0, drainTimeout: 50 });
  const hanging = sendHttp1(server.port, {});
  const outcome = expect(hanging).rejects.toThrow();
  await pause(30);
  await server.stop();
  await outcome;
});

test("stop does not wait for connections that ask nothing", async () => {
  const server = await createHttpServer((request) => request.sendResp(200, [], ""), { port: 0 });
  const silent = connect(server.port, "127.0.0.1").on("error", () => {});
  const closed = new Promise((resolve) => silent.on("close", resolve));
  await sendHttp1(server.port, {});
  await server.stop();
  await closed;
});

test("serves https", async () => {
  const server = await createHttpServer(
    (request) => request.sendResp(200, [], `${request.scheme} ${request.target}`),
    { port: 0, https: selfSigned },
  );
  const text = await new Promise<string>((resolve, reject) => {
    https
      .get(
        {
          port: server.port,
          host: "127.0.0.1",
          path: "/a",
          ca: selfSigned.cert,
          checkServerIdentity: () => undefined,
          agent: false,
        },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk as Buffer);
          resolve(Buffer.concat(chunks).toString());
        },
      )
      .on("error", reject);
  });
  expect([server.scheme, text]).toEqual(["https", "https /a"]);
  await server.stop();
});

test("hands long addresses over, and refuses endless ones", async () => {
  const server = await createHttpServer((request) => request.sendResp(414, [], ""), { port: 0 });
  expect((await sendHttp1(server.port, { target: `/${"a".repeat(20_000)}` })).status).toBe(414);
  expect((await sendHttp1(server.port, { target: `/${"a".repeat(40_000)}` })).status).toBe(431);
  await server.stop();
});

test("rejects when the port is taken", async () => {
  const first = await createHttpServer((request) => request.sendResp(200, [], ""), { port: 0 });
  await expect(createHttpServer(() => {}, { port: first.port })).rejects.toThrow(/EADDRINUSE/);
  await first.stop();
});

test("keeps the connection for the next request after a body that nobody read", async () => {
  const server = await createHttpServer((request) => request.sendResp(200, [], request.target), { port: 0 });
  const socket = connect(server.port, "127.0.0.1");
  let received = "";
  socket.on("data", (data) => {
    received += data.toString();
  });
  socket.write("POST /one HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello");
  await expect.poll(() => received).toContain("/one");
  socket.write("GET /two HTTP/1.1\r\nhost: a\r\n\r\n");
  await expect.poll(() => received).toContain("/two");
  socket.destroy();
  await server.stop();
});

test.each([
  ["a line break in the path", "GET /a\nb HTTP/1.1\r\nhost: a\r\n\r\n", 400],
  ["a header without a name", "GET / HTTP/1.1\r\n: x\r\nhost: a\r\n\r\n", 400],
  ["headers beyond the limit", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(70_000)}\r\n\r\n`, 431],
  ["no host", "GET / HTTP/1.1\r\n\r\n", 400],
  [
    "two different lengths",
    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    400,
  ],
])("refuses %s", async (_, bytes, status) => {
  let called = false;
  const server = await createHttpServer(
    (request) => {
      called = true;
      request.sendResp(200, [], "");
    },
    { port: 0, onError() {} },
  );
  const socket = connect(server.port, "127.0.0.1").on("error", () => {});
  let received = "";
  socket.on("data", (data) => {
    received += data.toString();
  });
  socket.write(bytes);
  await expect.poll(() => received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(called).toBe(false);
  socket.destroy();
  await server.stop();
});
