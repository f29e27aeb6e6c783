import type { Conn } from "../conn/conn.ts";
import type { Router } from "./router.ts";

/** No route fits the request's method, path and host (`Phoenix.Router.NoRouteError`). */
export class NoRouteError extends Error {
  override name = "NoRouteError";
  readonly plugStatus = 404;
  constructor(
    readonly conn: Conn,
    readonly router: Router,
  ) {
    // Its stack would tell of the framework only, and to gather it costs more than to match a route.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const { scriptName, pathInfo } = conn;
    const path = (scriptName.length === 0 ? pathInfo : [...scriptName, ...pathInfo]).join("/");
    super(`no route found for ${conn.method} /${path} (${router.name})`);
    Error.stackTraceLimit = limit;
  }
}
