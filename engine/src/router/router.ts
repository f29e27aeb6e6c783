import type { Conn } from "../conn/conn.ts";
import { decodeSegment } from "../conn/query.ts";
import type { Plug } from "../plug/plug.ts";
import { callSite } from "./call_site.ts";
import { dispatch } from "./dispatch.ts";
import { NoRouteError } from "./errors.ts";
import { capture, Matcher } from "./matcher.ts";
import { moduleName } from "./module_name.ts";
import type { Route, RouteInfo } from "./route.ts";
import { at, compilePipes, ROOT_SCOPE, type RouteTable } from "./route_table.ts";
import { Scope } from "./scope.ts";

/** Options of a router. */
export interface RouterOptions {
  /**
   * Whether routes have helpers, see `routeHelpers` of `fledge/verified_routes`; `true` writes their types beside those of the paths.
   * Default: they have, and their names stand in `fledge routes`.
   */
  helpers?: boolean;
}

/**
 * Matches requests to controllers and plugs. It is a plug itself: the last of an endpoint.
 *
 * Routes match from top to bottom. They are compiled at the first request to a structure whose look-up does not grow with their
 * number. No pipeline runs when no route matches.
 *
 * @example
 * export const router = new Router();
 * router.pipeline("browser", [accepts(["html"]), fetchSession(), protectFromForgery()]);
 * router.scope("/", { pipeThrough: "browser" }, (r) => {
 *   r.get("/", PageController, "home");
 *   r.resources("/users", UserController);
 * });
 * @see Phoenix.Router
 */
export class Router extends Scope {
  /** Module name as Phoenix would print it: `HelloWeb.Router`. */
  readonly name: string;
  /** Whether routes have helpers. */
  readonly helpers: boolean;
  /** Whether the types of the helpers are wanted. */
  readonly typedHelpers: boolean;
  readonly #table: RouteTable;
  #prefix: (() => string) | undefined;
  #matchers: Map<string, Matcher> | undefined;
  #compiledRoutes = 0;

  constructor(options: RouterOptions = {}) {
    const table: RouteTable = {
      routes: [],
      pipelines: new Map(),
      compiled: new Map(),
      prefix: () => this.prefix,
    };
    super(table, ROOT_SCOPE);
    this.#table = table;
    this.helpers = options.helpers ?? true;
    this.typedHelpers = options.helpers ?? false;
    this.name = moduleName(callSite(Router as unknown as (...args: never[]) => unknown)?.file) ?? "Router";
  }

  /**
   * Declares a named list of plugs that scopes can send their routes through.
   *
   * @param plugs in order; the name of a pipeline declared before stands for all of its plugs
   * @throws Error when the name is taken, or a pipeline that is named does not exist
   * @example
   * router.pipeline("admin", ["browser", ensureAuthenticatedUser]);
   * @see Phoenix.Router.pipeline/2
   */
  pipeline(name: string, plugs: readonly (Plug | string)[]): void {
    const site = callSite(this.pipeline as (...args: never[]) => unknown);
    if (this.#table.pipelines.has(name)) {
      throw new Error(
        `the pipeline "${name}"${at(site)} is declared twice. Choose another name or merge the two`,
      );
    }
    const unknown = plugs.find((plug) => typeof plug === "string" && !this.#table.pipelines.has(plug));
    if (unknown !== undefined) {
      throw new Error(
        `the pipeline "${name}"${at(site)} uses "${String(unknown)}", which is not declared before it`,
      );
    }
    this.#table.pipelines.set(name, plugs);
  }

  /**
   * Runs pipelines by name, as a scope would.
   *
   * @throws Error when there is no such pipeline
   */
  runPipelines(conn: Conn, names: readonly string[]): Conn | Promise<Conn> {
    return compilePipes(this.#table, names)(conn);
  }

  /** The routes in the order that they match. @see Phoenix.Router.routes/1 */
  get routes(): readonly Route[] {
    return this.#table.routes;
  }

  /**
   * The path that another router forwards to this one from, `"/admin"`; empty when none does. Of several the first counts.
   */
  get prefix(): string {
    return this.#prefix?.() ?? "";
  }

  /** Tells this router where another forwards to it; `forward` does it. */
  forwardedFrom(prefix: () => string): void {
    this.#prefix ??= prefix;
  }

  /** A router has no options when it serves as a plug. */
  init(): undefined {
    return undefined;
  }

  /**
   * Sends a request to the route that fits it.
   *
   * @throws NoRouteError (404) when none fits; InvalidPathError (400) when the path cannot be decoded
   */
  call(conn: Conn): Conn | Promise<Conn> {
    const result = this.callIfMatched(conn);
    if (result === undefined) throw new NoRouteError(conn, this);
    return result;
  }

  /**
   * As `call`, for an endpoint, which answers where no route fits without an error being thrown: that would cost more than all its plugs.
   *
   * @returns undefined when no route fits
   * @throws InvalidPathError (400) when the path cannot be decoded
   */
  callIfMatched(conn: Conn): Conn | Promise<Conn> | undefined {
    const matcher = this.#matcher(conn.method);
    if (conn.scriptName.length === 0) {
      const exact = matcher.exact(conn.requestPath);
      if (exact !== undefined) return dispatch(this, conn, exact.route, undefined);
    }
    const segments = decodePath(conn.pathInfo);
    const leaf = matcher.find(segments, matcher.hosted ? conn.host : "");
    if (leaf === undefined) return undefined;
    return dispatch(this, conn, leaf.route, leaf.captures.length === 0 ? undefined : capture(leaf, segments));
  }

  /**
   * Tells which route a request would take, without running anything.
   *
   * @param path as requested, or its segments, which are not decoded
   * @param host defaults to `localhost`
   * @returns undefined when no route fits
   * @example
   * router.routeInfo("GET", "/posts/123"); // { route: "/posts/:id", plugOptions: "show", … }
   * @see Phoenix.Router.route_info/4
   */
  routeInfo(method: string, path: string | readonly string[], host = "localhost"): RouteInfo | undefined {
    const segments =
      typeof path === "string" ? decodePath(path.split("/").filter((part) => part !== "")) : path;
    const leaf = this.#matcher(method.toUpperCase()).find(segments, host);
    if (leaf === undefined) return undefined;
    const { route } = leaf;
    return {
      route: route.path,
      plug: route.plugName,
      plugOptions: route.plugOptions,
      pathParams: capture(leaf, segments),
      pipeThrough: route.pipeThrough,
      log: route.log,
      metadata: route.metadata,
    };
  }

  #matcher(method: string): Matcher {
    const { routes } = this.#table;
    if (this.#matchers === undefined || this.#compiledRoutes !== routes.length) {
      this.#compiledRoutes = routes.length;
      this.#matchers = new Map();
      for (const verb of new Set(["*", ...routes.map((route) => route.verb)])) {
        this.#matchers.set(
          verb,
          new Matcher(routes.filter((route) => route.verb === verb || route.verb === "*")),
        );
      }
    }
    return this.#matchers.get(method) ?? this.#matchers.get("*")!;
  }
}

function decodePath(segments: readonly string[]): readonly string[] {
  for (const segment of segments) {
    if (segment.includes("%")) return segments.map(decodeSegment);
  }
  return segments;
}
