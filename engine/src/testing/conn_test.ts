import { Conn } from "../conn/conn.ts";
import { encodeCookie, parseCookies } from "../conn/cookies.ts";
import type { PlugConn, Session, SessionFetcher } from "../conn/plug_conn.ts";
import {
  encodeQuery,
  isParams,
  newParams,
  type Params,
  type ParamValue,
  type QueryMap,
} from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import type { RouterBypass } from "../router/dispatch.ts";
import type { Router } from "../router/router.ts";
import { EncodedForm, encodeForm } from "./form_body.ts";

/** What requests of a test go to: an endpoint or router, or a controller, then with an action in place of the path. */
export interface TestTarget {
  /** Handles the conn; `action` is for controllers. */
  call(conn: Conn, action: string): Conn | Promise<Conn>;
}

/** Parameters of a test's request: any values, dates and uploads too. */
export type TestParams = Readonly<Record<string, unknown>>;

/** Body of a test's request: parameters, text, or a form as a browser sends it, files included. */
export type TestBody = TestParams | string | FormData;

/** Headers that the next request of the same conn keeps. */
const RECYCLED_HEADERS = ["accept", "accept-language", "authorization"];

/** Conns whose request failed, by error, for `assertErrorSent`. */
const failedConns = new WeakMap<object, Conn>();

interface TestState {
  target: TestTarget | undefined;
  session: Session | undefined;
}

const states = new WeakMap<PlugConn<object>, TestState>();

/**
 * Makes a conn that stands for a client: requests are made with it.
 *
 * @param target endpoint that the requests go to; a controller takes an action in place of the path
 * @param request method, target (`"/path?query"`), headers and body, where the conn is used without making a request
 * @example
 * let conn = buildConn(Endpoint);
 * conn = await get(conn, "/");
 * @see Phoenix.ConnTest.build_conn/0
 */
export function buildConn(target?: TestTarget, request: TestRequest = {}): Conn {
  const conn = new Conn(new TestAdapter(request));
  states.set(conn, { target, session: undefined });
  // As in Phoenix, a test's forms bring no CSRF token.
  return conn.putPrivate("skipCsrfProtection", true);
}

/** Makes a GET request. @param params go into the query @example conn = await get(conn, "/users", { page: 2 }) @see Phoenix.ConnTest.get/3 */
export function get(conn: Conn, path: string, params?: TestParams): Promise<Conn> {
  return dispatch(conn, "GET", path, params);
}

/**
 * Makes a POST request.
 *
 * @param body parameters, text that the endpoint parses by the header `content-type`, or a `FormData`, which goes as multipart
 * @example
 * conn = await post(conn, "/users", { user: { name: "Ada" } });
 * const form = new FormData();
 * form.set("photo", new File(["…"], "cat.png", { type: "image/png" }));
 * conn = await post(conn, "/photos", form);
 * @see Phoenix.ConnTest.post/3
 */
export function post(conn: Conn, path: string, body?: TestBody): Promise<Conn> {
  return dispatch(conn, "POST", path, body);
}

/**
 * Makes a PUT request; see `post`.
 *
 * @example
 * conn = await put(conn, "/posts/7", { post: { title: "New" } });
 * @see Phoenix.ConnTest.put/3
 */
export function put(conn: Conn, path: string, body?: TestBody): Promise<Conn> {
  return dispatch(conn, "PUT", path, body);
}

/**
 * Makes a PATCH request; see `post`.
 *
 * @example
 * conn = await patch(conn, "/posts/7", { post: { title: "New" } });
 * @see Phoenix.ConnTest.patch/3
 */
export function patch(conn: Conn, path: string, body?: TestBody): Promise<Conn> {
  return dispatch(conn, "PATCH", path, body);
}

/**
 * Makes a DELETE request; see `post`. (`delete` is a word of the language: `import { del }`.)
 *
 * @example
 * conn = await del(conn, "/posts/7");
 * conn.status; // 204
 * @see Phoenix.ConnTest.delete/3
 */
export function del(conn: Conn, path: string, body?: TestBody): Promise<Conn> {
  return dispatch(conn, "DELETE", path, body);
}

/**
 * Makes an OPTIONS request.
 *
 * @example
 * await assertErrorSent(404, () => options(conn, "/"));
 * @see Phoenix.ConnTest.options/3
 */
export function options(conn: Conn, path: string, params?: TestParams): Promise<Conn> {
  return dispatch(conn, "OPTIONS", path, params);
}

/**
 * Makes a HEAD request.
 *
 * @example
 * await assertErrorSent(404, () => head(conn, "/nowhere"));
 * @see Phoenix.ConnTest.head/3
 */
export function head(conn: Conn, path: string, params?: TestParams): Promise<Conn> {
  return dispatch(conn, "HEAD", path, params);
}

