import type { Conn } from "../conn/conn.ts";
import type { RoutedPlug } from "../router/route.ts";
import { HelperTable } from "./helper_table.ts";
import { type UrlBase, urlBase } from "./url_base.ts";
import { type UrlSource, urlSource } from "./url_source.ts";
import type { Param, Query } from "./verified_routes.ts";

/** What a helper takes host and root path from: the request's conn, an endpoint, or a URL. */
export type HelperContext = Conn | UrlSource | URL;

/** What a generated declaration looks like: helper → the calls that it takes, each an action with its parameters. */
export type HelperDeclarations = {
  [helper: string]: readonly (Param | readonly Param[] | Query | undefined)[];
};

/** A helper: takes the action, the parameters of its path in order, and a query. */
export type RouteHelper<Calls extends readonly unknown[]> = (
  on: HelperContext,
  ...call: Calls extends unknown ? [...Calls, query?: Query] : never
) => string;

/** Helpers that do not depend on routes. */
export interface BaseHelpers {
  /** Address of the application. */
  url(on: HelperContext): string;
  /** A path with the application's root path before it. */
  path(on: HelperContext, path: string): string;
  /** Path of a static file, of its digested version where there is one. */
  staticPath(on: HelperContext, file: string): string;
  /** URL of a static file. */
  staticUrl(on: HelperContext, file: string): string;
  /** What `integrity` should say for a static file. */
  staticIntegrity(on: HelperContext, file: string): string | undefined;
}

/** The helpers of a router: `userPath` and `userUrl` for each name in its table of routes. */
export type RouteHelpers<Declared> = BaseHelpers & {
  readonly [Name in keyof Declared & string as `${Name}Path` | `${Name}Url`]: RouteHelper<
    Extract<Declared[Name], readonly unknown[]>
  >;
};

/**
 * Functions that make paths and URLs by controller and action, as applications had them before verified routes:
 * `userPath(conn, "show", 7)`. They exist for code that moves over from older applications; in new code write
 * `path("/users/:id", { id: 7 })`, which needs no names, says the path where it is used, and is checked without further ado.
 *
 * Each name in the table of `fledge routes` has two functions, `user_post_path` is `userPostPath` and `userPostUrl`. They take a conn,
 * an endpoint or a URL; the action; the parameters of the path in its order, lists for globs; and a query, from which keys that are
 * parameters of the path are left out. With `new Router({ helpers: true })` their types stand in `routes.d.ts` as `Helpers`; with
 * `helpers: false` there are none.
 *
 * @param of `{ otpApp: "hello" }` for the router of the application's endpoint, once that is started: so controllers need not import
 *   the router, which imports them; or a router
 * @throws Error, when a helper is called: for a name, an action or a number of parameters that the router does not have
 * @example
 * const Routes = routeHelpers<{ user: [action: "index"] | [action: "show", id: Param] }>(router);
 * router.resources("/users", UserController, { as: "user", only: ["index", "show"] });
 * Routes.userPath(conn, "show", 7, { page: 2 }); // "/users/7?page=2"
 * Routes.userUrl(new URL("https://example.com"), "index"); // "https://example.com/users"
 * @see Phoenix.Router "Helpers"
 */
export function routeHelpers<Declared = HelperDeclarations>(
  of: RoutedPlug | { readonly otpApp: string },
): RouteHelpers<Declared> {
  const source = "otpApp" in of ? () => urlSource(of.otpApp) : undefined;
  const table = new HelperTable(source === undefined ? () => of as RoutedPlug : () => routerOf(source()));
  const base: BaseHelpers = {
    url: (on) => baseOf(on, source, "url").address(),
    path: (on, path) => baseOf(on, source, "path").path(path),
    staticPath: (on, file) => baseOf(on, source, "staticPath").staticPath(file),
    staticUrl: (on, file) => baseOf(on, source, "staticUrl").staticUrl(file),
    staticIntegrity: (on, file) => baseOf(on, source, "staticIntegrity").staticIntegrity(file),
  };
  const functions = new Map<string, unknown>(Object.entries(base));
  // The routes are read when a helper is called: its name may be taken before the router is declared, or known at all.
  return new Proxy(base, {
    get(_, key) {
      if (typeof key !== "string" || !/(Path|Url)$/.test(key)) return functions.get(key as string);
      let helper = functions.get(key);
      if (helper === undefined) {
        const kind = key.endsWith("Path") ? "path" : "url";
        helper = (on: HelperContext, ...call: unknown[]) => {
          const path = table.path(key, call);
          return baseOf(on, source, key)[kind](path);
        };
        functions.set(key, helper);
      }
      return helper;
    },
  }) as RouteHelpers<Declared>;
}

function routerOf(source: UrlSource): RoutedPlug {
  if (source.router !== undefined) return source.router;
  throw new Error(
    "helpers of routes need the router, which is known once the endpoint that has it for a plug is started",
  );
}

function baseOf(on: HelperContext, source: (() => UrlSource) | undefined, helper: string): UrlBase {
  if (on instanceof URL) return urlBase(() => urlSourceOf(on), undefined);
  if (typeof on === "object" && on !== null) {
    if ("private" in on) return urlBase(source ?? (() => endpointOf(on)), on);
    if (isUrlSource(on)) return urlBase(() => on, undefined);
  }
  throw new TypeError(
    `${helper} needs a conn, an endpoint or a URL before all else, got ${typeof on === "string" ? JSON.stringify(on) : String(on)}`,
  );
}

/** Of a conn that came through no endpoint only paths are known, unless it has a base by `putRouterUrl`. */
function endpointOf(conn: Conn): UrlSource {
  if (isUrlSource(conn.endpoint)) return conn.endpoint;
  const same = (path: string) => path;
  const none = () => {
    throw new Error(
      "the conn came through no endpoint, so the application's address is not known. Give an endpoint or a URL in its place",
    );
  };
  return { path: same, staticPath: same, url: none, staticUrl: none, staticIntegrity: () => undefined };
}

function urlSourceOf({ origin, pathname }: URL): UrlSource {
  const root = pathname.replace(/\/+$/, "");
  const below = (path: string) => root + path;
  return {
    path: below,
    staticPath: below,
    url: () => origin,
    staticUrl: () => origin,
    staticIntegrity: () => undefined,
  };
}

function isUrlSource(value: object | undefined): value is UrlSource {
  return value !== undefined && "path" in value && typeof value.path === "function" && "staticUrl" in value;
}
