import { crypto } from "#crypto";
import { InvalidCrossOriginRequestError, InvalidCSRFTokenError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { signMessage, verifyMessage } from "../token/message.ts";
import type { AnyPlugFunction } from "./plug.ts";

const SESSION_KEY = "_csrf_token";
const TOKEN_BYTES = 18;
const TOKEN_LENGTH = 24;
const LOCAL_PATH = /^\/(?![/\\])[^\t\r\n]*$/;
const THIS_HOST = "this-host.invalid";

/** Options of `protectFromForgery()`. */
export interface CsrfOptions {
  /** What to do with a request that does not prove itself: refuse it (default), or go on with an empty session. */
  with?: "exception" | "clearSession";
  /** Allows JavaScript to be answered to a plain GET; default false. */
  allowCrossOriginJs?: boolean;
  /** Name that the session keeps the token under; default `_csrf_token`. */
  sessionKey?: string;
  /** Hosts whose tokens (`getCsrfTokenFor`) are taken beside those for the host asked for; with a dot in front their subdomains. */
  allowHosts?: readonly string[];
}

/**
 * Makes a plug that refuses requests which change something and come from another site.
 *
 * `POST`, `PUT`, `PATCH` and `DELETE` must bring the session's token as the parameter `_csrf_token` or the header `x-csrf-token`;
 * forms of the framework do so by themselves. Needs a fetched session. `conn.putPrivate("skipCsrfProtection", true)` lets a request off.
 *
 * @throws InvalidCSRFTokenError (403) and InvalidCrossOriginRequestError (403) on requests
 * @example
 * router.pipeline("browser", [accepts(["html"]), fetchSession(), protectFromForgery()]);
 * @see Plug.CSRFProtection
 * @see Phoenix.Controller.protect_from_forgery/2
 */
export function protectFromForgery(options: CsrfOptions = {}): AnyPlugFunction {
  const mode = options.with ?? "exception";
  if (mode !== "exception" && mode !== "clearSession")
    throw new TypeError(
      `protectFromForgery: with must be "exception" or "clearSession", not ${JSON.stringify(mode)}`,
    );

  const { sessionKey = SESSION_KEY, allowHosts = [] } = options;

  const beforeSend = (conn: PlugConn<object>): void => {
    if (!options.allowCrossOriginJs && isCrossOriginScript(conn)) throw new InvalidCrossOriginRequestError();
  };

  return function protectFromForgery(conn) {
    const { method } = conn;
    conn.private.csrfSessionKey = sessionKey;
    if (method !== "GET" && method !== "HEAD" && method !== "OPTIONS" && !isVerified(conn, allowHosts)) {
      if (mode === "exception") throw new InvalidCSRFTokenError();
      conn.configureSession({ ignore: true }).clearSession();
    }
    if (method === "GET") conn.registerBeforeSend(beforeSend);
    return conn;
  };
}

/**
 * The token that a form or script of this session must send along. It is masked anew for each request, so that compression does not
 * give it away; the session keeps the unmasked one.
 *
 * @throws TypeError when the session was not fetched
 * @example <meta name="csrf-token" content={getCsrfToken(conn)} />
 * @see Plug.CSRFProtection.get_csrf_token/0
 */
export function getCsrfToken(conn: PlugConn<object>): string {
  const known = conn.private.csrfToken;
  if (typeof known === "string") return known;
  let token = sessionToken(conn);
  if (token === undefined) {
    token = crypto.encodeBase64Url(crypto.randomBytes(TOKEN_BYTES));
    conn.putSession(sessionKeyOf(conn), token);
  }
  const masked = maskToken(token);
  conn.private.csrfToken = masked;
  return masked;
}

/**
 * Makes the session's token while the session can still be kept, for a page whose forms are written after the headers have gone out.
 * Does nothing where `protectFromForgery` did not run.
 */
export function keepCsrfToken(conn: PlugConn<object>): void {
  if (conn.private.csrfSessionKey !== undefined && conn.sessionFetched) getCsrfToken(conn);
}

/**
 * The token for a form that is sent to a URL. One for another host is good for that host alone, so that whoever answers there cannot
 * use it here.
 *
 * @param url path, or URL of the same application at another host
 * @throws TypeError when the session was not fetched, or the URL is none
 * @example
 * getCsrfTokenFor(conn, "/posts") === getCsrfToken(conn); // true
 * getCsrfTokenFor(conn, "https://other.example.com/posts") === getCsrfToken(conn); // false
 * @see Plug.CSRFProtection.get_csrf_token_for/1
 */
export function getCsrfTokenFor(conn: PlugConn<object>, url: string): string {
  if (LOCAL_PATH.test(url)) return getCsrfToken(conn);
  // What a browser makes of it counts: it takes `/\\host` for another host too.
  const { hostname } = new URL(url, `http://${THIS_HOST}`);
  if (hostname === THIS_HOST || hostname === conn.host.toLowerCase()) return getCsrfToken(conn);
  getCsrfToken(conn);
  const token = sessionToken(conn)!;
  const salt = crypto.encodeBase64Url(crypto.randomBytes(TOKEN_BYTES));
  return signMessage(salt + hostname, hostKey(conn, token));
}

/**
 * Forgets the session's token; pages that were opened before cannot post any more. Do it on log-in and log-out.
 *
 * @example
 * deleteCsrfToken(conn)
 * @see Plug.CSRFProtection.delete_csrf_token/0
 */
export function deleteCsrfToken<C extends PlugConn<object>>(conn: C): C {
  conn.private.csrfToken = undefined;
  return conn.deleteSession(sessionKeyOf(conn));
}

/**
 * Whether a token that came another way than by a request, such as among the parameters of a socket, is one of a session.
 *
 * @param state what the session has under `_csrf_token`
 * @param token as `getCsrfToken` gave it to the page
 * @example
 * const token = getCsrfToken(conn);
 * validStateAndCsrfToken(conn.getSession("_csrf_token"), token); // true
 * validStateAndCsrfToken(undefined, token); // false
 * @see Plug.CSRFProtection.valid_state_and_csrf_token?/2
 */
export function validStateAndCsrfToken(state: unknown, token: unknown): boolean {
  return isToken(state) && matches(state, token);
}

function sessionKeyOf(conn: PlugConn<object>): string {
  return (conn.private.csrfSessionKey as string | undefined) ?? SESSION_KEY;
}

function isToken(value: unknown): value is string {
  return typeof value === "string" && value.length === TOKEN_LENGTH;
}

function sessionToken(conn: PlugConn<object>): string | undefined {
  const token = conn.getSession(sessionKeyOf(conn));
  return isToken(token) ? token : undefined;
}

function isVerified(conn: PlugConn<object>, allowHosts: readonly string[]): boolean {
  const token = sessionToken(conn);
  if (token !== undefined)
    for (const sent of [conn.bodyParams._csrf_token, conn.getReqHeader("x-csrf-token")])
      if (matches(token, sent) || matchesHost(conn, token, sent, allowHosts)) return true;
  return conn.private.skipCsrfProtection === true;
}

function hostKey(conn: PlugConn<object>, token: string): Uint8Array {
  const encoder = new TextEncoder();
  return encoder.encode(crypto.hmacSha256(encoder.encode(conn.requireSecretKeyBase()), token));
}

function matchesHost(
  conn: PlugConn<object>,
  token: string,
  sent: unknown,
  allowHosts: readonly string[],
): boolean {
  if (typeof sent !== "string" || !sent.startsWith("SFMyNTY.")) return false;
  const host = verifyMessage(sent, hostKey(conn, token))?.slice(TOKEN_LENGTH);
  return (
    host !== undefined &&
    (host === conn.host ||
      allowHosts.some((allowed) => (allowed.startsWith(".") ? host.endsWith(allowed) : host === allowed)))
  );
}

/** A masked token: the token XOR a mask of its length, both in base64url. */
function maskToken(token: string): string {
  const bytes = crypto.decodeBase64Url(token)!;
  const mask = crypto.randomBytes(bytes.length);
  const masked = new Uint8Array(bytes.length * 2);
  for (let i = 0; i < bytes.length; i++) {
    masked[i] = bytes[i]! ^ mask[i]!;
    masked[bytes.length + i] = mask[i]!;
  }
  return crypto.encodeBase64Url(masked);
}

function matches(token: string, sent: unknown): boolean {
  if (typeof sent !== "string" || sent.length !== TOKEN_LENGTH * 2) return false;
  const masked = crypto.decodeBase64Url(sent);
  const expected = crypto.decodeBase64Url(token);
  if (masked === undefined || expected === undefined) return false;
  const half = masked.length / 2;
  const bytes = new Uint8Array(half);
  for (let i = 0; i < half; i++) bytes[i] = masked[i]! ^ masked[half + i]!;
  return crypto.secureCompare(bytes, expected);
}

function isCrossOriginScript(conn: PlugConn<object>): boolean {
  const type = conn.getRespHeader("content-type");
  return (
    type !== undefined &&
    (type.startsWith("text/javascript") || type.startsWith("application/javascript")) &&
    conn.getReqHeader("x-requested-with") !== "XMLHttpRequest" &&
    conn.private.skipCsrfProtection !== true
  );
}
