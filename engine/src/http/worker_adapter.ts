import type { Handler, Header, PeerData, ResponseBody } from "./adapter.ts";
import { sendFailure } from "./failure.ts";
import { MemoryAdapter, toBytes } from "./memory_adapter.ts";

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

class WorkerAdapter extends MemoryAdapter {
  private started = false;
  private stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  private wake: (() => void) | undefined;

  constructor(
    request: WebRequest,
    private readonly options: WebHandlerOptions,
    private readonly respond: (response: WebResponse) => void,
  ) {
    // Not `new URL`: it would rewrite the path (`/a/../b`), and the adapter hands on what was asked for.
    const match = /^(https?):\/\/([^/?#]*)([^#]*)/i.exec(request.url);
    const target = match === null ? request.url : match[3]!;
    super({
      method: request.method,
      target: target.startsWith("/") ? target : `/${target}`,
      scheme: match?.[1]?.toLowerCase() === "https" ? "https" : "http",
      headers: request.headers,
      host: match?.[2] ?? "localhost",
      body: request.body,
    });
  }

  peer(): PeerData {
    return { address: "127.0.0.1", port: 0 };
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
    if (this.finished || stream === undefined) return "closed";
    if (this.method === "HEAD") return "ok";
    stream.enqueue(toBytes(data));
    if ((stream.desiredSize ?? 0) > 0) return "ok";
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve(this.finished ? "closed" : "ok");
      };
    });
  }

  endChunked(): void {
    if (this.finished) return;
    this.stream?.close();
    this.finish();
  }

  abort(error: unknown = new Error("the response was broken off")): void {
    if (!this.started) sendFailure(this);
    else if (!this.finished) {
      this.stream?.error(error);
      this.finish();
    }
  }

  /** A handler that settles without an answer would leave the page waiting for ever. */
  ensureStarted(): void {
    if (!this.started) this.abort(new Error("the handler ended without a response"));
  }

  protected start(status: number, headers: Header[], body: WebResponse["body"]): void {
    this.started = true;
    this.respond({ status, headers, body });
  }
}
