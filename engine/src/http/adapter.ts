/** A header as it goes over the wire: lower-case name and value. */
export type Header = [name: string, value: string];

/** What a response body may be once it is known whole. */
export type ResponseBody = string | Uint8Array;

/** How a request body is taken from the client, read by read. */
export interface ReadOptions {
  /** Bytes of one read: no more are handed over at a time. */
  readLength: number;
  /** Milliseconds for one read: so long may it take until `readLength` bytes have come, or all that are left. */
  readTimeout: number;
}

/** Limits for reading a whole request body. */
export interface ReadBodyOptions extends ReadOptions {
  /** Bytes after which reading stops and `"too_large"` is answered. */
  length: number;
}

/** What reading a whole request body comes to. */
export type ReadBodyResult =
  | { status: "ok"; body: Uint8Array }
  | { status: "too_large" }
  | { status: "timeout" }
  | { status: "closed" };

/** Who is at the other end of the connection. */
export interface PeerData {
  address: string;
  port: number;
}

/**
 * One request as an HTTP server hands it over, and the way its response goes out.
 *
 * There is one implementation for each server (Node's `node:http` and `node:http2`, the worker of the playground, the in-memory one of the
 * tests); the contract suite in `adapter_contract.ts` runs on all of them. A response is started once, by one of `sendResp`,
 * `sendFile` and `sendChunked`. The adapter never alters what it is given, except that it leaves the body of a `HEAD` response out,
 * and in HTTP/2 headers that are about a connection of HTTP/1.1.
 */
export interface HttpAdapter {
  readonly method: string;
  /** Path and query exactly as requested: `/hello?a=1`. */
  readonly target: string;
  readonly scheme: "http" | "https";
  /** Value of the `host` header (`:authority` in HTTP/2), or the address that the server listens on. */
  readonly authority: string;
  /** Lower-case names; repeated headers are joined with `, ` (`cookie` with `; `). */
  readonly headers: Readonly<Record<string, string>>;
  /** One header, by its lower-case name, without making `headers`. */
  header(name: string): string | undefined;
  readonly httpVersion: "HTTP/1.0" | "HTTP/1.1" | "HTTP/2";
  peer(): PeerData;

  /** Reads the whole body; once it was read, there is nothing more of it. A read that takes too long is answered `"timeout"`. */
  readBody(options: ReadBodyOptions): Promise<ReadBodyResult>;
  /**
   * The body as it arrives, in pieces of at most `readLength` bytes, for parsers that do not want it whole. The consumer applies its
   * own limits. Throws `RequestTimeoutError` (408) when a read takes longer than `readTimeout` ms (the time that the consumer takes
   * does not count), `BadRequestError` (400) when the client goes away.
   */
  bodyChunks(options: ReadOptions): AsyncIterable<Uint8Array>;

  sendResp(status: number, headers: Header[], body: ResponseBody): void;
  /** Sends `length` bytes of a file from `offset`. Rejects when the file cannot be read and nothing was sent yet. */
  sendFile(status: number, headers: Header[], path: string, offset: number, length: number): Promise<void>;
  sendChunked(status: number, headers: Header[]): void;
  /** Writes one chunk; `closed` when the client has gone. Resolves once the client can take more. */
  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed">;
  /** Ends a chunked response. Called by the framework when the handler is done. */
  endChunked(): void;
  /**
   * Ends a request that failed: answers 500 when nothing was sent yet, else breaks the response off, so that the client does not take
   * half of it for all.
   */
  abort(error?: unknown): void;
  /** Called once, when the response has been handed over or the client has gone, e.g. to remove temporary uploads. */
  onFinish(callback: () => void): void;
}

/** Handles one request; settles when the response has been handed to the adapter. Never throws. */
export type Handler = (request: HttpAdapter) => void | Promise<void>;
