import { expect, test } from "vitest";
import { describeHttpAdapter } from "./adapter_contract.ts";
import { type ContractRequest, streamOf } from "./contract.fixture.ts";
import { handleWebRequest, type WebRequest } from "./worker_adapter.ts";

async function readAll(body: Uint8Array | ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return body instanceof Uint8Array
    ? body
    : new Uint8Array(await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

describeHttpAdapter("worker", async (handler) => {
  const files = new Map<string, Uint8Array>();
  const options = {
    readFile(path: string) {
      const contents = files.get(path);
      if (contents === undefined) throw new Error(`no such file: ${path}`);
      return contents;
    },
    onError() {},
  };
  const send = (request: ContractRequest) => handleWebRequest(handler, webRequest(request), options);
  return {
    async request(request) {
      const response = await send(request);
      return { ...response, body: await readAll(response.body) };
    },
    async abandon(request) {
      const { body } = await send(request);
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      await reader.cancel();
    },
    file(contents) {
      const path = `/file-${files.size}`;
      files.set(path, contents);
      return path;
    },
    async stop() {},
  };
});

function webRequest({ method = "GET", target = "/", headers = [], body }: ContractRequest): WebRequest {
  return {
    method,
    url: `http://preview.localhost:4000${target}`,
    headers,
    body:
      typeof body === "string"
        ? new TextEncoder().encode(body)
        : body instanceof Uint8Array || body === undefined
          ? body
          : streamOf(body),
  };
}

const readFile = (): Uint8Array => new Uint8Array();

test("a handler that ends without an answer gets 500, not silence", async () => {
  const errors: unknown[] = [];
  const response = await handleWebRequest(
    () => {},
    { method: "GET", url: "http://a/", headers: [] },
    { readFile, onError: (e) => errors.push(e) },
  );
  expect(response.status).toBe(500);
});

test("takes the target from the address as it stands", async () => {
  const targets: string[] = [];
  for (const url of [
    "https://a.example",
    "https://a.example?x=1",
    "https://a.example/%2e%2e/b?q#hash",
    "/only/path",
  ])
    await handleWebRequest(
      (request) => {
        targets.push(`${request.scheme} ${request.authority} ${request.target}`);
        request.sendResp(200, [], "");
      },
      { method: "GET", url, headers: [] },
      { readFile },
    );
  expect(targets).toEqual([
    "https a.example /",
    "https a.example /?x=1",
    "https a.example /%2e%2e/b?q",
    "http localhost /only/path",
  ]);
});

test("breaks the stream when the handler fails in the middle of it", async () => {
  const response = await handleWebRequest(
    async (request) => {
      request.sendChunked(200, []);
      await request.chunk("a");
      throw new Error("expected");
    },
    { method: "GET", url: "http://a/", headers: [] },
    { readFile, onError() {} },
  );
  await expect(readAll(response.body)).rejects.toThrow();
});
