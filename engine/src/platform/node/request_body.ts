import type { Readable } from "node:stream";
import { BadRequestError, RequestTimeoutError } from "../../conn/errors.ts";
import type { ReadBodyOptions, ReadBodyResult } from "../../http/adapter.ts";

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
  options: { readTimeout: number },
  discard: () => void,
): AsyncGenerator<Uint8Array> {
  const iterator = source.iterator({ destroyOnReturn: false });
  let timer: NodeJS.Timeout | undefined;
  let whole = false;
  try {
    while (true) {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new RequestTimeoutError()), options.readTimeout);
      });
      const next = await Promise.race([iterator.next(), late]);
      clearTimeout(timer);
      if (next.done) {
        if (isCut(source)) throw new Error("the stream was reset");
        whole = true;
        return;
      }
      yield next.value as Uint8Array;
    }
  } catch (error) {
    if (error instanceof RequestTimeoutError) throw error;
    throw new BadRequestError("the client closed the connection before the body was complete", {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    if (!whole) discard();
  }
}
