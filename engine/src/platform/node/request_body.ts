import type { Readable } from "node:stream";
import { BadRequestError, RequestTimeoutError } from "../../conn/errors.ts";
import type { ReadBodyOptions, ReadBodyResult, ReadOptions } from "../../http/adapter.ts";
import { pieces, ReadClock } from "../../http/read_clock.ts";

/** A request of HTTP/1.1, or a stream of HTTP/2. */
type BodySource = Readable & { readonly aborted?: boolean; readonly rstCode?: number };

/** A stream of HTTP/2 that the client has reset ends as if it were whole; only these two say what happened. */
const isCut = ({ aborted, rstCode = 0 }: BodySource): boolean => aborted === true || rstCode !== 0;

/**
 * Reads a whole body: `HttpAdapter.readBody` on Node.
 *
 * @param declared what content-length says, NaN without one; a body that is too long by it is not read at all
 * @param discard called when the rest of the body is not wanted
 */
export function readWhole(
  source: BodySource,
  declared: number,
  options: ReadBodyOptions,
  discard: () => void,
): Promise<ReadBodyResult> {
  if (declared > options.length) {
    discard();
    return Promise.resolve({ status: "too_large" });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let read = 0;
    let timer: NodeJS.Timeout | undefined;
    const finish = (result: ReadBodyResult): void => {
      clearTimeout(timer);
      source.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      if (result.status !== "ok") discard();
      resolve(result);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > options.length) finish({ status: "too_large" });
      else {
        chunks.push(chunk);
        read += chunk.length;
        if (read < options.readLength) return;
        read = 0;
        timer?.refresh();
      }
    };
    const onEnd = (): void =>
      finish(
        isCut(source)
          ? { status: "closed" }
          : { status: "ok", body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) },
      );
    const onClose = (): void => finish({ status: "closed" });
    if (source.readableEnded) {
      onEnd();
      return;
    }
    if (source.destroyed) {
      onClose();
      return;
    }
    source.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
    timer = setTimeout(() => finish({ status: "timeout" }), options.readTimeout);
  });
}

/**
 * A body as it comes: `HttpAdapter.bodyChunks` on Node.
 *
 * @param discard called when the rest of the body is not wanted
 */
export async function* readChunks(
  source: BodySource,
  options: ReadOptions,
  discard: () => void,
): AsyncGenerator<Uint8Array> {
  const iterator = source.iterator({ destroyOnReturn: false });
  const clock = new ReadClock(options);
  let whole = false;
  try {
    while (true) {
      const next = await clock.wait(iterator.next());
      if (next.done) {
        if (isCut(source)) throw new Error("the stream was reset");
        whole = true;
        return;
      }
      const chunk = next.value as Uint8Array;
      clock.count(chunk.length);
      if (chunk.length > options.readLength) yield* pieces(chunk, options.readLength);
      else yield chunk;
    }
  } catch (error) {
    if (error instanceof RequestTimeoutError) throw error;
    throw new BadRequestError("the client closed the connection before the body was complete", {
      cause: error,
    });
  } finally {
    if (!whole) discard();
  }
}
