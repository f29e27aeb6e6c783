import type { AnyPlugFunction } from "./plug.ts";

const DEFAULTS: readonly [string, string][] = [
  ["referrer-policy", "strict-origin-when-cross-origin"],
  ["content-security-policy", "base-uri 'self'; frame-ancestors 'self';"],
  ["x-content-type-options", "nosniff"],
  ["x-permitted-cross-domain-policies", "none"],
];

/**
 * Makes a plug that sets headers which make browsers more careful.
 *
 * @param headers further headers, or other values for those it sets: `{ "content-security-policy": "default-src 'self'" }`
 * @example
 * router.pipeline("browser", [accepts(["html"]), putSecureBrowserHeaders()]);
 * @see Phoenix.Controller.put_secure_browser_headers/2
 */
export function putSecureBrowserHeaders(headers: Readonly<Record<string, string>> = {}): AnyPlugFunction {
  const all = Object.entries({ ...Object.fromEntries(DEFAULTS), ...headers });
  return function putSecureBrowserHeaders(conn) {
    for (const [name, value] of all) conn.putRespHeader(name, value);
    return conn;
  };
}
