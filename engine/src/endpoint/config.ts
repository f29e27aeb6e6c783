import type { Env } from "../config/config.ts";
import type { ViewsByFormat } from "../controller/view_types.ts";
import type { Component } from "../controller/views.ts";
import type { SslOptions } from "../plug/ssl.ts";

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
}

/** How errors look to clients. */
export interface RenderErrorsConfig {
  /** Format → error view: a module with a function for a status, or with `render(template, assigns)`. */
  formats?: ViewsByFormat;
  /** Layout around error pages. Default none, so that an error in the layout cannot hide another. */
  layout?: Component | false;
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
  /** Whether `fledge server` listens. */
  server?: boolean;
  /** Whether `fledge server` says at which address the application is. Default true. */
  logAccessUrl?: boolean;
  /**
   * Programs that run beside `fledge server`, by name, such as a bundler that watches its sources; one that ends with an error is
   * started again. A function may stand in place of a program's arguments.
   */
  watchers?: Readonly<Record<string, Watcher>>;
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
  /** Leaves `?vsn=d` out of paths of digested files. */
  cacheManifestSkipVsn?: boolean;
  [key: string]: unknown;
}

/**
 * Checks the endpoint's config.
 *
 * @throws TypeError that names the key and what it should be
 */
export function checkConfig(config: Record<string, unknown>, env: Env): EndpointConfig {
  const checked = config as EndpointConfig;
  const { secretKeyBase, url, staticUrl } = checked;
  if (secretKeyBase !== undefined && (typeof secretKeyBase !== "string" || secretKeyBase.length < 64)) {
    throw new TypeError(
      "endpoint.secretKeyBase in the config must be a string of at least 64 characters. Make one with `fledge gen.secret`",
    );
  }
  for (const [key, value] of [
    ["url", url],
    ["staticUrl", staticUrl],
  ] as const) {
    if (value?.path !== undefined && !value.path.startsWith("/")) {
      throw new TypeError(
        `endpoint.${key}.path in the config must begin with a slash, got ${JSON.stringify(value.path)}`,
      );
    }
    if (value?.port !== undefined && !/^\d+$/.test(String(value.port))) {
      throw new TypeError(
        `endpoint.${key}.port in the config must be a number, got ${JSON.stringify(value.port)}`,
      );
    }
  }
  if (env === "prod" && checked.debugErrors === true) {
    throw new TypeError(
      "endpoint.debugErrors is true in production: it would show source code to visitors. Remove it from the config",
    );
  }
  return checked;
}
