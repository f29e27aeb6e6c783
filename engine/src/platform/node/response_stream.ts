import { once } from "node:events";
import { createReadStream, type ReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ResponseBody } from "../../http/adapter.ts";

/** Writes one chunk of a response that is open: `HttpAdapter.chunk` on Node. Resolves once the client can take more. */
export function writeChunk(response: Writable, data: ResponseBody): "ok" | Promise<"ok" | "closed"> {
  if (response.write(data)) return "ok";
  return new Promise((resolve) => {
    const done = (result: "ok" | "closed"): void => {
      response.off("drain", onDrain).off("close", onClose);
      resolve(result);
    };
    const onDrain = (): void => done("ok");
    const onClose = (): void => done("closed");
    response.on("drain", onDrain).on("close", onClose);
  });
}

/** A part of a file that is about to be sent. */
export interface FilePart {
  /** How many bytes of it there are. */
  bytes: number;
  /** Absent when there is nothing to send. */
  file: ReadStream | undefined;
}

/**
 * Opens a part of a file, so that nothing is sent before it is known to open; rejects when it does not.
 *
 * @param method of the request; for `HEAD` the bytes are only counted
 */
export async function openPart(
  path: string,
  offset: number,
  length: number,
  method: string,
): Promise<FilePart> {
  const { size } = await stat(path);
  const bytes = Math.max(0, Math.min(length, size - offset));
  if (method === "HEAD" || bytes === 0) return { bytes, file: undefined };
  const file = createReadStream(path, { start: offset, end: offset + bytes - 1 });
  await once(file, "open");
  return { bytes, file };
}

/**
 * Sends what `openPart` opened, and ends the response.
 *
 * @returns false when the client has gone or the file broke off, so that less than the whole of it was sent
 */
export async function sendPart(response: Writable, { file }: FilePart): Promise<boolean> {
  if (file === undefined) {
    response.end();
    return true;
  }
  try {
    await pipeline(file, response);
    return true;
  } catch {
    return false;
  }
}
