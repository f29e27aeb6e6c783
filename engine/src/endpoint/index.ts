/**
 * The endpoint: where every request comes in.
 *
 * It is a list of plugs, of which the router is the last, and a child of the application. It reads the key `endpoint` of the config:
 * URL, secret, how errors are shown. What it does not do is listen: whoever serves the project hands requests to its `handler`.
 *
 * @example
 * const HelloEndpoint = endpoint({ otpApp: "hello" }).plug(requestId()).plug(router);
 * @see Phoenix.Endpoint
 */
export type {
  CipherSuite,
  DrainerConfig,
  EndpointConfig,
  HttpsConfig,
  ListenConfig,
  LiveReloadConfig,
  RenderErrorsConfig,
  UrlConfig,
  Watcher,
  WatcherOptions,
} from "./config.ts";
export type { ErrorAction } from "./debug_actions.ts";
export type { Endpoint, EndpointOptions } from "./endpoint.ts";
export { endpoint } from "./endpoint.ts";
export type { ListeningServer, ServerAdapter, ServerOptions } from "./server_adapter.ts";
export type { StructUrl } from "./url.ts";
