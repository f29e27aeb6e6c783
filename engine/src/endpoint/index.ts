export type { EndpointConfig, ListenConfig, RenderErrorsConfig, UrlConfig } from "./config.ts";
export type { ErrorAction } from "./debug_actions.ts";
export type { Endpoint, EndpointOptions } from "./endpoint.ts";
export { endpoint } from "./endpoint.ts";
export type { StructUrl } from "./url.ts";
