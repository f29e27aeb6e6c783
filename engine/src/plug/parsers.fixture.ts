import { PlugConn } from "../conn/plug_conn.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { tempFilesOn } from "../platform/temp_files.ts";
import { type ParsersOptions, parsers } from "./parsers.ts";

// What the tests of the parsers share.

/** The same value as plain objects, whose comparison does not look at prototypes. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
/** Where uploads are. */
export const fs = new MemoryFileSystem();
const tempFiles = tempFilesOn(fs, "/tmp/uploads");
/** All parsers, with uploads on `fs`. */
export const ALL: ParsersOptions = { parsers: ["urlencoded", "multipart", "json"], tempFiles };

/** Runs `parsers()` on a POST. */
export async function parse(
  type: string | undefined,
  body: TestRequest["body"],
  options: ParsersOptions = ALL,
  request: TestRequest = {},
) {
  const adapter = new TestAdapter({
    method: "POST",
    body,
    headers: type === undefined ? [] : [["content-type", type]],
    ...request,
  });
  const conn = new PlugConn(adapter);
  await parsers(options)(conn);
  return { conn, adapter, params: plain(conn.params), body: plain(conn.bodyParams) };
}

/** A body that comes in these pieces. */
export function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const bytes = pieces.map((piece) => (typeof piece === "string" ? new TextEncoder().encode(piece) : piece));
  return new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}
