/**
 * Plugs: functions that take the conn and give it back, changed or not, and the ones that come with the framework.
 *
 * A plug with options is made by a function, which checks them once: `staticFiles({ at: "/", only: ["assets"] })`. An endpoint and the
 * pipelines of a router are lists of plugs. One that has answered calls `conn.halt()`, and none after it is run.
 *
 * @example
 * const locale = (conn: Conn) => conn.assign("locale", conn.getReqHeader("accept-language") ?? "en");
 * router.pipeline("browser", [accepts(["html"]), fetchSession(), locale]);
 * @see Plug
 */
export { type AssetsOptions, assets } from "./assets.ts";
export {
  type BasicAuthOptions,
  basicAuth,
  encodeBasicAuth,
  parseBasicAuth,
  requestBasicAuth,
} from "./basic_auth.ts";
export type { BodyLimits, BodyParser, ParserOptions } from "./body_parsers.ts";
export {
  type CsrfOptions,
  deleteCsrfToken,
  getCsrfToken,
  getCsrfTokenFor,
  protectFromForgery,
  validStateAndCsrfToken,
} from "./csrf_protection.ts";
export { head } from "./head.ts";
export {
  type MediaType,
  parseHeaderList,
  parseHeaderParams,
  parseHeaderToken,
  parseMediaRange,
  parseMediaType,
} from "./media_type.ts";
export { methodOverride } from "./method_override.ts";
export type { MultipartPart } from "./multipart_parser.ts";
export { type ParserName, type ParsersOptions, parsers } from "./parsers.ts";
export { pipeline, plug, toPlugFunction } from "./pipeline.ts";
export type { AnyPlugFunction, Plug, PlugFunction, PlugModule } from "./plug.ts";
export { type RequestIdOptions, requestId } from "./request_id.ts";
export { type ForwardedHeader, rewriteOn } from "./rewrite_on.ts";
export { putSecureBrowserHeaders } from "./secure_browser_headers.ts";
export {
  type CookieStoreOptions,
  fetchSession,
  type SessionOptions,
  type SessionSerializer,
  type SessionStore,
  session,
} from "./session.ts";
export { type SslOptions, ssl } from "./ssl.ts";
export { type StaticFilesOptions, staticFiles } from "./static_files.ts";
export { type RequestLogLevel, type TelemetryOptions, telemetry } from "./telemetry.ts";
