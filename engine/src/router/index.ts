export { NoRouteError } from "./errors.ts";
export { formatRoutes } from "./format_routes.ts";
export type { ResourceOptions } from "./resource.ts";
export type { Route, RouteInfo, RouteLog, Verb } from "./route.ts";
export type { RouterOptions } from "./router.ts";
export { Router } from "./router.ts";
export type {
  ForwardOptions,
  NestedRoutes,
  PipeThrough,
  RouteOptions,
  RouteTarget,
  Scope,
  ScopeOptions,
} from "./scope.ts";
export type { RouteWarning } from "./shadowed_routes.ts";
export { shadowedRoutes } from "./shadowed_routes.ts";