/**
 * Makes a CONNECT request.
 *
 * @example
 * await assertErrorSent(404, () => connect(conn, "/"));
 * @see Phoenix.ConnTest.connect/3
 */
export function connect(conn: Conn, path: string, params?: TestParams): Promise<Conn> {
  return dispatch(conn, "CONNECT", path, params);
}

/**
 * Makes a TRACE request.
 *
 * @example
 * await assertErrorSent(404, () => trace(conn, "/"));
 * @see Phoenix.ConnTest.trace/3
 */
export function trace(conn: Conn, path: string, params?: TestParams): Promise<Conn> {
  return dispatch(conn, "TRACE", path, params);
}

/**
 * Makes a request of any method. A conn that has a response already is recycled first, so that cookies are kept as by a browser. A
 * response that was put by `resp` is sent.
 *
 * @throws TypeError for what is no conn, and for text as a body without a header `content-type`; whatever the application throws,
 *   which `assertErrorSent` expects
 * @see Phoenix.ConnTest.dispatch/5
 */
export async function dispatch(given: Conn, method: string, path: string, params?: TestBody): Promise<Conn> {
  if (!(given instanceof Conn)) {
    throw new TypeError(
      `a ${method} request of a test needs a conn before the path, got ${JSON.stringify(given)}: ${method.toLowerCase()}(conn, "/", …)`,
    );
  }
  const base = given.state === "unset" ? given : recycle(given);
  if (typeof params === "string" && base.getReqHeader("content-type") === undefined) {
    throw new TypeError(
      'text as the body of a request needs to say what it is: putReqHeader(conn, "content-type", "application/json")',
    );
  }
  const state = states.get(base);
  if (state === undefined)
    throw new Error("this conn was not made for tests. Make it with buildConn(Endpoint)");
  if (state.target === undefined) {
    throw new Error(
      "this conn does not know where requests go. Make it with buildConn(Endpoint), or take the one of connCase",
    );
  }
  const conn = request(base, method, path, params instanceof FormData ? await encodeForm(params) : params);
  states.set(conn, state);
  if (state.session !== undefined) wrapSession(conn, state.session);
  try {
    const answered = await state.target.call(conn, path);
    return track(answered.state === "set" ? answered.sendResp() : answered, state);
  } catch (error) {
    if (typeof error === "object" && error !== null) failedConns.set(error, conn);
    throw error;
  }
}

function track(conn: Conn, state: TestState): Conn {
  states.set(conn, { ...state, session: undefined });
  return conn;
}

