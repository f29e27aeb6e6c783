import type { ViewsByFormat } from "../controller/view_types.ts";
import type { Component } from "../controller/views.ts";
import type { LogLevel } from "../logger/logger.ts";
import type { SslOptions } from "../plug/ssl.ts";
import type { ServerAdapter } from "./server_adapter.ts";

/** Parts of the URLs that the endpoint makes. */
export interface UrlConfig {
  /** Default `"localhost"`. */
  host?: string;
  /** Default `"https"` when `https` is configured, else `"http"`. */
  scheme?: "http" | "https";
  /** Default: the port listened on. */
  port?: number | string;
  /** Root path behind a proxy. Default `"/"`. */
  path?: string;
}

/** Where a server listens. */
export interface ListenConfig {
  port?: number | string;
  ip?: string;
}

/**
 * Versions and ciphers of TLS by name: `strong` is TLS 1.3 alone, `compatible` takes clients with TLS 1.2 too, with ciphers that keep
 * what was said secret even when the key gets out later.
 */
export type CipherSuite = "strong" | "compatible";

/** Where a server listens with TLS, and as whom. Paths are below the project's folder, or absolute; the files are PEM. */
export interface HttpsConfig extends ListenConfig {
  /** The private key. */
  keyfile?: string;
  /** The certificate. */
  certfile?: string;
  /** Certificates between this one and an authority that browsers know, where `certfile` does not hold them too. */
  cacertfile?: string;
  /** Whether clients may speak HTTP/2, too. Default true; `false` leaves HTTP/1.1 only. */
  http2?: boolean;
  /** Versions and ciphers of TLS. Default what the server's platform thinks right. */
  cipherSuite?: CipherSuite;
}

/** How errors look to clients. */
export interface RenderErrorsConfig {
  /** Format → error view: a module with a function for a status, or with `render(template, assigns)`. */
  formats?: ViewsByFormat;
  /** Layout around error pages. Default none, so that an error in the layout cannot hide another. */
  layout?: Component | false;
  /** Root layout around error pages, by format or for all. Default none. */
  rootLayout?: Component | false;
  /** Level of the log line that tells of an error page, `false` for none. Default `"debug"`. */
  log?: LogLevel | false;
}

/** How requests in flight are waited for when a server stops. */
export interface DrainerConfig {
  /** Milliseconds before connections that still answer are closed. Default 15 000. */
  shutdown?: number;
}

/** How open pages follow the files in development. */
export interface LiveReloadConfig {
  /** Paths, from the project's folder, of the files that make pages load anew when they change. Default all that are watched. */
  patterns?: readonly RegExp[];
  /** Where pages listen for changes, when that is not where they come from: `"http://localhost:4000"`. */
  url?: string;
}

/** Options of a watcher that is a program; they stand at the end of its arguments. */
export interface WatcherOptions {
  /** Folder that it runs in, from the project's; default the project's. */
  cd?: string;
  /** Environment variables, beside those of the server. */
  env?: Readonly<Record<string, string>>;
}

/** A program's arguments, or a function that runs until `signal` is aborted. */
export type Watcher =
  | readonly (string | WatcherOptions)[]
  | ((options: { root: string; signal: AbortSignal }) => void | Promise<void>);

/** The `endpoint` key of the application's config; an application may add keys of its own. */
export interface EndpointConfig {
  url?: UrlConfig;
  /** For static files; default `url`. */
  staticUrl?: UrlConfig;
  http?: ListenConfig | false;
  https?: HttpsConfig | false;
  /** Whether `fledge server` listens. Default true; with `false` the application runs without a server. */
  server?: boolean;
  /** The web server; Node's own unless told. */
  adapter?: ServerAdapter;
  /** How a server waits for requests in flight when it stops; `false` closes them at once. */
  drainer?: DrainerConfig | false;
  /** Whether `fledge server` says at which address the application is. Default true. */
  logAccessUrl?: boolean;
  /**
   * Programs that run beside `fledge server`, by name, such as a bundler that watches its sources; one that ends with an error is
   * started again. A function may stand in place of a program's arguments.
   */
  watchers?: Readonly<Record<string, Watcher>>;
  /** Starts the watchers wherever the endpoint starts, also without `fledge server`. Default false. */
  forceWatchers?: boolean;
  /** How open pages follow the files where `codeReloader` is true; `false` leaves pages as they are. */
  liveReload?: LiveReloadConfig | false;
  /** Most characters of a request's path and query; a longer one gets 414. Default 10 000. */
  maxUrlLength?: number;
  /** Secret that cookies and tokens are protected with; at least 64 bytes. */
  secretKeyBase?: string;
  /** Shows errors with source and request instead of the error views. Never in production. */
  debugErrors?: boolean;
  /** Runs the plugs of `codeReloading`. */
  codeReloader?: boolean;
  /** Redirects http to https. */
  forceSsl?: SslOptions | false;
  renderErrors?: RenderErrorsConfig;
  /** Path of the manifest of digested files, below the project's folder: `"priv/static/cache_manifest.json"`. */
  cacheStaticManifest?: string;
  /** Which digested file stands for which, for tools that ask for it. Default what the manifest says. */
  cacheStaticManifestLatest?: Readonly<Record<string, string>>;
  /** Leaves `?vsn=d` out of paths of digested files. */
  cacheManifestSkipVsn?: boolean;
  [key: string]: unknown;
}
