import type {
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ReadOptions,
  ResponseBody,
} from "./adapter.ts";
import { BodySource, hasLength, joinHeaders } from "./body_source.ts";

const encoder = new TextEncoder();
const EMPTY = new Uint8Array();

/** A request that an adapter without a socket was given. */
export interface MemoryRequest {
  method: string;
  target: string;
  scheme: "http" | "https";
  headers: readonly (readonly [string, string])[];
  /** Used when there is no `host` header. */
  host: string;
  body: Uint8Array | ReadableStream<Uint8Array> | undefined;
}

/** What the adapters without a socket share: the request is data, a whole response is bytes. */
export abstract class MemoryAdapter implements HttpAdapter {
  readonly method: string;
  readonly target: string;
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpVersion = "HTTP/1.1";
  /** Whether the response is complete. */
  finished = false;

  private readonly source: BodySource;
  private readonly callbacks: (() => void)[] = [];

  constructor(request: MemoryRequest) {
    this.method = request.method;
    this.target = request.target;
    this.scheme = request.scheme;
    this.headers = joinHeaders(request.headers);
    this.authority = this.headers.host ?? request.host;
    this.source = new BodySource(request.body);
  }

  abstract peer(): PeerData;
  abstract sendFile(
    status: number,
    headers: Header[],
    path: string,
    offset: number,
    length: number,
  ): Promise<void>;
  abstract sendChunked(status: number, headers: Header[]): void;
  abstract chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed">;
  abstract endChunked(): void;
  abstract abort(error?: unknown): void;

  header(name: string): string | undefined {
    return this.headers[name];
  }

  readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    return this.source.readBody(options);
  }

  bodyChunks(options: ReadOptions): AsyncIterable<Uint8Array> {
    return this.source.chunks(options);
  }

  sendResp(status: number, headers: Header[], body: ResponseBody): void {
    this.sendBytes(status, headers, typeof body === "string" ? encoder.encode(body) : body);
  }

  onFinish(callback: () => void): void {
    if (this.finished) callback();
    else this.callbacks.push(callback);
  }

  /** Starts the response: with all of its body, or with none of it yet. */
  protected abstract start(status: number, headers: Header[], body: Uint8Array): void;

  /** Sends a whole response, with the length that a server adds. */
  protected sendBytes(status: number, headers: Header[], bytes: Uint8Array): void {
    const sent: Header[] = [...headers];
    const mayHaveBody = hasLength(status);
    if (mayHaveBody) sent.push(["content-length", String(bytes.length)]);
    this.start(status, sent, mayHaveBody && this.method !== "HEAD" ? bytes : EMPTY);
    this.finish();
  }

  protected finish(): void {
    if (this.finished) return;
    this.finished = true;
    for (const callback of this.callbacks.splice(0)) callback();
  }
}

/** A body, or a piece of one, as bytes that nobody else changes. */
export function toBytes(body: ResponseBody): Uint8Array {
  return typeof body === "string" ? encoder.encode(body) : body.slice();
}
