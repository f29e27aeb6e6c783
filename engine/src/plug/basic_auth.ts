import { crypto } from "#crypto";
import type { PlugConn } from "../conn/plug_conn.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Options of `basicAuth()`. */
export interface BasicAuthOptions {
  username: string;
  password: string;
  /** Name that the browser shows; default `Application`. */
  realm?: string;
}

/**
 * Makes a plug that lets only one user name and password in; others get 401. Use it over https.
 *
 * @example router.pipeline("admin", [basicAuth({ username: "admin", password: vars.ADMIN_PASSWORD })]);
 * @see Plug.BasicAuth.basic_auth/2
 */
export function basicAuth(options: BasicAuthOptions): AnyPlugFunction {
  const { username, password, realm } = options ?? {};
  if (typeof username !== "string" || typeof password !== "string" || password === "")
    throw new TypeError("basicAuth() needs a username and a password that is not empty");
  const expected = encodeBasicAuth(username, password);
  return function basicAuth(conn) {
    const sent = conn.getReqHeader("authorization") ?? "";
    return crypto.secureCompare(crypto.sha256(sent), crypto.sha256(expected))
      ? conn
      : requestBasicAuth(conn, { realm }).halt();
  };
}

/**
 * User name and password of the request.
 *
 * @returns `undefined` when it brings none that can be read
 * @example
 * putReqHeader(conn, "authorization", encodeBasicAuth("admin", "secret"));
 * parseBasicAuth(conn); // { username: "admin", password: "secret" }
 * @see Plug.BasicAuth.parse_basic_auth/1
 */
export function parseBasicAuth(conn: PlugConn<object>): { username: string; password: string } | undefined {
  const match = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(conn.getReqHeader("authorization") ?? "");
  if (match === null) return undefined;
  try {
    const bytes = Uint8Array.from(atob(match[1]!), (char) => char.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}

/**
 * The value of an `authorization` header (`Plug.BasicAuth.encode_basic_auth/2`).
 *
 * @example
 * encodeBasicAuth("admin", "secret"); // "Basic YWRtaW46c2VjcmV0"
 */
export function encodeBasicAuth(username: string, password: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(`${username}:${password}`)) binary += String.fromCharCode(byte);
  return `Basic ${btoa(binary)}`;
}

/**
 * Answers 401 and asks for user name and password; halt after it (`Plug.BasicAuth.request_basic_auth/2`).
 *
 * @example
 * requestBasicAuth(conn).status; // 401
 */
export function requestBasicAuth<C extends PlugConn<object>>(conn: C, options: { realm?: string } = {}): C {
  const realm = (options.realm ?? "Application").replaceAll(/["\\]/g, "");
  return conn.putRespHeader("www-authenticate", `Basic realm="${realm}"`).sendResp(401, "Unauthorized");
}
