import type { Handler, Header, PeerData, ResponseBody } from "./adapter.ts";
import { MemoryAdapter, toBytes } from "./memory_adapter.ts";

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
export class TestAdapter extends MemoryAdapter {
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
  /** Whether the response was broken off. */
  aborted = false;
  /** Set it to let `chunk` answer as if the client had gone. */
  closed = false;

  private readonly peerData: PeerData;
  private readonly readFile: ((path: string) => Uint8Array | undefined) | undefined;

  constructor(request: TestRequest = {}) {
    const { body } = request;
    super({
      method: request.method ?? "GET",
      target: request.target ?? "/",
      scheme: request.scheme ?? "http",
      headers: request.headers ?? [],
      host: request.host ?? "www.example.com",
      body: typeof body === "string" ? toBytes(body) : body,
    });
    this.peerData = request.peer ?? { address: "127.0.0.1", port: 45_781 };
    this.readFile = request.readFile;
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

  override sendResp(status: number, headers: Header[], body: ResponseBody): void {
    super.sendResp(status, headers, toBytes(body));
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

  protected start(status: number, headers: Header[], body: Uint8Array = new Uint8Array()): void {
    if (this.status !== undefined) throw new Error("the adapter was told to start a second response");
    this.status = status;
    this.respHeaders = headers.map(([name, value]) => [name, value]);
    this.respBody = body;
  }
}
