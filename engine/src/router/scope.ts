import type { Assigns } from "../conn/assigns.ts";
import type { Conn } from "../conn/conn.ts";
import type { Plug, PlugModule } from "../plug/plug.ts";
import { callSite } from "./call_site.ts";
import {
  expandResources,
  type MissingActions,
  type ResourceOptions,
  type RoutedActions,
} from "./resource.ts";
import type { ActionTarget, RouteLog, Verb } from "./route.ts";
import {
  addForward,
  addRoute,
  checkPath,
  childScope,
  type RouteTable,
  type ScopeState,
} from "./route_table.ts";

/** Options of one route. */
export interface RouteOptions {
  /** Name of the route's helper; `null` for none. Default: the controller's name without `Controller`. */
  as?: string | null;
  /** Level that the route's requests are logged with, `false` for not at all. Default: the scope's, else `"debug"`. */
  log?: RouteLog;
  /** Values put in `conn.private` when the route is taken. */
  private?: Record<string, unknown>;
  /** Values put in `conn.assigns` when the route is taken. */
  assigns?: Partial<Assigns>;
  /** Anything that telemetry handlers or `routeInfo` should find with the route. */
  metadata?: Record<string, unknown>;
  /** Whether the route's helper ends paths in a slash. Default: the scope's, else false. */
  trailingSlash?: boolean;
  /** Whether verified links leave this route out, such as one that catches all that is left. Default false. */
  warnOnVerify?: boolean;
}

/** Options of a scope. */
export interface ScopeOptions {
  /** Pipelines that the routes go through, after those of the scopes around: names, or plugs. */
  pipeThrough?: PipeThrough;
  /** Put before the names of the routes' helpers; `false` starts over. */
  as?: string | false;
  /** Host that the routes answer to; one that ends in a dot is a prefix (`"api."`). */
  host?: string | readonly string[];
  log?: RouteLog;
  private?: Record<string, unknown>;
  assigns?: Partial<Assigns>;
  /** Whether the routes' helpers end paths in a slash. Default false. */
  trailingSlash?: boolean;
}

/** Names of pipelines, or plugs themselves. */
export type PipeThrough = string | PipeFunction | readonly (string | PipeFunction)[];
/** A function plug in `pipeThrough`. */
export type PipeFunction = (conn: Conn) => Conn | Promise<Conn>;

/** Options of a forward, besides those of the plug. */
export type ForwardOptions = Omit<ScopeOptions, "pipeThrough" | "host" | "trailingSlash">;

/**
 * The routes of one scope: what `router.scope` and nested `resources` hand to their callback, and what a router is at its root.
 *
 * @see Phoenix.Router
 */
export class Scope {
  readonly #table: RouteTable;
  readonly #state: ScopeState;

  constructor(table: RouteTable, state: ScopeState) {
    this.#table = table;
    this.#state = state;
  }

