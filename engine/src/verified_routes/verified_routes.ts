import type { Conn } from "../conn/conn.ts";
import { encodeQuery, type QueryMap, type QueryValue } from "../conn/query.ts";
import { type ParamInput, toParam } from "../param/index.ts";
import { urlBase } from "./url_base.ts";
import { type UrlSource, urlSource } from "./url_source.ts";

/** What no address holds as it is. */
const UNSAFE = /[^!#-;=?-[\]_a-z~]/;
const ALL_UNSAFE = /[^!#-;=?-[\]_a-z~]+/g;

/** What may stand in a path: text, numbers, and objects with an `id` or a way of their own. */
export type Param = ParamInput;

/** A route's path without parameters, in the generated declaration. */
export type NoParams = Record<never, never>;

/** What a generated declaration looks like: path as in the router → its parameters. */
export type RouteDeclarations = { [path: string]: Readonly<Record<string, Param | readonly Param[]>> };

/** What a query may hold; objects with an `id` stand for it. */
export type Query = { readonly [key: string]: QueryValue | { readonly id: unknown } };

/** A path that the router has, with or without a fragment; else those that there are, so that the compiler names them. */
export type CheckedPath<Routes, Text extends string> = Text extends keyof Routes
  ? Text
  : Text extends `${infer Route}#${string}`
    ? Route extends keyof Routes
      ? Text
      : keyof Routes & string
    : keyof Routes & string;

/** What follows the path: the parameters of route and fragment, where there are any, then the query. */
export type PathArguments<Routes, Text extends string> = Text extends keyof Routes
  ? RouteArguments<Routes[Text]>
  : Text extends `${infer Route}#${infer Fragment}`
    ? Route extends keyof Routes
      ? Fragment extends `${string}:${infer Name}`
        ? [params: Routes[Route] & { readonly [Key in Name]: Param }, query?: Query]
        : RouteArguments<Routes[Route]>
      : readonly unknown[]
    : readonly unknown[];

type RouteArguments<Params> = [keyof Params] extends [never]
  ? [query?: Query]
  : string extends keyof Params
    ? // There is no declaration to check against.
      [paramsOrQuery?: Params | Query, query?: Query]
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
   * @param route path as in the router, `"/users/:user_id/posts/:id"`; behind it may stand a fragment, `"/posts/:id#comments"`, which
   *   may end in a parameter of its own, `"/posts/:id#comment-:comment_id"` (a colon that begins none is written `%3A`)
   * @param params a value for each parameter; `{ id: post }` takes the post's id
   * @param query put behind the path; the second argument where there are no parameters
   * @throws TypeError for a parameter that is missing or null
   * @example path("/users/:user_id/posts/:id", { user_id: user, id: post }, { page: 2 }) // "/users/1/posts/3?page=2"
   * @example path("/users/:user_id/posts/:id#comments", { user_id: 1, id: 3 }) // "/users/1/posts/3#comments"
   * @see Phoenix.VerifiedRoutes.sigil_p/2
   */
  path<const Text extends string>(
    route: CheckedPath<Routes, Text>,
    ...rest: PathArguments<Routes, Text>
  ): string;
  /**
   * The same as an absolute URL.
   *
   * @example
   * url("/products/:id", { id: 7 }) // "http://example.com/products/7"
   * @see Phoenix.VerifiedRoutes.url/1
   */
  url<const Text extends string>(
    route: CheckedPath<Routes, Text>,
    ...rest: PathArguments<Routes, Text>
  ): string;
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
   * What `integrity` should say for a static file; undefined without a digest.
   *
   * @example
   * staticIntegrity("/favicon.ico") // undefined
   * @see Phoenix.VerifiedRoutes.static_integrity/2
   */
  staticIntegrity(file: string): string | undefined;
  /**
   * A path that is known only when the application runs, or that belongs to no route. Nothing in it is checked or encoded.
   *
   * @param text begins with a slash
   * @param query put behind the path, before a fragment
   * @example
   * unverifiedPath("/jobs/metrics", { days: 7 }) // "/jobs/metrics?days=7"
   * @see Phoenix.VerifiedRoutes.unverified_path/4
   */
  unverifiedPath(text: string, query?: Query): string;
  /**
   * The same as an absolute URL.
   *
   * @example
   * unverifiedUrl("/jobs") // "http://example.com/jobs"
   * @see Phoenix.VerifiedRoutes.unverified_url/3
   */
  unverifiedUrl(text: string, query?: Query): string;
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
  const { path, url, staticPath, staticUrl, staticIntegrity } = urlBase(endpoint, conn);
  return {
    path: (route, ...rest) => path(fillRest(route, rest)),
    url: (route, ...rest) => url(fillRest(route, rest)),
    staticPath,
    staticUrl,
    staticIntegrity,
    unverifiedPath: (text, query) => path(appendQuery(text, query)),
    unverifiedUrl: (text, query) => url(appendQuery(text, query)),
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
  if (route.includes(":")) return true;
  const star = route.indexOf("*");
  const hash = route.indexOf("#");
  return star >= 0 && (hash < 0 || star < hash);
}

/**
 * Puts parameters into a route's path and its fragment, and a query between them. Each is percent-encoded.
 *
 * @throws TypeError for a parameter that is missing, null, or not one
 */
export function fillPath(route: string, params: Readonly<Record<string, unknown>>, query?: Query): string {
  const text = UNSAFE.test(route) ? route.replace(ALL_UNSAFE, encodeSegment) : route;
  if (!hasParams(route)) return appendQuery(text, query);
  const hash = text.indexOf("#");
  let filled = (hash < 0 ? text : text.slice(0, hash)).replace(
    /([:*])([A-Za-z_]\w*)/g,
    (_, sigil: string, name: string) => {
      const value = paramOf(params, name, route);
      return sigil === "*" ? globPath(value, route, name) : encodeSegment(toParam(value));
    },
  );
  if (filled.length > 1 && filled.endsWith("/")) filled = filled.slice(0, -1);
  if (hash < 0) return appendQuery(filled, query);
  const fragment = text
    .slice(hash)
    .replace(/:([A-Za-z_]\w*)$/, (_, name: string) => encodeSegment(toParam(paramOf(params, name, route))));
  return appendQuery(filled, query) + fragment;
}

function paramOf(params: Readonly<Record<string, unknown>>, name: string, route: string): unknown {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  if (value === undefined || value === null)
    throw new TypeError(`path("${route}", …) needs the parameter ${name}, got ${String(value)}`);
  return value;
}

/** Puts a query behind a path, before its fragment. */
export function appendQuery(path: string, query: Query | undefined): string {
  const text = query === undefined ? "" : encodeQuery(query as QueryMap, leafToText);
  if (text === "") return path;
  const hash = path.indexOf("#");
  return hash < 0 ? `${path}?${text}` : `${path.slice(0, hash)}?${text}${path.slice(hash)}`;
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
