import type { EndpointConfig, UrlConfig } from "./config.ts";

/** The parts of an endpoint's URLs. */
export interface StructUrl {
  scheme: "http" | "https";
  host: string;
  port: number;
  path: string;
}

/** Works out the URL parts of a config. @see Phoenix.Endpoint.struct_url/0 */
export function structUrl(config: EndpointConfig, own: UrlConfig = config.url ?? {}): StructUrl {
  const https = config.https !== undefined && config.https !== false;
  const scheme = own.scheme ?? (https ? "https" : "http");
  const listener = https ? config.https : config.http;
  const listening = typeof listener === "object" ? listener.port : undefined;
  const port = Number(own.port ?? listening ?? (scheme === "https" ? 443 : 80));
  return { scheme, host: own.host ?? "localhost", port, path: own.path ?? "/" };
}

/** A URL without path; the port is left out where it is the scheme's own. */
export function urlToString({ scheme, host, port }: StructUrl): string {
  return `${scheme}://${host}${port === (scheme === "https" ? 443 : 80) ? "" : `:${port}`}`;
}

/**
 * Refuses what a browser would read as an address of another site.
 *
 * @throws TypeError for anything but a path that begins with one slash
 */
export function checkLocal(path: string): void {
  if (!path.startsWith("/") || path.startsWith("//")) {
    throw new TypeError(`expected a path that begins with a single slash, got ${JSON.stringify(path)}`);
  }
  if (path.includes("\\")) {
    throw new TypeError(
      `a path must not hold a backslash, which browsers read as a slash: ${JSON.stringify(path)}`,
    );
  }
}

/** Puts the root path before a path. */
export function withRoot(root: string, path: string): string {
  if (!path.startsWith("/")) throw new TypeError(`paths begin with a slash, got ${JSON.stringify(path)}`);
  return root === "/" ? path : root.replace(/\/+$/, "") + path;
}
