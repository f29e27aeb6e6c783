import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { BadRequestError, RequestTimeoutError } from "../../conn/errors.ts";
import type {
  Handler,
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ResponseBody,
} from "../../http/adapter.ts";
import { hasLength } from "../../http/body_source.ts";

/** Options of `createHttpServer`. */
export interface HttpServerOptions {
  /** Default 4000; 0 takes a free one. */
  port?: number;
  /** Address to listen on; default `127.0.0.1`. */
  host?: string;
  /** Serves https: contents of the files in PEM. */
  https?: { key: string | Uint8Array; cert: string | Uint8Array; ca?: string | Uint8Array };
  /** Milliseconds that `stop` waits for requests in flight; default 15 000. */
  drainTimeout?: number;
  /** Told of an error that the handler let out; default `console.error`. */
  onError?: (error: unknown) => void;
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  readonly host: string;
  readonly scheme: "http" | "https";
  /** Node's server, e.g. for upgrades to WebSocket. */
  readonly server: http.Server | https.Server;
  /** Takes no more connections, waits for the requests in flight, then closes what is left. */
  stop(): Promise<void>;
}

/** Most bytes of a request's first line and headers. Longer ones get 431 from Node; for long addresses the endpoint answers 414. */
const MAX_HEAD = 32 * 1024;

/**
 * Serves HTTP with `node:http` or `node:https`.
 *
 * @param handler answers each request through its adapter
 * @returns once it listens; rejects when the port is taken
 * @example const server = await createHttpServer(endpoint.handler, { port: 4000 });
 */
export function createHttpServer(handler: Handler, options: HttpServerOptions = {}): Promise<HttpServer> {
  const { port = 4000, host = "127.0.0.1", drainTimeout = 15_000, onError = console.error } = options;
  const scheme = options.https === undefined ? "http" : "https";
  const settings: http.ServerOptions = {
    joinDuplicateHeaders: true,
    keepAliveTimeout: 60_000,
    maxHeaderSize: MAX_HEAD,
  };
  let draining = false;
  // Connections that have not asked anything yet. Node does not take them for idle, and would wait for them when stopping.
  const unused = new Set<Socket>();

  const failed = (adapter: NodeAdapter, error: unknown): void => {
    onError(error);
    adapter.abort();
  };
  const onRequest = (req: http.IncomingMessage, res: http.ServerResponse): void => {
    if (draining) res.shouldKeepAlive = false;
    if (unused.size > 0) unused.delete(req.socket);
    const adapter = new NodeAdapter(req, res, scheme, host);
    try {
      const done = handler(adapter);
      if (done !== undefined) done.catch((error: unknown) => failed(adapter, error));
    } catch (error) {
      failed(adapter, error);
    }
  };
  const server =
    options.https === undefined
      ? http.createServer(settings, onRequest)
      : https.createServer(
          {
            ...settings,
            key: options.https.key as string,
            cert: options.https.cert as string,
            ca: options.https.ca as string | undefined,
          },
          onRequest,
        );

  const stop = (): Promise<void> => {
    draining = true;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => server.closeAllConnections(), drainTimeout);
      server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
      server.closeIdleConnections();
      for (const socket of unused) socket.destroy();
    });
  };
  server.on(scheme === "https" ? "secureConnection" : "connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      server.on("error", onError);
      resolve({ port: (server.address() as AddressInfo).port, host, scheme, server, stop });
    });
  });
}

/** One request of `node:http`. Headers and the peer are only worked out when asked for. */
class NodeAdapter implements HttpAdapter {
  readonly method: string;
  readonly target: string;

  constructor(
    private readonly req: http.IncomingMessage,
    private readonly res: http.ServerResponse,
    readonly scheme: "http" | "https",
    private readonly listensOn: string,
  ) {
    this.method = req.method!;
    this.target = req.url!;
  }

  get headers(): Readonly<Record<string, string>> {
    // With joinDuplicateHeaders all are strings but set-cookie, which no request has.
    return this.req.headers as Record<string, string>;
  }

