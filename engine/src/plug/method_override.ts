import type { AnyPlugFunction } from "./plug.ts";

const ALLOWED = new Set(["PUT", "PATCH", "DELETE"]);

/**
 * Makes a plug that turns a `POST` into the method named by its body's parameter `_method`: `PUT`, `PATCH` or `DELETE`. HTML forms
 * cannot send these. Must come after `parsers()`.
 *
 * @example
 * Endpoint.plug(parsers({ parsers: ["urlencoded"] })).plug(methodOverride())
 * @see Plug.MethodOverride
 */
export function methodOverride(): AnyPlugFunction {
  return function methodOverride(conn) {
    if (conn.method !== "POST") return conn;
    const wanted = conn.bodyParams._method;
    if (typeof wanted === "string") {
      const method = wanted.toUpperCase();
      if (ALLOWED.has(method)) conn.method = method;
    }
    return conn;
  };
}
