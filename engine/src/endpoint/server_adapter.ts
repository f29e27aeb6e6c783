import type { Handler } from "../http/adapter.ts";
import type { CipherSuite } from "./config.ts";

/** Where a server is to listen, and how. */
export interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Address to listen on: `127.0.0.1`, `::`. */
  readonly host: string;
  /** Serves https: key and certificates as PEM; `http2: false` leaves HTTP/1.1 only. */
  readonly https?: {
    readonly key: string;
    readonly cert: string;
    readonly http2?: boolean;
    readonly cipherSuite?: CipherSuite;
  };
  /** Milliseconds that `stop` waits for requests in flight; the server's own choice unless given. */
  readonly drainTimeout?: number;
}

/** A server that listens. */
export interface ListeningServer {
  readonly scheme: "http" | "https";
  readonly host: string;
  /** The port it has, also when it was asked for any. */
  readonly port: number;
  /** Takes no more connections, waits for the requests in flight, then closes what is left. */
  stop(): Promise<void>;
}

/**
 * A web server that an endpoint may be served with: `adapter` of its config, in place of Node's own.
 *
 * @see Phoenix.Endpoint "adapter"
 */
export interface ServerAdapter {
  /** As the log names it: `Node v22.12.0`. */
  readonly name: string;
  /** Starts a server that gives each request to `handler`; resolves once it listens, rejects when it cannot. */
  start(handler: Handler, options: ServerOptions): Promise<ListeningServer>;
}
