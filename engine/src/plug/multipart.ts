import { ParseError, RequestTooLargeError } from "../conn/errors.ts";

/** Headers of one part, by lower-case name. */
export type PartHeaders = Record<string, string>;

/** Takes the bytes of one part as they arrive. */
export interface PartSink {
  write(bytes: Uint8Array): void | Promise<void>;
  end(): void | Promise<void>;
}

const CR = 13;
const LF = 10;
const DASH = 45;
const MAX_HEADER_BYTES = 16_384;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a multipart body part by part, without ever holding more than a piece of it.
 *
 * @param chunks the body as it arrives
 * @param boundary as the content type gives it
 * @param limit most bytes of the whole body
 * @param onPart chooses where a part goes; `undefined` throws it away
 * @throws ParseError (400) when the body is cut off or malformed; RequestTooLargeError (413)
 */
export async function readMultipart(
  chunks: AsyncIterable<Uint8Array>,
  boundary: string,
  limit: number,
  onPart: (headers: PartHeaders) => PartSink | undefined | Promise<PartSink | undefined>,
): Promise<void> {
  const body = new Window(chunks, limit);
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  // The first boundary may stand at the very start, without the line break that is part of the others.
  body.prepend(new Uint8Array([CR, LF]));

  await body.copyUntil(delimiter, undefined);
  while (true) {
    const ending = await body.take(2);
    if (ending[0] === DASH && ending[1] === DASH) return;
    if (ending[0] !== CR || ending[1] !== LF) throw malformed("its boundary is followed by other text");
    const headers = await readHeaders(body);
    const sink = await onPart(headers);
    await body.copyUntil(delimiter, sink);
    await sink?.end();
  }
}

async function readHeaders(body: Window): Promise<PartHeaders> {
  const headers = Object.create(null) as PartHeaders;
  let left = MAX_HEADER_BYTES;
  while (true) {
    const line = await body.line(left);
    if (line.length === 0) return headers;
    left -= line.length;
    let text: string;
    try {
      text = utf8.decode(line);
    } catch {
      throw malformed("the headers of a part are not valid UTF-8");
    }
    const colon = text.indexOf(":");
    if (colon > 0) headers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
}

function malformed(what: string): ParseError {
  return new ParseError(`the multipart body is malformed: ${what}`);
}

/** The part of the body that was read and not used yet. */
class Window {
  private bytes = new Uint8Array();
  private total = 0;
  private readonly iterator: AsyncIterator<Uint8Array>;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    private readonly limit: number,
  ) {
    this.iterator = chunks[Symbol.asyncIterator]();
  }

  prepend(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
  }

  private async more(): Promise<void> {
    const next = await this.iterator.next();
    if (next.done) throw malformed("it ends before its last boundary");
    this.total += next.value.length;
    if (this.total > this.limit) {
      await this.iterator.return?.();
      throw new RequestTooLargeError();
    }
    const joined = new Uint8Array(this.bytes.length + next.value.length);
    joined.set(this.bytes);
    joined.set(next.value, this.bytes.length);
    this.bytes = joined;
  }

  async take(length: number): Promise<Uint8Array> {
    while (this.bytes.length < length) await this.more();
    const taken = this.bytes.subarray(0, length);
    this.bytes = this.bytes.subarray(length);
    return taken;
  }

  /** The bytes up to the next line break, which is taken too. */
  async line(limit: number): Promise<Uint8Array> {
    let searched = 0;
    while (true) {
      const end = this.bytes.indexOf(LF, searched);
      if (end >= 0) {
        if (this.bytes[end - 1] !== CR) throw malformed("a header line ends without a carriage return");
        const line = this.bytes.subarray(0, end - 1);
        this.bytes = this.bytes.subarray(end + 1);
        return line;
      }
      searched = this.bytes.length;
      if (searched > limit) throw malformed("the headers of a part are too long");
      await this.more();
    }
  }

  /** Gives everything before the delimiter to the sink, and takes the delimiter. */
  async copyUntil(delimiter: Uint8Array, sink: PartSink | undefined): Promise<void> {
    while (true) {
      const at = find(this.bytes, delimiter);
      if (at >= 0) {
        if (at > 0) await sink?.write(this.bytes.subarray(0, at));
        this.bytes = this.bytes.subarray(at + delimiter.length);
        return;
      }
      // The end of what there is may be the start of a delimiter.
      const sure = this.bytes.length - delimiter.length + 1;
      if (sure > 0) {
        await sink?.write(this.bytes.subarray(0, sure));
        this.bytes = this.bytes.subarray(sure);
      }
      await this.more();
    }
  }
}

function find(bytes: Uint8Array, pattern: Uint8Array): number {
  const last = bytes.length - pattern.length;
  let at = bytes.indexOf(pattern[0]!);
  while (at >= 0 && at <= last) {
    let matched = 1;
    while (matched < pattern.length && bytes[at + matched] === pattern[matched]) matched++;
    if (matched === pattern.length) return at;
    at = bytes.indexOf(pattern[0]!, at + 1);
  }
  return -1;
}
