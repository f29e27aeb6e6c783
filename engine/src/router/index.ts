/**
 * The router: which request goes to which action, and through which plugs on its way.
 *
 * Routes are declared by verb and path, one by one or as `resources`, and gathered in scopes that share a path and pipelines. Paths
 * have parameters (`/users/:id`) and may end in a rest (`/files/*path`). Routes match from top to bottom; a request that none fits
 * is answered with 404.
 *
 * @example
 * router.get("/posts/:id", PostController, "show");
 * router.routeInfo("GET", "/posts/7")?.pathParams; // { id: "7" }
 * @see Phoenix.Router
 */
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
