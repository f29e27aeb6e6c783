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
import { addForward, addRoute, childScope, type RouteTable, type ScopeState } from "./route_table.ts";

/** Options of one route. */
export interface RouteOptions {
  /** Name of the route's helper; `null` for none. Default: the controller's name without `Controller`. */
  as?: string | null;
  /** Level that the route's requests are logged with, `false` for not at all. Default: the scope's, else `"debug"`. */
  log?: RouteLog;
  /** Values put in `conn.private` when the route is taken. */
  private?: Record<string, unknown>;
  /** Values put in `conn.assigns` when the route is taken. */
  assigns?: Record<string, unknown>;
  /** Anything that telemetry handlers or `routeInfo` should find with the route. */
  metadata?: Record<string, unknown>;
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
  assigns?: Record<string, unknown>;
}

/** Names of pipelines, or plugs themselves. */
export type PipeThrough = string | PipeFunction | readonly (string | PipeFunction)[];
/** A function plug in `pipeThrough`. */
export type PipeFunction = (conn: Conn) => Conn | Promise<Conn>;

/** Options of a forward, besides those of the plug. */
export type ForwardOptions = Omit<ScopeOptions, "pipeThrough" | "host">;

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
   * @param controller the controller to dispatch to, or a plug
   * @param action an action of the controller
   * @example
   * router.get("/hello/:messenger", HelloController, "show");
   * @see Phoenix.Router.get/4
   */
  get<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  get(path: string, plug: Plug, options?: RouteOptions): void;
  get(...args: RouteArguments): void {
    this.#add("GET", args, this.get);
  }

  /** Adds a route for POST requests; see `get`. @see Phoenix.Router.post/4 */
  post<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  post(path: string, plug: Plug, options?: RouteOptions): void;
  post(...args: RouteArguments): void {
    this.#add("POST", args, this.post);
  }

  /** Adds a route for PUT requests; see `get`. @see Phoenix.Router.put/4 */
  put<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  put(path: string, plug: Plug, options?: RouteOptions): void;
  put(...args: RouteArguments): void {
    this.#add("PUT", args, this.put);
  }

  /** Adds a route for PATCH requests; see `get`. @see Phoenix.Router.patch/4 */
  patch<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  patch(path: string, plug: Plug, options?: RouteOptions): void;
  patch(...args: RouteArguments): void {
    this.#add("PATCH", args, this.patch);
  }

  /** Adds a route for DELETE requests; see `get`. @see Phoenix.Router.delete/4 */
  delete<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  delete(path: string, plug: Plug, options?: RouteOptions): void;
  delete(...args: RouteArguments): void {
    this.#add("DELETE", args, this.delete);
  }

  /** Adds a route for OPTIONS requests; see `get`. @see Phoenix.Router.options/4 */
  options<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  options(path: string, plug: Plug, options?: RouteOptions): void;
  options(...args: RouteArguments): void {
    this.#add("OPTIONS", args, this.options);
  }

  /** Adds a route for HEAD requests, where the head plug does not turn them into GET; see `get`. @see Phoenix.Router.head/4 */
  head<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  head(path: string, plug: Plug, options?: RouteOptions): void;
  head(...args: RouteArguments): void {
    this.#add("HEAD", args, this.head);
  }

  /** Adds a route for CONNECT requests; see `get`. @see Phoenix.Router.connect/4 */
  connect<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  connect(path: string, plug: Plug, options?: RouteOptions): void;
  connect(...args: RouteArguments): void {
    this.#add("CONNECT", args, this.connect);
  }

  /** Adds a route for TRACE requests; see `get`. @see Phoenix.Router.trace/4 */
  trace<A extends string>(
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  trace(path: string, plug: Plug, options?: RouteOptions): void;
  trace(...args: RouteArguments): void {
    this.#add("TRACE", args, this.trace);
  }

  /**
   * Adds a route for a verb, or with `"*"` for every verb, also those that have no method here.
   *
   * @example
   * router.match("*", "/echo", echo);
   * @see Phoenix.Router.match/5
   */
  match<A extends string>(
    verb: Verb,
    path: string,
    controller: ActionTarget<A>,
    action: NoInfer<A>,
    options?: RouteOptions,
  ): void;
  match(verb: Verb, path: string, plug: Plug, options?: RouteOptions): void;
  match(verb: Verb, ...args: RouteArguments): void {
    this.#add(verb, args, this.match);
  }

  /**
   * Adds the routes of a resource: `index edit new show create update delete`, update for both PATCH and PUT.
   *
   * @param path e.g. `/users`
   * @param controller must have the actions that are routed
   * @param options `only` or `except` choose among the actions; `param` (`"id"`), `name` and `as` (from the controller's name)
   *   name parameters and helpers; `singleton: true` leaves out index and the id
   * @param nested routes below one of the resource, e.g. `/users/:user_id/posts`
   * @example
   * router.resources("/users", UserController, { except: ["delete"] }, (users) => {
   *   users.resources("/posts", PostController, { only: ["index"] });
   * });
   * @see Phoenix.Router.resources/4
   */
  resources<A extends string>(
    path: string,
    controller: ActionTarget<A> & MissingActions<RoutedActions<object>, A>,
    nested?: (member: Scope) => void,
  ): void;
  resources<A extends string, const O extends ResourceOptions>(
    path: string,
    controller: ActionTarget<A> & MissingActions<RoutedActions<O>, A>,
    options: O,
    nested?: (member: Scope) => void,
  ): void;
  resources(
    path: string,
    controller: ActionTarget,
    optionsOrNested?: ResourceOptions | ((member: Scope) => void),
    nestedAfterOptions?: (member: Scope) => void,
  ): void {
    const options = typeof optionsOrNested === "object" ? optionsOrNested : {};
    const nested = typeof optionsOrNested === "function" ? optionsOrNested : nestedAfterOptions;
    const site = callSite(this.resources as (...args: never[]) => unknown);
    const resource = expandResources(path, controller, options);
    const { as, ...routeOptions } = options;
    const inner = childScope(this.#table, this.#state, routeOptions, "", site);
    for (const route of resource.routes) {
      addRoute(this.#table, inner, {
        verb: route.verb,
        path: route.path,
        target: controller,
        action: route.action,
        // As in Phoenix, PUT is a second way to the same action and has no helper of its own.
        options: { as: route.verb === "PUT" ? null : (as ?? resource.as) },
        site,
      });
    }
    if (nested !== undefined) {
      const memberOptions: ScopeOptions = { ...routeOptions, as: resource.as };
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
   * @param options `{ pipeThrough, as, host, log, private, assigns }`; those of scopes around are inherited
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

  #add(verb: Verb, args: RouteArguments, method: unknown): void {
    const site = callSite(method as (...args: never[]) => unknown);
    const [path, target, actionOrOptions, options] = args;
    const action = typeof actionOrOptions === "string" ? actionOrOptions : undefined;
    addRoute(this.#table, this.#state, {
      verb,
      path,
      target,
      action,
      options: (typeof actionOrOptions === "object" ? actionOrOptions : options) ?? {},
      site,
    });
  }
}

type PlugFunction = (conn: Conn) => Conn | Promise<Conn>;
type RouteArguments = [
  path: string,
  target: ActionTarget | Plug,
  actionOrOptions?: string | RouteOptions,
  options?: RouteOptions,
];
