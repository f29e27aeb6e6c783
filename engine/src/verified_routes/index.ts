/**
 * Verified routes: paths and URLs that the compiler checks against the router.
 *
 * `verifiedRoutes` makes `path`, `url` and their siblings for an endpoint. A path is written as in the router, its parameters are
 * given beside it; a path that no route has, or a parameter that is missing, is a type error. The declaration that this rests on is
 * written anew whenever the router changes.
 *
 * @example
 * path("/users/:user_id/posts/:id", { user_id: 1, id: post }); // "/users/1/posts/3"
 * @see Phoenix.VerifiedRoutes
 */
export { routesDeclaration } from "./declaration.ts";
export type {
  BaseHelpers,
  HelperContext,
  HelperDeclarations,
  RouteHelper,
  RouteHelpers,
} from "./route_helpers.ts";
export { routeHelpers } from "./route_helpers.ts";
export type {
  CheckedPath,
  NoParams,
  Param,
  PathArguments,
  Query,
  RouteDeclarations,
  VerifiedRoutes,
  VerifiedRoutesOptions,
} from "./verified_routes.ts";
export { verifiedRoutes } from "./verified_routes.ts";
