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

/** A request as a service worker or a page hands it on. */
export interface WebRequest {
  method: string;
  /** Whole address. */
  url: string;
  headers: readonly (readonly [string, string])[];
  body?: Uint8Array | ReadableStream<Uint8Array>;
}

/** A response: `set-cookie` and the like may stand several times among the headers. */
export interface WebResponse {
  status: number;
  headers: Header[];
  /** A stream for chunked responses, else the whole body. */
  body: Uint8Array | ReadableStream<Uint8Array>;
}

/** Options of `handleWebRequest`. */
export interface WebHandlerOptions {
  /** Reads a file that is sent, from wherever the place keeps its files. */
  readFile(path: string): Uint8Array;
  /** Told of an error that the handler let out; the answer is 500. Default `console.error`. */
  onError?: (error: unknown) => void;
}

/**
 * Runs a handler on a request that comes as data, not over a socket.
 *
 * @returns the response as soon as it starts; a chunked body goes on as a stream, which can be cancelled
 * @example const { status, headers, body } = await handleWebRequest(handler, { method: "GET", url, headers: [] }, { readFile });
 */
export function handleWebRequest(
  handler: Handler,
  request: WebRequest,
  options: WebHandlerOptions,
): Promise<WebResponse> {
  return new Promise((resolve) => {
    const adapter = new WorkerAdapter(request, options, resolve);
    const fail = (error: unknown): void => {
      (options.onError ?? console.error)(error);
      adapter.abort(error);
    };
    try {
      const done = handler(adapter);
      if (done === undefined) adapter.ensureStarted();
      else done.then(() => adapter.ensureStarted(), fail);
    } catch (error) {
      fail(error);
    }
  });
}

const encoder = new TextEncoder();
const EMPTY = new Uint8Array();

class WorkerAdapter implements HttpAdapter {
  readonly method: string;
  readonly target: string;
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpVersion = "HTTP/1.1";

  private readonly source: BodySource;
  private started = false;
  private over = false;
  private stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  private wake: (() => void) | undefined;
  private readonly callbacks: (() => void)[] = [];

  constructor(
    request: WebRequest,
    private readonly options: WebHandlerOptions,
    private readonly respond: (response: WebResponse) => void,
  ) {
    // Not `new URL`: it would rewrite the path (`/a/../b`), and the adapter hands on what was asked for.
    const match = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(request.url);
    this.method = request.method;
    this.scheme = match?.[1]?.toLowerCase() === "https" ? "https" : "http";
    const target = match === null ? request.url : match[3]!;
    this.target = target.startsWith("/") ? target : `/${target}`;
    this.headers = joinHeaders(request.headers);
    this.authority = this.headers.host ?? match?.[2] ?? "localhost";
    this.source = new BodySource(request.body);
  }

  peer(): PeerData {
    return { address: "127.0.0.1", port: 0 };
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
    const bytes = typeof body === "string" ? encoder.encode(body) : body;
    this.sendBytes(status, headers, bytes);
  }

  async sendFile(
    status: number,
    headers: Header[],
    path: string,
    offset: number,
    length: number,
  ): Promise<void> {
    this.sendBytes(status, headers, this.options.readFile(path).slice(offset, offset + length));
  }

  private sendBytes(status: number, headers: Header[], bytes: Uint8Array): void {
    const sent: Header[] = [...headers];
    if (hasLength(status)) sent.push(["content-length", String(bytes.length)]);
    this.start(status, sent, this.method === "HEAD" ? EMPTY : bytes);
    this.finish();
  }

  sendChunked(status: number, headers: Header[]): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.stream = controller;
      },
      pull: () => this.wake?.(),
      cancel: () => {
        this.finish();
        this.wake?.();
      },
    });
    this.start(status, [...headers], body);
  }

  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    const { stream } = this;
    if (this.over || stream === undefined) return "closed";
    if (this.method === "HEAD") return "ok";
    stream.enqueue(typeof data === "string" ? encoder.encode(data) : data.slice());
    if ((stream.desiredSize ?? 0) > 0) return "ok";
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve(this.over ? "closed" : "ok");
      };
    });
  }

  endChunked(): void {
    if (this.over) return;
    this.stream?.close();
    this.finish();
  }

  onFinish(callback: () => void): void {
    if (this.over) callback();
    else this.callbacks.push(callback);
  }

  abort(error: unknown = new Error("the response was broken off")): void {
    if (!this.started)
      this.sendResp(500, [["content-type", "text/plain; charset=utf-8"]], "Internal Server Error");
    else if (!this.over) {
      this.stream?.error(error);
      this.finish();
    }
  }

  /** A handler that settles without an answer would leave the page waiting for ever. */
  ensureStarted(): void {
    if (!this.started) this.abort(new Error("the handler ended without a response"));
  }

  private start(status: number, headers: Header[], body: WebResponse["body"]): void {
    this.started = true;
    this.respond({ status, headers, body });
  }

  private finish(): void {
    if (this.over) return;
    this.over = true;
    for (const callback of this.callbacks.splice(0)) callback();
  }
}
