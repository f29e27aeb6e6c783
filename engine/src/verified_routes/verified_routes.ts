import type { Conn } from "../conn/conn.ts";
import { encodeQuery, type QueryMap, type QueryValue } from "../conn/query.ts";
import { type ParamInput, toParam } from "../param/index.ts";
import { type UrlSource, urlSource } from "./url_source.ts";

/** What may stand in a path: text, numbers, and objects with an `id` or a way of their own. */
export type Param = ParamInput;

/** A route's path without parameters, in the generated declaration. */
export type NoParams = Record<never, never>;

/** What a generated declaration looks like: path as in the router → its parameters. */
export type RouteDeclarations = { [path: string]: Readonly<Record<string, Param | readonly Param[]>> };

/** What a query may hold; objects with an `id` stand for it. */
export type Query = { readonly [key: string]: QueryValue | { readonly id: unknown } };

/** What follows the path: its parameters, where it has any, then the query. */
export type PathArguments<Params> = [keyof Params] extends [never]
  ? [query?: Query]
  : [params: Params, query?: Query];

/** Options of `verifiedRoutes`. */
export interface VerifiedRoutesOptions {
  /** Name of the application: `"hello"`. Its started endpoint says where it is. */
  otpApp: string;
}

/** Makes paths and URLs of routes that exist. Made by `verifiedRoutes`. */
export interface VerifiedRoutes<Routes> {
  /**
   * A path of the application.
   *
   * @param route path as in the router: `"/users/:user_id/posts/:id"`
   * @param params a value for each parameter; `{ id: post }` takes the post's id
   * @param query put behind the path; the second argument where the path has no parameters
   * @throws TypeError for a parameter that is missing or null
   * @example path("/users/:user_id/posts/:id", { user_id: user, id: post }, { page: 2 }) // "/users/1/posts/3?page=2"
   * @see Phoenix.VerifiedRoutes.sigil_p/2
   */
  path<Route extends keyof Routes & string>(route: Route, ...rest: PathArguments<Routes[Route]>): string;
  /**
   * The same as an absolute URL.
   *
   * @example
   * url("/products/:id", { id: 7 }) // "http://example.com/products/7"
   * @see Phoenix.VerifiedRoutes.url/1
   */
  url<Route extends keyof Routes & string>(route: Route, ...rest: PathArguments<Routes[Route]>): string;
  /**
   * Path of a static file, of its digested version where there is one.
   *
   * @example
   * staticPath("/favicon.ico") // "/favicon.ico"
   * @see Phoenix.VerifiedRoutes.static_path/2
   */
  staticPath(file: string): string;
  /**
   * URL of a static file.
   *
   * @example
   * staticUrl("/favicon.ico") // "http://example.com/favicon.ico"
   * @see Phoenix.VerifiedRoutes.static_url/2
   */
  staticUrl(file: string): string;
  /**
   * The same functions with the URLs that a request has put by `putRouterUrl` and `putStaticUrl`.
   *
   * @example
   * conn.putRouterUrl("https://shop.example.com");
   * routesFor(conn).url("/products"); // "https://shop.example.com/products"
   * @see Phoenix.VerifiedRoutes.url/2
   */
  routesFor(conn: Conn): VerifiedRoutes<Routes>;
}

/**
 * Makes the functions that an application writes its links with. `Routes` is the declaration that `fledge` writes from the router:
 * a path that is not there, or a parameter that is missing, is a type error.
 *
 * @example
 * export const { path, url, staticPath } = verifiedRoutes<Routes>({ otpApp: "hello" });
 * @see Phoenix.VerifiedRoutes
 */
export function verifiedRoutes<Routes = RouteDeclarations>(
  options: VerifiedRoutesOptions,
): VerifiedRoutes<Routes> {
  return make<Routes>(() => urlSource(options.otpApp), undefined);
}

function make<Routes>(endpoint: () => UrlSource, conn: Conn | undefined): VerifiedRoutes<Routes> {
  const base = (key: "routerUrl" | "staticUrl", fallback: () => string): string => {
    const override = conn?.private[key];
    return typeof override === "string" ? override : fallback();
  };
  return {
    path: (route, ...rest) => endpoint().path(fillRest(route, rest)),
    url: (route, ...rest) => {
      const path = fillRest(route, rest);
      // An override brings its own root path, if any.
      const override = conn?.private.routerUrl;
      return typeof override === "string" ? override + path : endpoint().url() + endpoint().path(path);
    },
    staticPath: (file) => endpoint().staticPath(file),
    staticUrl: (file) => base("staticUrl", () => endpoint().staticUrl()) + endpoint().staticPath(file),
    routesFor: (other) => make<Routes>(endpoint, other),
  };
}

function fillRest(route: string, rest: readonly unknown[]): string {
  const [first, second] = rest as [Readonly<Record<string, unknown>>?, Query?];
  return hasParams(route)
    ? fillPath(route, first ?? {}, second)
    : fillPath(route, {}, first as Query | undefined);
}

function hasParams(route: string): boolean {
  return route.includes(":") || route.includes("*");
}

/**
 * Puts parameters into a route's path and a query behind it. Each is percent-encoded.
 *
 * @throws TypeError for a parameter that is missing, null, or not one
 */
export function fillPath(route: string, params: Readonly<Record<string, unknown>>, query?: Query): string {
  let filled = route;
  if (hasParams(route)) {
    filled = route.replace(/([:*])([A-Za-z_]\w*)/g, (_, sigil: string, name: string) => {
      if (!Object.hasOwn(params, name) || params[name] === undefined || params[name] === null) {
        throw new TypeError(`path("${route}", …) needs the parameter ${name}, got ${String(params[name])}`);
      }
      return sigil === "*" ? globPath(params[name], route, name) : encodeSegment(toParam(params[name]));
    });
    if (filled.length > 1 && filled.endsWith("/")) filled = filled.slice(0, -1);
  }
  const text = query === undefined ? "" : encodeQuery(query as QueryMap, leafToText);
  return text === "" ? filled : `${filled}?${text}`;
}

function globPath(value: unknown, route: string, name: string): string {
  if (!Array.isArray(value))
    throw new TypeError(`path("${route}", …) needs a list for *${name}, got ${typeof value}`);
  return value.map((part) => encodeSegment(toParam(part))).join("/");
}

function leafToText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : toParam(value);
}

/** Encodes everything but letters, digits and `-._~`. A lone surrogate has no UTF-8 and becomes U+FFFD. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
