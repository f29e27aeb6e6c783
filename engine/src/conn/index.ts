/**
 * The connection: one request and its response, as one object that plugs and actions hand on.
 *
 * What stands in the request is read from it (`method`, `pathInfo`, `params`, `cookies`), what becomes of the response is put on it
 * (`assign`, `putStatus`, `putRespHeader`, `sendResp`). `PlugConn` has what Plug.Conn has; `Conn`, which applications work with, adds
 * what controllers need: `render`, `json`, `redirect`, flash messages. Methods that change the conn give it back, so that they chain.
 *
 * The functions of this module work without a conn: query strings, cookies, status codes, media types. Errors that stand for a
 * status carry it as `plugStatus`.
 *
 * @example
 * conn.putStatus("created").assign("id", 7).text("done");
 * conn.status; // 201
 * @see Plug.Conn
 */
export type { Assigns } from "./assigns.ts";
export { Conn } from "./conn.ts";
export type { RespCookie, RespCookieOptions } from "./conn_cookies.ts";
export type { BeforeSend, ConnState } from "./conn_response.ts";
export { type CookieOptions, encodeCookie, parseCookies } from "./cookies.ts";
export type { EndpointContext } from "./endpoint_context.ts";
export {
  AlreadySentError,
  BadRequestError,
  CookieOverflowError,
  errorStatus,
  InvalidCrossOriginRequestError,
  InvalidCSRFTokenError,
  InvalidHeaderError,
  InvalidPathError,
  InvalidQueryError,
  NotSentError,
  ParseError,
  RequestTimeoutError,
  RequestTooLargeError,
  type StatusError,
  UnsupportedMediaTypeError,
  UriTooLongError,
} from "./errors.ts";
export { mimeExtensions, mimeFromPath, mimeType } from "./mime.ts";
export { PlugConn, type Session, type SessionMode } from "./plug_conn.ts";
export {
  decodeQuery,
  decodeSegment,
  decodeWwwForm,
  encodeQuery,
  encodeWwwForm,
  isParams,
  newParams,
  type Params,
  ParamsDecoder,
  type ParamValue,
  paramsFromJson,
  type QueryMap,
  type QueryValue,
} from "./query.ts";
export { reasonPhrase, type Status, type StatusName, statusCode } from "./status.ts";
export { splitPath } from "./target.ts";
export { Upload } from "./upload.ts";
