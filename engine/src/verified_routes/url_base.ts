import type { Conn } from "../conn/conn.ts";
import type { UrlSource } from "./url_source.ts";

/** Makes paths and URLs of an endpoint, as far as a request has not put others. */
export interface UrlBase {
  /** Without a path. */
  address(): string;
  path(path: string): string;
  url(path: string): string;
  staticPath(file: string): string;
  staticUrl(file: string): string;
  staticIntegrity(file: string): string | undefined;
}

/** What `endpoint` says, unless the conn has other bases by `putRouterUrl` or `putStaticUrl`. */
export function urlBase(endpoint: () => UrlSource, conn: Conn | undefined): UrlBase {
  const override = (key: "routerUrl" | "staticUrl"): string | undefined => {
    const base = conn?.private[key];
    return typeof base === "string" ? base : undefined;
  };
  return {
    address: () => override("routerUrl") ?? endpoint().url(),
    path: (path) => endpoint().path(path),
    url: (path) => {
      // An override brings its own root path, if any.
      const base = override("routerUrl");
      return base === undefined ? endpoint().url() + endpoint().path(path) : base + path;
    },
    // Where the request has put another place for static files, their digests are not known.
    staticPath: (file) => (override("staticUrl") === undefined ? endpoint().staticPath(file) : file),
    staticUrl: (file) => {
      const base = override("staticUrl");
      return base === undefined ? endpoint().staticUrl() + endpoint().staticPath(file) : base + file;
    },
    staticIntegrity: (file) => endpoint().staticIntegrity(file),
  };
}
