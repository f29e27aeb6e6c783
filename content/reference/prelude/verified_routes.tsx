// The functions of an application whose endpoint is started.
import { setUp } from "./endpoint.tsx";
import { routes } from "./web.tsx";

export { setUp };
export const path = routes.path;
export const url = routes.url;
export const staticPath = routes.staticPath;
export const staticUrl = routes.staticUrl;
export const staticIntegrity = routes.staticIntegrity;
export const unverifiedPath = routes.unverifiedPath;
export const unverifiedUrl = routes.unverifiedUrl;
export const routesFor = routes.routesFor;