  /**
   * Adds a route for GET requests.
   *
   * @param path may hold parameters (`/users/:id`, `/v:version`) and end in a glob (`/files/*rest`)
   * @param target the controller to dispatch to, or a plug
   * @param rest for a controller one of its actions; then options `{ as, log, private, assigns, metadata, trailingSlash, warnOnVerify }`
   * @example
   * router.get("/hello/:messenger", HelloController, "show");
   * @see Phoenix.Router.get/4
   */
  get<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("GET", path, target, rest, this.get);
  }

  /**
   * Adds a route for POST requests; see `get`.
   *
   * @example
   * router.post("/users", UserController, "create");
   * @see Phoenix.Router.post/4
   */
  post<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("POST", path, target, rest, this.post);
  }

  /**
   * Adds a route for PUT requests; see `get`.
   *
   * @example
   * router.put("/users/:id", UserController, "update");
   * @see Phoenix.Router.put/4
   */
  put<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("PUT", path, target, rest, this.put);
  }

  /**
   * Adds a route for PATCH requests; see `get`.
   *
   * @example
   * router.patch("/users/:id", UserController, "update");
   * @see Phoenix.Router.patch/4
   */
  patch<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("PATCH", path, target, rest, this.patch);
  }

  /**
   * Adds a route for DELETE requests; see `get`.
   *
   * @example
   * router.delete("/users/:id", UserController, "delete");
   * @see Phoenix.Router.delete/4
   */
  delete<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("DELETE", path, target, rest, this.delete);
  }

  /**
   * Adds a route for OPTIONS requests; see `get`.
   *
   * @example
   * router.options("/users", echo);
   * @see Phoenix.Router.options/4
   */
  options<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("OPTIONS", path, target, rest, this.options);
  }

  /**
   * Adds a route for HEAD requests, where the head plug does not turn them into GET; see `get`.
   *
   * @example
   * router.head("/users", UserController, "index");
   * @see Phoenix.Router.head/4
   */
  head<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("HEAD", path, target, rest, this.head);
  }

  /**
   * Adds a route for CONNECT requests; see `get`.
   *
   * @example
   * router.connect("/tunnel", echo);
   * @see Phoenix.Router.connect/4
   */
  connect<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("CONNECT", path, target, rest, this.connect);
  }

  /**
   * Adds a route for TRACE requests; see `get`.
   *
   * @example
   * router.trace("/users", echo);
   * @see Phoenix.Router.trace/4
   */
  trace<const T extends RouteTarget>(path: string, target: T, ...rest: RouteRest<T>): void {
    this.#add("TRACE", path, target, rest, this.trace);
  }

  /**
   * Adds a route for a verb, or with `"*"` for every verb, also those that have no method here.
   *
   * @param verb in upper case: `"MOVE"`
   * @throws TypeError for a verb that is not one, or not in upper case
   * @example
   * router.match("*", "/echo", echo);
   * @see Phoenix.Router.match/5
   */
  match<const T extends RouteTarget>(verb: Verb, path: string, target: T, ...rest: RouteRest<T>): void {
    if (!/^(\*|[A-Z][A-Z0-9_-]*)$/.test(verb))
      throw new TypeError(
        `match(${JSON.stringify(verb)}, "${path}", …): a verb is written in upper case, such as "MOVE"; "*" is any`,
      );
    this.#add(verb, path, target, rest, this.match);
  }

  /**
   * Adds the routes of a resource: `index edit new show create update delete`, update for both PATCH and PUT.
   *
   * @param path e.g. `/users`
   * @param controller must have the actions that are routed
   * @param optionsOrNested `only` or `except` choose among the actions; `param` (`"id"`), `name` and `as` (from the controller's name)
   *   name parameters and helpers; `singleton: true` leaves out index and the id
   * @param nestedAfterOptions routes below one of the resource, e.g. `/users/:user_id/posts`
   * @example
   * router.resources("/users", UserController, { except: ["delete"] }, (users) => {
   *   users.resources("/posts", PostController, { only: ["index"] });
   * });
   * @see Phoenix.Router.resources/4
   */
  resources<A extends string, const O extends ResourceOptions | NestedRoutes>(
    path: string,
    controller: ActionTarget<A> & MissingActions<RoutedActions<O>, A>,
    optionsOrNested?: O,
    nestedAfterOptions?: NestedRoutes,
  ): void {
    const [options, nested]: [ResourceOptions, NestedRoutes?] =
      typeof optionsOrNested === "function"
        ? [{}, optionsOrNested]
        : [optionsOrNested ?? {}, nestedAfterOptions];
    const site = callSite(this.resources as (...args: never[]) => unknown);
    checkPath(path, site);
    const resource = expandResources(path, controller, options);
    const { as: _, ...routeOptions } = options;
    const inner = childScope(this.#table, this.#state, routeOptions, "", site);
    for (const route of resource.routes) {
      addRoute(this.#table, inner, {
        verb: route.verb,
        path: route.path,
        target: controller,
        action: route.action,
        // As in Phoenix, PUT is a second way to the same action and has no helper of its own.
        options: { as: route.verb === "PUT" ? null : resource.as },
        site,
      });
    }
    if (nested !== undefined) {
      const memberOptions: ScopeOptions =
        resource.as === null ? routeOptions : { ...routeOptions, as: resource.as };
      nested(
        new Scope(
          this.#table,
          childScope(this.#table, this.#state, memberOptions, resource.memberPath, site),
        ),
      );
    }
  }

  /**
   * Groups routes under a path, pipelines, a host or a helper's prefix.
   *
   * @param path put before the routes' paths; may hold parameters
   * @param options `{ pipeThrough, as, host, log, private, assigns, trailingSlash }`; those of scopes around are inherited
   * @param routes receives the scope to add routes to
   * @throws Error for a pipeline that the router does not have, or one that the routes go through already
   * @example
   * router.scope("/admin", { pipeThrough: ["browser", "auth"] }, (admin) => {
   *   admin.resources("/reviews", ReviewController);
   * });
   * @see Phoenix.Router.scope/2
   */
  scope(path: string, routes: (scope: Scope) => void): void;
  scope(path: string, options: ScopeOptions, routes: (scope: Scope) => void): void;
  scope(
    path: string,
    options: ScopeOptions | ((scope: Scope) => void),
    routes?: (scope: Scope) => void,
  ): void {
    const site = callSite(this.scope as (...args: never[]) => unknown);
    checkPath(path, site);
    const build = typeof options === "function" ? options : routes!;
    const own = typeof options === "function" ? {} : options;
    build(new Scope(this.#table, childScope(this.#table, this.#state, own, path, site)));
  }

  /**
   * Hands every request below a path to a plug, which sees the path without that prefix: `scriptName` has it.
   *
   * @param path without parameters
   * @param plug a plug function, another router, or a module with `init` and `call`
   * @param options for the module's `init`
   * @param routerOptions `{ as, log, private, assigns }`
   * @throws Error when the path has parameters
   * @example
   * router.forward("/jobs", BackgroundJobs, { name: "Hello" });
   * @see Phoenix.Router.forward/4
   */
  forward(path: string, plug: Plug, options?: undefined, routerOptions?: ForwardOptions): void;
  forward<O, I>(path: string, plug: PlugModule<O, I>, options: O, routerOptions?: ForwardOptions): void;
  forward(
    path: string,
    plug: Plug | PlugModule<never>,
    options?: unknown,
    routerOptions: ForwardOptions = {},
  ): void {
    const site = callSite(this.forward as (...args: never[]) => unknown);
    const inner = childScope(this.#table, this.#state, routerOptions, "", site);
    addForward(this.#table, inner, { path, plug: plug as PlugFunction | PlugModule<unknown>, options, site });
  }

  #add(verb: Verb, path: string, target: RouteTarget, rest: readonly unknown[], method: unknown): void {
    const site = callSite(method as (...args: never[]) => unknown);
    const [action, options] = typeof rest[0] === "string" ? [rest[0], rest[1]] : [undefined, rest[0]];
    addRoute(this.#table, this.#state, {
      verb,
      path,
      target,
      action,
      options: (options as RouteOptions) ?? {},
      site,
    });
  }
}

/** What a route leads to: a controller, then with an action, or a plug. */
export type RouteTarget = ActionTarget | Plug;

/** What follows the target of a route. */
export type RouteRest<T> =
  T extends ActionTarget<infer Action> ? [action: Action, options?: RouteOptions] : [options?: RouteOptions];

/** Adds the routes below one of a resource. */
export type NestedRoutes = (member: Scope) => void;

type PlugFunction = (conn: Conn) => Conn | Promise<Conn>;
