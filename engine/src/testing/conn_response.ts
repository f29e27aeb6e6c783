import { Conn } from "../conn/conn.ts";
import { mimeExtensions } from "../conn/mime.ts";
import { type Status, statusCode } from "../conn/status.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { NoRouteError } from "../router/errors.ts";
import type { Router } from "../router/router.ts";
import { connOfError } from "./conn_test.ts";

/**
 * The body of a response, which must have been sent with the given status.
 *
 * @throws Error when there is no response or the status is another
 * @example
 * conn = await del(conn, "/posts/7");
 * response(conn, 204); // ""
 * @see Phoenix.ConnTest.response/2
 */
export function response(conn: Conn, status: Status): string {
  if (conn.state === "unset") {
    throw new Error(
      `expected a response with status ${statusCode(status)}, but none was sent. Does the test wait for its request: conn = await get(conn, …)?`,
    );
  }
  const body = bodyOf(conn);
  if (conn.status !== statusCode(status)) {
    const location = conn.getRespHeader("location");
    const where = location === undefined ? "" : ` with a redirect to ${location}`;
    throw new Error(
      `expected response with status ${statusCode(status)}, got: ${conn.status}${where}, with body:\n${body}`,
    );
  }
  return body;
}

/**
 * The body of an HTML response.
 *
 * @throws Error when the response has another status or content type, or there is none
 * @example
 * conn = await get(conn, "/");
 * expect(htmlResponse(conn, 200)).toContain("Welcome");
 * @see Phoenix.ConnTest.html_response/2
 */
export function htmlResponse(conn: Conn, status: Status): string {
  return responseOf(conn, status, "html");
}

/**
 * The body of a text response.
 *
 * @example
 * conn = await get(conn, "/posts/7");
 * textResponse(conn, 200); // "post 7"
 * @see Phoenix.ConnTest.text_response/2
 */
export function textResponse(conn: Conn, status: Status): string {
  return responseOf(conn, status, "text");
}

/**
 * The value of a JSON response.
 *
 * @typeParam T shape that the test expects; the response is not checked against it
 * @example
 * conn = await get(conn, "/api/posts");
 * jsonResponse<{ data: object[] }>(conn, 200).data; // []
 * @see Phoenix.ConnTest.json_response/2
 */
// biome-ignore lint/suspicious/noExplicitAny: a test takes the value apart as it likes, as it does with JSON.parse.
export function jsonResponse<T = any>(conn: Conn, status: Status): T {
  const body = responseOf(conn, status, "json");
  try {
    return JSON.parse(body) as T;
  } catch (cause) {
    throw new Error(`could not decode JSON body: ${body}`, { cause });
  }
}

function responseOf(conn: Conn, status: Status, format: string): string {
  const body = response(conn, status);
  responseContentType(conn, format);
  return body;
}

/**
 * The content type of a response, which must be of a format.
 *
 * @param format `"html"`, `"json"`, …
 * @throws Error when it is another
 * @example
 * conn = await get(conn, "/");
 * responseContentType(conn, "html"); // "text/html; charset=utf-8"
 * @see Phoenix.ConnTest.response_content_type/2
 */
export function responseContentType(conn: Conn, format: string): string {
  const type = conn.getRespHeader("content-type");
  if (type === undefined) throw new Error(`no content-type was set, expected a ${format} response`);
  const media = type.split(";", 1)[0]!.trim().toLowerCase();
  const subtype = media.slice(media.indexOf("/") + 1);
  const fits =
    format === "text"
      ? media === "text/plain"
      : mimeExtensions(media).includes(format) || subtype === format || subtype.endsWith(`+${format}`);
  if (!fits) throw new Error(`expected content-type for ${format}, got: ${JSON.stringify(type)}`);
  return type;
}

/**
 * Where a response redirects to.
 *
 * @param status default 302
 * @throws Error when it does not redirect
 * @example
 * conn = await post(conn, "/users", { user: { name: "Ada" } });
 * redirectedTo(conn); // "/users/7"
 * @see Phoenix.ConnTest.redirected_to/2
 */
export function redirectedTo(conn: Conn, status: Status = 302): string {
  const expected = statusCode(status);
  if (expected < 300 || expected > 308) throw new Error(`${expected} is not the status of a redirect`);
  response(conn, status);
  const location = conn.getRespHeader("location");
  if (location === undefined)
    throw new Error(`no location header was set on redirected response with status ${expected}`);
  return location;
}

/**
 * The parameters in the path that a response redirects to.
 *
 * @throws NoRouteError when the application has no such route
 * @example
 * conn = await post(conn, "/users", { user: { name: "Ada" } });
 * redirectedParams(conn); // { id: "7" }
 * @see Phoenix.ConnTest.redirected_params/2
 */
export function redirectedParams(conn: Conn, status: Status = 302): Record<string, string> {
  return pathParams(conn, redirectedTo(conn, status));
}

/**
 * The parameters in a path, as the router of the conn's request would read them.
 *
 * @throws NoRouteError when the router has no such route
 * @example
 * conn = await get(conn, "/");
 * pathParams(conn, "/users/7"); // { id: "7" }
 * @see Phoenix.ConnTest.path_params/2
 */
export function pathParams(conn: Conn, to: string): Record<string, string> {
  const router = conn.private.router as Router | undefined;
  if (router === undefined)
    throw new Error("the conn has been through no router, so that paths cannot be read");
  const url = new URL(to, `${conn.scheme}://${conn.host}`);
  const info = router.routeInfo("GET", url.pathname, url.hostname);
  if (info === undefined) throw new NoRouteError(conn, router);
  return info.pathParams as Record<string, string>;
}

/** The response of a request that failed. */
export interface SentError {
  status: number;
  headers: [string, string][];
  body: string;
}

/**
 * Expects a request to fail, and the failure to be answered with a status.
 *
 * @param request makes the request
 * @returns the response that a client gets
 * @throws Error when nothing is thrown, or the status is another
 * @example await assertErrorSent(404, () => get(conn, path("/products/:id", { id: product })));
 * @see Phoenix.ConnTest.assert_error_sent/2
 */
export async function assertErrorSent(status: Status, request: () => unknown): Promise<SentError> {
  const expected = statusCode(status);
  let thrown: unknown;
  let result: unknown;
  try {
    result = await request();
  } catch (error) {
    thrown = error;
    const conn = connOfError(error);
    if (conn?.state === "sent") {
      if (conn.status === expected)
        return { status: expected, headers: conn.respHeaders, body: bodyOf(conn) };
      throw new Error(
        `expected error to be sent as ${expected} status, but got ${conn.status} from: ${String(error)}`,
        { cause: error },
      );
    }
  }
  const what =
    thrown === undefined
      ? result instanceof Conn && result.state === "sent"
        ? `response sent ${result.status} without error`
        : "no error happened"
      : `the error was not answered by an endpoint: ${String(thrown)}`;
  throw new Error(`expected error to be sent as ${expected} status, but ${what}`, { cause: thrown });
}

function bodyOf(conn: Conn): string {
  const { adapter, respBody } = conn;
  if (adapter instanceof TestAdapter && conn.state !== "set") return adapter.text;
  return typeof respBody === "string" ? respBody : new TextDecoder().decode(respBody);
}
