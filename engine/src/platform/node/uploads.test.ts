import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorStatus } from "../../conn/errors.ts";
import { PlugConn } from "../../conn/plug_conn.ts";
import type { Upload } from "../../conn/upload.ts";
import { parsers } from "../../plug/parsers.ts";
import { createHttpServer, type HttpServer } from "./http_server.ts";
import { nodeTempFiles } from "./temp_files.ts";

const parent = mkdtempSync(join(tmpdir(), "fledge-uploads-"));
const parse = parsers({
  parsers: ["urlencoded", "multipart", "json"],
  length: 100_000,
  readTimeout: 200,
  tempFiles: nodeTempFiles(parent),
});
let server: HttpServer;
let seen: Upload | undefined;
beforeAll(async () => {
  server = await createHttpServer(
    async (request) => {
      const conn = new PlugConn(request);
      try {
        await parse(conn);
        seen = conn.params.file as Upload | undefined;
        const text = seen === undefined ? "none" : readFileSync(seen.path, "utf8");
        conn.sendResp(200, `${text} ${JSON.stringify(conn.params)}`);
      } catch (error) {
        conn.sendResp(errorStatus(error), String(error));
      }
    },
    { port: 0 },
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(parent, { recursive: true });
});

const files = (): string[] => readdirSync(parent).flatMap((folder) => readdirSync(join(parent, folder)));
const post = (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${server.port}/`, { method: "POST", body, headers });

function form(size: number): FormData {
  const data = new FormData();
  data.set("title", "Grüße");
  data.set("file", new Blob(["x".repeat(size)], { type: "text/plain" }), "notes ü.txt");
  return data;
}

test("a form of a real client brings its file, which is gone after the response", async () => {
  const response = await post(form(50_000));
  const text = await response.text();
  expect(text.startsWith("x".repeat(50_000))).toBe(true);
  expect(text).toContain('"title":"Grüße"');
  expect(seen).toMatchObject({ filename: "notes ü.txt", contentType: "text/plain" });
  await expect.poll(() => existsSync(seen!.path)).toBe(false);
  expect(statSync(dirname(seen!.path)).mode & 0o077).toBe(0);
});

test.each([100_001, 5_000_000])("a form of %i bytes gets 413, and no file stays", async (size) => {
  const response = await post(form(size));
  expect(response.status).toBe(413);
  await expect.poll(files).toEqual([]);
});

test("after a refusal the next request is served", async () => {
  expect((await post("x".repeat(200_000), { "content-type": "application/json" })).status).toBe(413);
  expect((await post('{"a":1}', { "content-type": "application/json" })).status).toBe(200);
});

test.each([
  ["application/json", "{", 400],
  ["application/x-www-form-urlencoded", "a=%", 400],
  ["text/plain", "x", 415],
  ["multipart/form-data", "x", 400],
])("%s %j gets %i", async (type, body, status) => {
  expect((await post(body, { "content-type": type })).status).toBe(status);
});

test("a body that stops coming gets 408", async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
  });
  const response = await fetch(`http://127.0.0.1:${server.port}/`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(408);
});

test("an upload that nobody sent to its end leaves nothing behind", async () => {
  const controller = new AbortController();
  const boundary = "b";
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="f"\r\n\r\npart of the file`;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode(head)),
  });
  const request = fetch(`http://127.0.0.1:${server.port}/`, {
    method: "POST",
    body,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    duplex: "half",
    signal: controller.signal,
  } as RequestInit);
  const outcome = expect(request).rejects.toThrow();
  await expect.poll(files).toHaveLength(1);
  controller.abort();
  await outcome;
  await expect.poll(files).toEqual([]);
});
