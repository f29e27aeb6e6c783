import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Header } from "../../http/adapter.ts";
import {
  type ContractRequest,
  type ContractResponse,
  describeHttpAdapter,
} from "../../http/adapter_contract.ts";
import { createHttpServer } from "./http_server.ts";

// Made for this test, for localhost, and used nowhere else.
const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgznxeTnExHqHw4Quv
sbOo5mBPET1D2PL/NqBJJ//oCiihRANCAARmHzal/P7P52bwzUcReqXrvWnSEllM
5y79equqtW9fTAqnOFizsfe6GLS0sYWz5qiuCJqEXblNjYXyGZzugsd5
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUa+Kak2iNpSjlFSqG1mSHquI8E+MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjIxMjIwMVoYDzIxMjYxMDI5
MjEyMjAxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARmHzal/P7P52bwzUcReqXrvWnSEllM5y79equqtW9fTAqnOFizsfe6
GLS0sYWz5qiuCJqEXblNjYXyGZzugsd5o28wbTAdBgNVHQ4EFgQUQVl7/qKP1PIv
TjQLV+mAZXb1vckwHwYDVR0jBBgwFoAUQVl7/qKP1PIvTjQLV+mAZXb1vckwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgfPu8D3pG7sc0fiqS0oxmyhpcQ4spCLxkU5TIBo1y6z8CIDXd
b/9A0ituvuIKwSUvJiFJokTD0PlMnkloWn00nTzs
-----END CERTIFICATE-----
`,
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function open(
  port: number,
  { method = "GET", target = "/", headers = [], body }: ContractRequest,
): http.ClientRequest {
  const all = headers.some(([name]) => name === "host")
    ? headers
    : [["host", `127.0.0.1:${port}`], ...headers];
  // Node takes a flat list of names and values too, and then sends them as they stand; its types do not say so.
  const flat = all.flat() as unknown as http.OutgoingHttpHeaders;
  const request = http.request({
    port,
    host: "127.0.0.1",
    method,
    path: target,
    agent: false,
    headers: flat,
  });
  request.on("error", () => {});
  const send = async (): Promise<void> => {
    if (typeof body === "object" && "pieces" in body) {
      for (const [i, piece] of body.pieces.entries()) {
        if (i > 0) await pause(body.pause);
        if (request.destroyed) return;
        request.write(piece);
      }
      await pause(20);
      if (body.cut) return void request.destroy();
    } else if (body !== undefined) request.write(body.length === 0 ? "" : body);
    request.end();
  };
  void send();
  return request;
}

function send(port: number, request: ContractRequest): Promise<ContractResponse> {
  return new Promise((resolve, reject) => {
    open(port, request)
      .on("error", reject)
      .on("response", async (response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk as Buffer);
        } catch (error) {
          reject(error);
        }
        const headers: Header[] = [];
        for (let i = 0; i < response.rawHeaders.length; i += 2)
          headers.push([response.rawHeaders[i]!.toLowerCase(), response.rawHeaders[i + 1]!]);
        resolve({ status: response.statusCode!, headers, body: Buffer.concat(chunks) });
      });
  });
}

describeHttpAdapter("node", async (handler) => {
  const folder = mkdtempSync(join(tmpdir(), "fledge-contract-"));
  const server = await createHttpServer(handler, { port: 0, onError() {} });
  let files = 0;
  return {
    request: (request) => send(server.port, request),
    abandon: (request) =>
      new Promise((resolve) => {
        const client = open(server.port, request).on("response", (response) => {
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
  const inFlight = send(server.port, {});
  await pause(50);
  let stopped = false;
  const stopping = server.stop().then(() => {
    stopped = true;
  });
  await pause(50);
  expect(stopped).toBe(false);
  await expect(send(server.port, {})).rejects.toThrow();
  release();
  const response = await inFlight;
  expect(new TextDecoder().decode(response.body)).toBe("late");
  await stopping;
  expect(stopped).toBe(true);
});

test("stop closes what is left after the time to drain", async () => {
  const server = await createHttpServer(() => new Promise<void>(() => {}), { port: 0, drainTimeout: 50 });
  const hanging = send(server.port, {});
  const outcome = expect(hanging).rejects.toThrow();
  await pause(30);
  await server.stop();
  await outcome;
});

test("stop does not wait for connections that ask nothing", async () => {
  const server = await createHttpServer((request) => request.sendResp(200, [], ""), { port: 0 });
  const silent = connect(server.port, "127.0.0.1").on("error", () => {});
  const closed = new Promise((resolve) => silent.on("close", resolve));
  await send(server.port, {});
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
  expect((await send(server.port, { target: `/${"a".repeat(20_000)}` })).status).toBe(414);
  expect((await send(server.port, { target: `/${"a".repeat(40_000)}` })).status).toBe(431);
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
