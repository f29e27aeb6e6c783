import { BadRequestError, RequestTimeoutError } from "../conn/errors.ts";
import type { ReadBodyOptions, ReadBodyResult, ReadOptions } from "./adapter.ts";
import { pieces, ReadClock } from "./read_clock.ts";

/** A request body that is in memory or comes as a web stream, read the way an `HttpAdapter` is. */
export class BodySource {
  constructor(private body: Uint8Array | ReadableStream<Uint8Array> | undefined) {}

  async readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    const { body: whole } = this;
    if (whole instanceof Uint8Array) {
      this.body = undefined;
      return whole.length > options.length ? { status: "too_large" } : { status: "ok", body: whole };
    }
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

  async *chunks(options: ReadOptions): AsyncGenerator<Uint8Array> {
    const { body } = this;
    // What was read once is gone, as on a socket.
    this.body = undefined;
    if (body === undefined) return;
    if (body instanceof Uint8Array) {
      yield* pieces(body, options.readLength);
      return;
    }
    const reader = body.getReader();
    const clock = new ReadClock(options);
    try {
      while (true) {
        const next = await clock.wait(reader.read());
        if (next.done) return;
        clock.count(next.value.length);
        yield* pieces(next.value, options.readLength);
      }
    } catch (error) {
      if (error instanceof RequestTimeoutError) throw error;
      throw new BadRequestError("the client closed the connection before the body was complete", {
        cause: error,
      });
    } finally {
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
