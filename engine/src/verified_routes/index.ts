export { routesDeclaration } from "./declaration.ts";
export type {
  NoParams,
  Param,
  PathArguments,
  Query,
  RouteDeclarations,
  UrlSource,
  VerifiedRoutes,
  VerifiedRoutesOptions,
} from "./verified_routes.ts";
export { verifiedRoutes } from "./verified_routes.ts";
