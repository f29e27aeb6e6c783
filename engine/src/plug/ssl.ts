import type { PlugConn } from "../conn/plug_conn.ts";
import { Logger, type LogLevel } from "../logger/logger.ts";
import type { AnyPlugFunction } from "./plug.ts";
import { type ForwardedHeader, rewriteOn } from "./rewrite_on.ts";

/** Options of `ssl()`, the same as those of the endpoint's `forceSsl`. */
export interface SslOptions {
  /** Headers of a proxy that say how the client came, see `rewriteOn`. */
  rewriteOn?: readonly ForwardedHeader[];
  /** Send `strict-transport-security` on https; default true. */
  hsts?: boolean;
  /** Seconds that browsers keep to https; default a year. */
  expires?: number;
  /** Ask for a place in the list that browsers ship with; default false. */
  preload?: boolean;
  /** Include all subdomains; default false. */
  subdomains?: boolean;
  /** Hosts that are not redirected, or a function that decides; default `["localhost"]`. */
  exclude?: readonly string[] | ((conn: PlugConn<object>) => boolean);
  /** Host, with a port if need be, to redirect to, or a function that gives it; default the host asked for. */
  host?: string | null | (() => string);
  /** Level that a redirect is logged at, `false` for none; default `info`. */
  log?: LogLevel | false;
}

/**
 * Makes a plug that redirects http to https (301 for GET and HEAD, 307 for others) and has browsers keep to https.
 *
 * @example ssl({ rewriteOn: ["x-forwarded-proto"], host: "example.com" })
 * @see Plug.SSL
 */
export function ssl(options: SslOptions = {}): AnyPlugFunction {
  const { hsts = true, expires = 31_536_000, preload = false, subdomains = false, host = null } = options;
  const level = options.log ?? "info";
  const exclude = options.exclude ?? ["localhost"];
  const isExcluded =
    typeof exclude === "function" ? exclude : (conn: PlugConn<object>) => exclude.includes(conn.host);
  const rewrite = rewriteOn(options.rewriteOn ?? []);
  const policy = `max-age=${expires}${preload ? "; preload" : ""}${subdomains ? "; includeSubDomains" : ""}`;

  return function ssl(conn) {
    rewrite(conn);
    if (isExcluded(conn)) return conn;
    if (conn.scheme === "https") return hsts ? conn.putRespHeader("strict-transport-security", policy) : conn;
    const query = conn.queryString === "" ? "" : `?${conn.queryString}`;
    const origin = `https://${(typeof host === "function" ? host() : host) ?? conn.host}`;
    const status = conn.method === "GET" || conn.method === "HEAD" ? 301 : 307;
    if (level !== false)
      Logger.log(
        level,
        () => `ssl() is redirecting ${conn.method} ${conn.requestPath} to ${origin} with status ${status}`,
      );
    return conn
      .putRespHeader("location", origin + conn.requestPath + query)
      .sendResp(status, "")
      .halt();
  };
}
