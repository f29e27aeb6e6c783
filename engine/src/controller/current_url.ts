import type { PlugConn } from "../conn/plug_conn.ts";
import { encodeQuery, type QueryMap } from "../conn/query.ts";

/**
 * Path of the request with its query, or with the one given; `{}` is none. Slashes that are doubled or at its end are left out, so
 * that the path is never an address of another host where it stands in a link.
 *
 * @see Phoenix.Controller.current_path/2
 */
export function currentPath(conn: PlugConn<object>, query?: QueryMap): string {
  const text = query === undefined ? conn.queryString : encodeQuery(query);
  const path = `/${[...conn.scriptName, ...conn.pathInfo].join("/")}`;
  return text === "" ? path : `${path}?${text}`;
}

/** URL of the request with its query, or with the one given. @see Phoenix.Controller.current_url/2 */
export function currentUrl(conn: PlugConn<object>, query?: QueryMap): string {
  const override = conn.private.routerUrl;
  const origin =
    typeof override === "string"
      ? override
      : conn.endpoint === undefined
        ? requestOrigin(conn)
        : conn.endpoint.url();
  return origin + currentPath(conn, query);
}

function requestOrigin(conn: PlugConn<object>): string {
  const standard = conn.port === (conn.scheme === "https" ? 443 : 80);
  return `${conn.scheme}://${conn.host}${standard ? "" : `:${conn.port}`}`;
}