/** A conn with the request, and with what the test has put on the conn before. */
function request(
  base: Conn,
  method: string,
  path: string,
  params: TestParams | string | EncodedForm | undefined,
): Conn {
  const form = params instanceof EncodedForm ? params : undefined;
  const values = typeof params === "object" && form === undefined ? (params as TestParams) : undefined;
  const bodied = !["GET", "HEAD", "OPTIONS", "CONNECT", "TRACE"].includes(method);
  let target = path;
  if (!bodied && values !== undefined) {
    const query = encodeQuery(values as QueryMap);
    if (query !== "") target += `${path.includes("?") ? "&" : "?"}${query}`;
  }
  const url = /^(https?):\/\/([^/?#]+)(.*)$/.exec(target);
  const adapter = new TestAdapter({
    method,
    target: url === null ? target : url[3] || "/",
    scheme: (url?.[1] as "http" | "https" | undefined) ?? base.scheme,
    host: url?.[2] ?? base.adapter.authority,
    headers: Object.entries({
      ...base.reqHeaders,
      ...(form !== undefined && { "content-type": form.contentType }),
    }),
    body: form?.body ?? (typeof params === "string" ? params : undefined),
    peer: base.adapter.peer(),
    readFile: (path) => conn.endpoint?.fs.readBytes(path),
  });
  const conn: Conn = new Conn(adapter);
  conn.assigns = { ...base.assigns };
  conn.private = { ...base.private };
  if (bodied && values !== undefined) conn.bodyParams = toParams(values);
  return conn;
}

function toParams(values: TestParams): Params {
  const params = newParams();
  for (const [key, value] of Object.entries(values))
    if (value !== undefined) params[key] = toParamValue(value);
  return params;
}

function toParamValue(value: unknown): ParamValue {
  if (value === undefined) return null;
  if (value === null || value instanceof Upload) return value;
  if (Array.isArray(value)) return value.map(toParamValue);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object") return value as string | number | boolean;
  if (value instanceof Date) return value.toISOString();
  return isParams(value) || Object.getPrototypeOf(value) === Object.prototype
    ? toParams(value as TestParams)
    : String(value);
}

/**
 * Makes a fresh conn for the next request of the same client: with its cookies, those that the response has set or removed, and the
 * headers accept, accept-language and authorization. Requests do it by themselves.
 *
 * @param headers kept besides
 * @example
 * conn = recycle(await get(conn, "/"));
 * conn.state; // "unset"
 * @see Phoenix.ConnTest.recycle/2
 */
export function recycle(conn: Conn, headers: readonly string[] = RECYCLED_HEADERS): Conn {
  const state = states.get(conn);
  const cookies = new Map(Object.entries(conn.reqCookies));
  for (const [name, value] of conn.respHeaders) {
    if (name !== "set-cookie") continue;
    const [pair, ...attributes] = value.split(";");
    const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
    for (const [key, text] of Object.entries(parseCookies(pair!)))
      gone ? cookies.delete(key) : cookies.set(key, text);
  }
  const kept: [string, string][] = headers.flatMap((name) => {
    const value = conn.getReqHeader(name);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  const next = buildConn(state?.target, {
    host: conn.adapter.authority,
    peer: conn.adapter.peer(),
    headers: kept,
  });
  if (state !== undefined) states.set(next, { ...state, session: undefined });
  if (cookies.size > 0) {
    putReqHeader(next, "cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  }
  return next;
}

/** Puts a header of the request. @example putReqHeader(conn, "accept", "application/json") @see Plug.Conn.put_req_header/3 */
export function putReqHeader<C extends PlugConn<object>>(conn: C, name: string, value: string): C {
  (conn.adapter.headers as Record<string, string>)[name.toLowerCase()] = value;
  return conn;
}

/**
 * Removes a header of the request.
 *
 * @example
 * deleteReqHeader(conn, "accept").getReqHeader("accept"); // undefined
 * @see Plug.Conn.delete_req_header/2
 */
export function deleteReqHeader<C extends PlugConn<object>>(conn: C, name: string): C {
  delete (conn.adapter.headers as Record<string, string>)[name.toLowerCase()];
  return conn;
}

/**
 * Puts a cookie of the request.
 *
 * @example
 * putReqCookie(conn, "theme", "dark").reqCookies.theme; // "dark"
 * @see Phoenix.ConnTest.put_req_cookie/3
 */
export function putReqCookie<C extends PlugConn<object>>(conn: C, name: string, value: string): C {
  const [pair] = encodeCookie(name, value).split(";");
  const present = conn.getReqHeader("cookie");
  return putReqHeader(conn, "cookie", present === undefined ? pair! : `${present}; ${pair}`);
}

/**
 * Removes a cookie of the request.
 *
 * @example
 * deleteReqCookie(putReqCookie(conn, "theme", "dark"), "theme").reqCookies; // {}
 * @see Phoenix.ConnTest.delete_req_cookie/2
 */
export function deleteReqCookie<C extends PlugConn<object>>(conn: C, name: string): C {
  const rest = Object.entries(parseCookies(conn.getReqHeader("cookie") ?? "")).filter(
    ([key]) => key !== name,
  );
  if (rest.length === 0) return deleteReqHeader(conn, "cookie");
  return putReqHeader(conn, "cookie", rest.map(([key, value]) => `${key}=${value}`).join("; "));
}

/**
 * Gives the next request a session with these values, besides what its cookie has.
 *
 * @example conn = initTestSession(conn, { user_id: user.id })
 * @see Plug.Test.init_test_session/2
 */
export function initTestSession(conn: Conn, session: Session): Conn {
  const next = conn.state === "unset" ? conn : recycle(conn);
  const state = states.get(next) ?? { target: undefined, session: undefined };
  const values = { ...state.session, ...session };
  states.set(next, { ...state, session: values });
  return next.loadSession({ ...values });
}

/**
 * Lets the next request run through the endpoint and pipelines of a router, but not to a controller; for tests of plugs.
 *
 * @param router without one, nothing of any router runs
 * @param pipelines a name or several; default: those of the route that the request takes
 * @example
 * conn = await get(bypassThrough(conn, router, ["browser"]), "/");
 * @see Phoenix.ConnTest.bypass_through/3
 */
export function bypassThrough(conn: Conn, router?: Router, pipelines?: string | readonly string[]): Conn {
  const names = typeof pipelines === "string" ? [pipelines] : pipelines;
  return conn.putPrivate("bypass", { router, pipelines: names } satisfies RouterBypass);
}

/** Lets the application's own session be fetched, then puts the test's values on top. */
function wrapSession(conn: Conn, session: Session): void {
  let fetcher: SessionFetcher | undefined;
  const fetch: SessionFetcher = (fetching) => {
    fetcher?.(fetching);
    if (!fetching.sessionFetched) fetching.loadSession(Object.create(null) as Session);
    for (const [name, value] of Object.entries(session)) fetching.putSession(name, value);
  };
  Object.defineProperty(conn, "sessionFetcher", {
    get: () => fetch,
    set: (own: SessionFetcher) => {
      fetcher = own;
    },
  });
}

/** The conn whose request threw this error. */
export function connOfError(error: unknown): Conn | undefined {
  return typeof error === "object" && error !== null ? failedConns.get(error) : undefined;
}
