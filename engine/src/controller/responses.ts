import { BadRequestError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import type { Header } from "../http/adapter.ts";

const contentTypes = new Map<string, Header>();

/** Sends a body with the status that was put, 200 by default, and a content type unless one was put. */
export function send<C extends PlugConn<object>>(conn: C, mediaType: string, body: string | Uint8Array): C {
  if (conn.getRespHeader("content-type") === undefined) conn.respHeaders.push(contentType(mediaType));
  return conn.sendResp(conn.status ?? 200, body);
}

/** Media types are few, and no client chooses them: each is put together once. */
function contentType(mediaType: string): Header {
  let header = contentTypes.get(mediaType);
  if (header === undefined) {
    header = ["content-type", `${mediaType}; charset=utf-8`];
    contentTypes.set(mediaType, header);
  }
  return header;
}

/** Sends text. @see Phoenix.Controller.text/2 */
export function text<C extends PlugConn<object>>(conn: C, body: string | number | bigint | boolean): C {
  return send(conn, "text/plain", String(body));
}

/** Sends markup as it is. @see Phoenix.Controller.html/2 */
export function html<C extends PlugConn<object>>(conn: C, markup: string): C {
  return send(conn, "text/html", markup);
}

/** Sends a value as JSON, or in a call when `allowJsonp` found a callback. @see Phoenix.Controller.json/2 */
export function json<C extends PlugConn<object>>(conn: C, value: unknown): C {
  const body = toJson(value);
  const callback = conn.private.jsonpCallback;
  if (typeof callback !== "string") return send(conn, "application/json", body);
  // A browser may take the response for something else than a script; the comment keeps the callback's name from being its start.
  const script = body.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return conn
    .putRespContentType("text/javascript")
    .putRespHeader("x-content-type-options", "nosniff")
    .sendResp(conn.status ?? 200, `/**/ typeof ${callback} === 'function' && ${callback}(${script});`);
}

/** A value as JSON. @throws TypeError when it cannot be. */
export function toJson(value: unknown): string {
  const body = JSON.stringify(value);
  if (body === undefined)
    throw new TypeError(
      `a ${typeof value} cannot be JSON: give an object, a list, a string, a number or null`,
    );
  return body;
}

/** Wraps the JSON of this response in a call, when the query names a callback. @see Phoenix.Controller.allow_jsonp/2 */
export function allowJsonp<C extends PlugConn<object>>(conn: C, options: { callback?: string }): C {
  const callback = conn.queryParams[options.callback ?? "callback"];
  if (callback === undefined || callback === "") return conn;
  if (typeof callback !== "string" || !/^[\w.]+$/.test(callback)) {
    throw new BadRequestError("the JSONP callback name has characters that a function's name must not have");
  }
  return conn.putPrivate("jsonpCallback", callback);
}
