import { RequestTimeoutError } from "../conn/errors.ts";
import type { ReadOptions } from "./adapter.ts";

/**
 * Gives every read of a body its time: `readLength` bytes, or all that are left, within `readTimeout` ms. So a client that sends a byte
 * now and then is given up as well as one that sends nothing.
 */
export class ReadClock {
  private left: number;
  private bytes = 0;

  constructor(private readonly options: ReadOptions) {
    this.left = options.readTimeout;
  }

  /**
   * Waits for the next bytes. Only this time counts, not what the consumer does in between.
   *
   * @throws RequestTimeoutError (408) when the read has taken too long
   */
  async wait<T>(next: Promise<T>): Promise<T> {
    const started = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new RequestTimeoutError()), this.left);
    });
    try {
      return await Promise.race([next, late]);
    } finally {
      clearTimeout(timer);
      this.left = Math.max(0, this.left - (performance.now() - started));
    }
  }

  /** Counts what has come; a read that is full makes way for the next. */
  count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes < this.options.readLength) return;
    this.bytes = 0;
    this.left = this.options.readTimeout;
  }
}

/** Cuts what has come at once into pieces of at most `readLength` bytes. */
export function* pieces(chunk: Uint8Array, readLength: number): Generator<Uint8Array> {
  for (let start = 0; start < chunk.length; start += readLength)
    yield chunk.subarray(start, start + readLength);
}
