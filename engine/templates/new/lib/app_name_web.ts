/**
 * What the modules of the web interface share. Controllers, components, the
 * router and the endpoint live in lib/app_name_web.
 */
import { verifiedRoutes } from "fledge/verified_routes";
import type { Routes } from "./app_name_web/routes.d.ts";

/**
 * Links of the application: path("/users/:id", { id: user }). A path that the
 * router does not have is a type error; routes.d.ts, which Fledge writes from
 * the router, says which there are.
 */
export const { path, url, staticPath, staticUrl, routesFor } =
  verifiedRoutes<Routes>({ otpApp: "app_name" });
