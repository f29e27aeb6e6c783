import type { EventEmitter } from "node:events";
import * as http from "node:http";
import * as http2 from "node:http2";
import * as https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { CipherSuite } from "../../endpoint/config.ts";
import type {
  Handler,
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ReadOptions,
  ResponseBody,
} from "../../http/adapter.ts";
import { hasLength } from "../../http/body_source.ts";
import { sendFailure } from "../../http/failure.ts";
import { cipherSuites } from "./cipher_suites.ts";
import { Http2Adapter } from "./http2_adapter.ts";
import { readChunks, readWhole } from "./request_body.ts";
import { openPart, sendPart, writeChunk } from "./response_stream.ts";

/** Options of `createHttpServer`. */
export interface HttpServerOptions {
  /** Default 4000; 0 takes a free one. */
  port?: number;
  /** Address to listen on; default `127.0.0.1`. */
  host?: string;
  /**
   * Serves https: contents of the files in PEM. Clients choose between HTTP/2 and HTTP/1.1; with `http2: false` there is only the
   * latter.
   */
  https?: {
    key: string | Uint8Array;
    cert: string | Uint8Array;
    ca?: string | Uint8Array;
    /** Default true. */
    http2?: boolean;
    /** Versions and ciphers by name; Node's own unless given. */
    cipherSuite?: CipherSuite;
  };
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
  readonly server: http.Server | https.Server | http2.Http2SecureServer;
  /** Takes no more connections, waits for the requests in flight, then closes what is left. */
  stop(): Promise<void>;
}

/** Most bytes of a request's first line and headers. Longer ones get 431 from Node; for long addresses the endpoint answers 414. */
const MAX_HEAD = 32 * 1024;

/** Characters of a body up to which it is sent in one piece with the head. */
const MAX_JOINED = 8 * 1024;

/** Milliseconds after which a connection that asks nothing is closed. */
const IDLE = 60_000;

/**
 * Serves HTTP with `node:http`, and HTTPS with `node:http2`, which also takes clients that speak HTTP/1.1 only.
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
    keepAliveTimeout: IDLE,
    maxHeaderSize: MAX_HEAD,
  };
  let draining = false;
  // Connections that have not asked anything yet. Node does not take them for idle, and would wait for them when stopping.
  const unused = new Set<Socket>();

  const failed = (adapter: HttpAdapter, error: unknown): void => {
    onError(error);
    adapter.abort();
  };
  const handle = (adapter: NodeAdapter | Http2Adapter): void => {
    try {
      const done = handler(adapter);
      if (done !== undefined) done.catch((error: unknown) => failed(adapter, error));
    } catch (error) {
      failed(adapter, error);
    }
  };
  const onRequest = (req: http.IncomingMessage, res: http.ServerResponse): void => {
    if (draining) res.shouldKeepAlive = false;
    if (unused.size > 0) unused.delete(req.socket);
    handle(new NodeAdapter(req, res, scheme, host));
  };
  const server = createServer(options.https, settings, onRequest, (req) =>
    handle(new Http2Adapter(req, host)),
  );

  const sessions = new Set<http2.Http2Session>();
  // Connections with TLS, and those that have not come that far. Node's HTTP/2 server cannot close all of its own.
  const sockets = new Set<Socket>();
  if (options.https !== undefined) {
    server.on("connection", (socket: Socket) => remember(socket, sockets));
    server.on("secureConnection", (socket: TLSSocket) => {
      remember(socket, sockets);
      if (draining) socket.destroy();
    });
    server.on("session", (session: http2.ServerHttp2Session) => {
      remember(session, sessions);
      session.setTimeout(IDLE, () => session.close());
    });
  }
  server.on(scheme === "https" ? "secureConnection" : "connection", (socket: Socket | TLSSocket) => {
    if (!("alpnProtocol" in socket) || socket.alpnProtocol !== "h2") remember(socket, unused);
  });

  const stop = (): Promise<void> => {
    draining = true;
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        if ("closeAllConnections" in server) server.closeAllConnections();
        for (const session of sessions) session.destroy();
        for (const socket of sockets) socket.destroy();
      }, drainTimeout);
      server.close(() => {
        clearTimeout(deadline);
        resolve();
      });
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      // The client is told to ask nothing more; what it has asked already is answered.
      for (const session of sessions) session.close();
      for (const socket of unused) socket.destroy();
    });
  };

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      server.on("error", onError);
      resolve({ port: (server.address() as AddressInfo).port, host, scheme, server, stop });
    });
  });
}

function createServer(
  tls: HttpServerOptions["https"],
  settings: http.ServerOptions,
  onRequest: (req: http.IncomingMessage, res: http.ServerResponse) => void,
  onHttp2Request: (req: http2.Http2ServerRequest) => void,
): HttpServer["server"] {
  if (tls === undefined) return http.createServer(settings, onRequest);
  const credentials = {
    key: tls.key as string,
    cert: tls.cert as string,
    ca: tls.ca as string | undefined,
    ...(tls.cipherSuite !== undefined && cipherSuites[tls.cipherSuite]),
  };
  if (tls.http2 === false) return https.createServer({ ...settings, ...credentials }, onRequest);
  const server = http2.createSecureServer(
    { ...credentials, allowHTTP1: true, settings: { maxHeaderListSize: MAX_HEAD } },
    (req, res) => {
      if (req.httpVersionMajor === 2) onHttp2Request(req);
      else onRequest(req as unknown as http.IncomingMessage, res as unknown as http.ServerResponse);
    },
  );
  // Requests of HTTP/1.1 go by the properties of an HTTP server, which this one does not take as options.
  return Object.assign(server, settings, { requireHostHeader: true });
}

/** Names and values in turn, as Node takes them. */
function flatten(headers: Header[]): string[] {
  const flat: string[] = [];
  for (let i = 0; i < headers.length; i++) {
    const header = headers[i]!;
    flat.push(header[0], header[1]);
  }
  return flat;
}

