export { Conn } from "./conn.ts";
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
} from "./errors.ts";
export { mimeExtensions, mimeFromPath, mimeType } from "./mime.ts";
export {
  type Assigns,
  type BeforeSend,
  type ConnState,
  PlugConn,
  type RespCookieOptions,
  type Session,
  type SessionMode,
} from "./plug_conn.ts";
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
