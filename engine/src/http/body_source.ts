import { BadRequestError, RequestTimeoutError } from "../conn/errors.ts";
import type { ReadBodyOptions, ReadBodyResult } from "./adapter.ts";

/** A request body that is in memory or comes as a web stream, read the way an `HttpAdapter` is. */
export class BodySource {
  constructor(private readonly body: Uint8Array | ReadableStream<Uint8Array> | undefined) {}

  async readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of this.chunks(options)) {
        size += chunk.length;
        if (size > options.length) return { status: "too_large" };
        chunks.push(chunk);
      }
    } catch (error) {
      return { status: error instanceof RequestTimeoutError ? "timeout" : "closed" };
    }
    if (chunks.length === 1) return { status: "ok", body: chunks[0]! };
    const body = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
      body.set(chunk, offset);
      offset += chunk.length;
    }
    return { status: "ok", body };
  }

  async *chunks(options: { readTimeout: number }): AsyncGenerator<Uint8Array> {
    if (this.body === undefined) return;
    if (this.body instanceof Uint8Array) {
      if (this.body.length > 0) yield this.body;
      return;
    }
    const reader = this.body.getReader();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      while (true) {
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new RequestTimeoutError()), options.readTimeout);
        });
        const next = await Promise.race([reader.read(), late]);
        clearTimeout(timer);
        if (next.done) return;
        if (next.value.length > 0) yield next.value;
      }
    } catch (error) {
      if (error instanceof RequestTimeoutError) throw error;
      throw new BadRequestError("the client closed the connection before the body was complete", {
        cause: error,
      });
    } finally {
      clearTimeout(timer);
      reader.cancel().catch(() => {});
    }
  }
}

/** Joins repeated request headers as HTTP says; names become lower case. */
export function joinHeaders(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const joined = Object.create(null) as Record<string, string>;
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = joined[key];
    joined[key] = known === undefined ? value : `${known}${key === "cookie" ? "; " : ", "}${value}`;
  }
  return joined;
}

/** Whether a response of this status says how long its body is. */
export function hasLength(status: number): boolean {
  return status !== 204 && status !== 304 && status >= 200;
}