  /** Node makes all of `headers` at the first look at it; most requests are asked for one or two. */
  header(name: string): string | undefined {
    const { rawHeaders } = this.req;
    let found: string | undefined;
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const candidate = rawHeaders[i]!;
      if (candidate.length === name.length && (candidate === name || candidate.toLowerCase() === name)) {
        if (found !== undefined) return this.headers[name];
        found = rawHeaders[i + 1]!;
      }
    }
    return found;
  }

  get authority(): string {
    return this.header("host") ?? `${this.listensOn}:${this.req.socket.localPort}`;
  }

  get httpVersion(): HttpAdapter["httpVersion"] {
    return this.req.httpVersionMajor === 2
      ? "HTTP/2"
      : this.req.httpVersionMinor === 0
        ? "HTTP/1.0"
        : "HTTP/1.1";
  }

  peer(): PeerData {
    const { remoteAddress, remotePort } = this.req.socket;
    return { address: remoteAddress ?? "", port: remotePort ?? 0 };
  }

  readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    const { req } = this;
    if (Number(this.header("content-length")) > options.length) {
      this.discardBody();
      return Promise.resolve({ status: "too_large" });
    }
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      let timer: NodeJS.Timeout | undefined;
      const finish = (result: ReadBodyResult): void => {
        clearTimeout(timer);
        req.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
        if (result.status !== "ok") this.discardBody();
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
        finish({ status: "ok", body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) });
      const onClose = (): void => finish({ status: "closed" });
      if (req.readableEnded) {
        onEnd();
        return;
      }
      if (req.destroyed) {
        onClose();
        return;
      }
      req.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
      timer = setTimeout(() => finish({ status: "timeout" }), options.readTimeout);
    });
  }

  async *bodyChunks(options: { readTimeout: number }): AsyncGenerator<Uint8Array> {
    const iterator = this.req.iterator({ destroyOnReturn: false });
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
      if (!whole) this.discardBody();
    }
  }

  /** What is left of a body that nobody wants is thrown away, and the connection is not used again. */
  private discardBody(): void {
    this.res.shouldKeepAlive = false;
    this.req.on("error", () => {});
    this.req.resume();
  }

  sendResp(status: number, headers: Header[], body: ResponseBody): void {
    const { res } = this;
    const flat: string[] = [];
    for (const [name, value] of headers) flat.push(name, value);
    if (hasLength(status))
      flat.push("content-length", String(typeof body === "string" ? Buffer.byteLength(body) : body.length));
    res.writeHead(status, flat);
    if (this.method === "HEAD" || body.length === 0) res.end();
    else res.end(body);
  }

  async sendFile(
    status: number,
    headers: Header[],
    path: string,
    offset: number,
    length: number,
  ): Promise<void> {
    const { res } = this;
    const { size } = await stat(path);
    const bytes = Math.max(0, Math.min(length, size - offset));
    const flat: string[] = [];
    for (const [name, value] of headers) flat.push(name, value);
    flat.push("content-length", String(bytes));
    if (this.method === "HEAD" || bytes === 0) {
      res.writeHead(status, flat);
      res.end();
      return;
    }
    const file = createReadStream(path, { start: offset, end: offset + bytes - 1 });
    // Nothing is sent before the file is known to open.
    await once(file, "open");
    res.writeHead(status, flat);
    try {
      await pipeline(file, res);
    } catch {
      // The client has gone, or the file broke off: the missing bytes tell the client.
      res.destroy();
    }
  }

  sendChunked(status: number, headers: Header[]): void {
    const flat: string[] = [];
    for (const [name, value] of headers) flat.push(name, value);
    this.res.writeHead(status, flat);
    this.res.flushHeaders();
  }

  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    const { res } = this;
    if (res.destroyed || res.writableEnded) return "closed";
    if (this.method === "HEAD" || res.write(data)) return "ok";
    return new Promise((resolve) => {
      const done = (result: "ok" | "closed"): void => {
        res.off("drain", onDrain).off("close", onClose);
        resolve(result);
      };
      const onDrain = (): void => done("ok");
      const onClose = (): void => done("closed");
      res.on("drain", onDrain).on("close", onClose);
    });
  }

  endChunked(): void {
    this.res.end();
  }

  onFinish(callback: () => void): void {
    if (this.res.closed) callback();
    else this.res.once("close", callback);
  }

  abort(): void {
    if (this.res.headersSent) {
      if (!this.res.writableEnded) this.res.destroy();
    } else this.sendResp(500, [["content-type", "text/plain; charset=utf-8"]], "Internal Server Error");
  }
}
