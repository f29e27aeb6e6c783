import type { AnyPlugFunction } from "./plug.ts";

/**
 * Makes a plug that lets `HEAD` requests run as `GET`; the server leaves the body of their response out.
 *
 * @example
 * Endpoint.plug(head())
 * @see Plug.Head
 */
export function head(): AnyPlugFunction {
  return function head(conn) {
    if (conn.method === "HEAD") conn.method = "GET";
    return conn;
  };
}
