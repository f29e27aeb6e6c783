import type { Conn } from "../conn/conn.ts";
import { failureOf } from "../telemetry/failure.ts";
import { telemetryEvent } from "../telemetry/index.ts";
import type { Route } from "./route.ts";
import type { Router } from "./router.ts";

const started = telemetryEvent(["fledge", "router_dispatch", "start"]);
const stopped = telemetryEvent(["fledge", "router_dispatch", "stop"]);
const failed = telemetryEvent(["fledge", "router_dispatch", "exception"]);

/** What `bypassThrough` of the tests puts on a conn: the routers' pipelines run, their controllers do not. */
export interface RouterBypass {
  /** The router whose pipelines run; none do without it. */
  router: Router | undefined;
  /** Names of pipelines; those of the route when there are none. */
  pipelines: readonly string[] | undefined;
}

/**
 * Takes a route: puts its parameters and options on the conn, runs its pipelines, then its controller or plug.
 *
 * @see Phoenix.Router.__call__/5
 */
export function dispatch(
  router: Router,
  conn: Conn,
  route: Route,
  pathParams: Record<string, string | string[]> | undefined,
): Conn | Promise<Conn> {
  if (pathParams !== undefined) conn.pathParams = pathParams;
  conn.private.router = router;
  conn.private.route = route;
  if (route.private !== undefined) Object.assign(conn.private, route.private);
  if (route.assigns !== undefined) Object.assign(conn.assigns, route.assigns);
  const bypass = conn.private.bypass as RouterBypass | undefined;
  if (bypass !== undefined && (bypass.router === undefined || bypass.router === router)) {
    return bypassed(conn, route, bypass);
  }
  if (started.attached || stopped.attached || failed.attached) return measured(conn, route);
  return run(conn, route);
}

function run(conn: Conn, route: Route): Conn | Promise<Conn> {
  if (route.pipeline === undefined) return route.dispatch(conn);
  const piped = route.pipeline(conn);
  if (piped instanceof Promise) return piped.then((next) => (next.halted ? next : route.dispatch(next)));
  return piped.halted ? piped : route.dispatch(piped);
}

function bypassed(conn: Conn, route: Route, { router, pipelines }: RouterBypass): Conn | Promise<Conn> {
  if (router === undefined) return conn;
  if (pipelines === undefined) return route.pipeline === undefined ? conn : route.pipeline(conn);
  return router.runPipelines(conn, pipelines);
}

function measured(conn: Conn, route: Route): Conn | Promise<Conn> {
  const metadata = {
    conn,
    route: route.path,
    plug: route.plugName,
    plugOptions: route.plugOptions,
    pathParams: conn.pathParams,
    pipeThrough: route.pipeThrough,
    log: route.log,
    ...route.metadata,
  };
  const start = performance.now();
  started.execute({ systemTime: Date.now() }, metadata);
  const stop = (result: Conn): Conn => {
    stopped.execute({ duration: performance.now() - start }, { ...metadata, conn: result });
    return result;
  };
  const fail = (reason: unknown): never => {
    failed.execute(
      { duration: performance.now() - start },
      {
        ...metadata,
        ...failureOf(reason),
      },
    );
    throw reason;
  };
  let result: Conn | Promise<Conn>;
  try {
    result = run(conn, route);
  } catch (reason) {
    return fail(reason);
  }
  return result instanceof Promise ? result.then(stop, fail) : stop(result);
}