/**
 * Ends a response with a short body of ASCII. Node hands head and body to the socket as two pieces, which costs a tenth of a small
 * response; as one piece of text they go out at once. Its field for the head is not public: where it is no text, the usual way is taken.
 */
function endAscii(res: http.ServerResponse & { _header?: unknown }, body: string): void {
  if (typeof res._header !== "string") {
    res.end(body);
    return;
  }
  res._header += body;
  res.end();
}

/** Keeps something in a set until it is closed. */
function remember<T extends EventEmitter>(item: NoInfer<T>, set: Set<T>): void {
  set.add(item);
  item.once("close", () => set.delete(item));
}

/** One request of `node:http`, or of HTTP/1.1 over TLS. Headers and the peer are only worked out when asked for. */
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
    return this.req.httpVersionMinor === 0 ? "HTTP/1.0" : "HTTP/1.1";
  }

  peer(): PeerData {
    const { remoteAddress, remotePort } = this.req.socket;
    return { address: remoteAddress ?? "", port: remotePort ?? 0 };
  }

  readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    return readWhole(this.req, Number(this.header("content-length")), options, () => this.discardBody());
  }

  bodyChunks(options: ReadOptions): AsyncGenerator<Uint8Array> {
    return readChunks(this.req, options, () => this.discardBody());
  }

  /** What is left of a body that nobody wants is thrown away, and the connection is not used again. */
  private discardBody(): void {
    this.res.shouldKeepAlive = false;
    this.req.on("error", () => {});
    this.req.resume();
  }

  sendResp(status: number, headers: Header[], body: ResponseBody): void {
    const { res } = this;
    const flat = flatten(headers);
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const mayHaveBody = hasLength(status);
    if (mayHaveBody) flat.push("content-length", String(length));
    res.writeHead(status, flat);
    if (!mayHaveBody || this.method === "HEAD" || length === 0) res.end();
    else if (length === body.length && typeof body === "string" && length < MAX_JOINED) endAscii(res, body);
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
    const part = await openPart(path, offset, length, this.method);
    const flat = flatten(headers);
    flat.push("content-length", String(part.bytes));
    res.writeHead(status, flat);
    // The missing bytes tell the client.
    if (!(await sendPart(res, part))) res.destroy();
  }

  sendChunked(status: number, headers: Header[]): void {
    this.res.writeHead(status, flatten(headers));
    this.res.flushHeaders();
  }

  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    const { res } = this;
    if (res.destroyed || res.writableEnded) return "closed";
    return this.method === "HEAD" ? "ok" : writeChunk(res, data);
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
    } else sendFailure(this);
  }
}
