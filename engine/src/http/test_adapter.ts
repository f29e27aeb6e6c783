import type {
  Handler,
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ReadOptions,
  ResponseBody,
} from "./adapter.ts";
import { BodySource, hasLength, joinHeaders } from "./body_source.ts";

/** A request for `TestAdapter`; all of it has a default. */
export interface TestRequest {
  method?: string;
  /** Path and query; default `/`. */
  target?: string;
  scheme?: "http" | "https";
  /** Default `www.example.com`. */
  host?: string;
  headers?: readonly (readonly [string, string])[];
  body?: string | Uint8Array | ReadableStream<Uint8Array>;
  peer?: PeerData;
  /** Reads a file that is sent; without it, or when it gives nothing, `sendFile` keeps only the path. */
  readFile?: (path: string) => Uint8Array | undefined;
}

/** An adapter without a network: what was sent can be looked at. */
export class TestAdapter implements HttpAdapter {
  readonly method: string;
  readonly target: string;
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpVersion = "HTTP/1.1";
  /** Status sent; `undefined` before. */
  status: number | undefined;
  /** Headers sent, with the length that a server adds. */
  respHeaders: Header[] = [];
  /** What was sent so far, chunks joined. A `HEAD` response keeps its body out. */
  respBody: Uint8Array = new Uint8Array();
  /** Chunks of a chunked response. */
  readonly chunks: Uint8Array[] = [];
  /** The file that was sent. */
  file: { path: string; offset: number; length: number } | undefined;
  /** Whether the response is complete. */
  finished = false;
  /** Whether the response was broken off. */
  aborted = false;
  /** Set it to let `chunk` answer as if the client had gone. */
  closed = false;

  private readonly source: BodySource;
  private readonly peerData: PeerData;
  private readonly readFile: ((path: string) => Uint8Array | undefined) | undefined;
  private readonly callbacks: (() => void)[] = [];

  constructor(request: TestRequest = {}) {
    this.method = request.method ?? "GET";
    this.target = request.target ?? "/";
    this.scheme = request.scheme ?? "http";
    this.headers = joinHeaders(request.headers ?? []);
    this.authority = this.headers.host ?? request.host ?? "www.example.com";
    this.peerData = request.peer ?? { address: "127.0.0.1", port: 45_781 };
    this.readFile = request.readFile;
    this.source = new BodySource(
      typeof request.body === "string" ? new TextEncoder().encode(request.body) : request.body,
    );
  }

  /** Runs a handler on the request the way a server does: when it fails before sending, the answer is 500. */
  async run(handler: Handler): Promise<this> {
    try {
      await handler(this);
    } catch {
      this.abort();
    }
    return this;
  }

  /** The body sent, as text. */
  get text(): string {
    return new TextDecoder().decode(this.respBody);
  }

  peer(): PeerData {
    return this.peerData;
  }

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
    this.sendBytes(status, headers, toBytes(body));
  }

  async sendFile(
    status: number,
    headers: Header[],
    path: string,
    offset: number,
    length: number,
  ): Promise<void> {
    const bytes = this.readFile?.(path);
    this.file = { path, offset, length };
    if (bytes !== undefined) return this.sendBytes(status, headers, bytes.slice(offset, offset + length));
    this.start(status, headers);
    this.finish();
  }

  private sendBytes(status: number, headers: Header[], bytes: Uint8Array): void {
    const length: Header[] = hasLength(status) ? [["content-length", String(bytes.length)]] : [];
    this.start(status, [...headers, ...length]);
    if (this.method !== "HEAD") this.respBody = bytes;
    this.finish();
  }

  sendChunked(status: number, headers: Header[]): void {
    this.start(status, headers);
  }

  chunk(data: ResponseBody): "ok" | "closed" {
    if (this.closed) return "closed";
    if (this.method === "HEAD") return "ok";
    const bytes = toBytes(data);
    this.chunks.push(bytes);
    const joined = new Uint8Array(this.respBody.length + bytes.length);
    joined.set(this.respBody);
    joined.set(bytes, this.respBody.length);
    this.respBody = joined;
    return "ok";
  }

  endChunked(): void {
    this.finish();
  }

  abort(): void {
    if (this.status === undefined) this.sendResp(500, [], "Internal Server Error");
    else if (!this.finished) {
      this.aborted = true;
      this.finish();
    }
  }

  onFinish(callback: () => void): void {
    if (this.finished) callback();
    else this.callbacks.push(callback);
  }

  private start(status: number, headers: Header[]): void {
    if (this.status !== undefined) throw new Error("the adapter was told to start a second response");
    this.status = status;
    this.respHeaders = headers.map(([name, value]) => [name, value]);
  }

  private finish(): void {
    this.finished = true;
    for (const callback of this.callbacks.splice(0)) callback();
  }
}

function toBytes(body: ResponseBody): Uint8Array {
  return typeof body === "string" ? new TextEncoder().encode(body) : body.slice();
}
