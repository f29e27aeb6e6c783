import { camelize } from "../naming/index.ts";
import { paramNames } from "../router/path_pattern.ts";
import type { Route, RoutedPlug } from "../router/route.ts";
import { appendQuery, fillPath, type Query } from "./verified_routes.ts";

/** A route as its helper is called: by action, with the parameters in order. */
export interface HelperCall {
  /** Undefined for a plug, which has no action. */
  action: string | undefined;
  params: readonly string[];
  route: Route;
}

/**
 * The routes of a router that have helpers, by the names of these: `userPost`. Of several with one action and the same number of
 * parameters the first counts; those with fewer come first.
 */
export function helperCalls(router: RoutedPlug): Map<string, HelperCall[]> {
  const helpers = new Map<string, HelperCall[]>();
  if (!router.helpers) return helpers;
  for (const route of router.routes) {
    if (route.helper === null) continue;
    const name = camelize(route.helper, "lower");
    const calls = helpers.get(name) ?? [];
    helpers.set(name, calls);
    const action = route.controller === undefined ? undefined : String(route.plugOptions);
    const params = paramNames(route.segments);
    if (calls.some((call) => call.action === action && call.params.length === params.length)) continue;
    calls.push({ action, params, route });
  }
  for (const calls of helpers.values()) calls.sort((a, b) => a.params.length - b.params.length);
  return helpers;
}

/** Finds the route that a call of a helper means, and fills its path. */
export class HelperTable {
  readonly #router: () => RoutedPlug;
  #known: { router: RoutedPlug; routes: number; calls: Map<string, HelperCall[]> } | undefined;

  constructor(router: () => RoutedPlug) {
    this.#router = router;
  }

  /**
   * The path that `helper(on, ...call)` means, without the application's root path.
   *
   * @param helper `userPath` or `userUrl`
   * @throws Error when there is no such helper, action, or number of parameters
   */
  path(helper: string, call: readonly unknown[]): string {
    const router = this.#router();
    const calls = this.#calls(router).get(helper.replace(/(Path|Url)$/, ""));
    if (calls === undefined) throw new Error(this.#unknownHelper(helper, router));
    const withAction = typeof call[0] === "string" && calls.some(({ action }) => action === call[0]);
    const action = withAction ? (call[0] as string) : undefined;
    const values = withAction ? call.slice(1) : call;
    const ofAction = calls.filter((candidate) => candidate.action === action);
    if (ofAction.length === 0)
      throw new Error(`no action ${JSON.stringify(call[0])} for ${helper}.${supported(helper, calls)}`);
    const last = values.at(-1);
    const takes = (count: number) => ofAction.find(({ params }) => params.length === count);
    const found =
      (isQuery(last) ? takes(values.length - 1) : undefined) ??
      takes(values.length) ??
      (last === undefined ? takes(values.length - 1) : undefined);
    if (found === undefined) throw new Error(wrongCall(helper, action, values, ofAction, calls));
    const params = Object.fromEntries(found.params.map((name, i) => [name, values[i]]));
    let path = fillPath(found.route.path, params);
    if (found.route.trailingSlash && !path.endsWith("/")) path += "/";
    return (
      router.prefix + (values.length > found.params.length ? appendQuery(path, without(last, params)) : path)
    );
  }

  #calls(router: RoutedPlug): Map<string, HelperCall[]> {
    if (this.#known?.router !== router || this.#known.routes !== router.routes.length)
      this.#known = { router, routes: router.routes.length, calls: helperCalls(router) };
    return this.#known.calls;
  }

  #unknownHelper(helper: string, router: RoutedPlug): string {
    if (!router.helpers) return `${router.name} has no helpers: it was made with { helpers: false }`;
    const suffix = helper.endsWith("Path") ? "Path" : "Url";
    const names = [...this.#calls(router).keys()].map((name) => name + suffix);
    return `${router.name} has no helper ${helper}. It has: ${names.join(", ")}`;
  }
}

function wrongCall(
  helper: string,
  action: string | undefined,
  values: readonly unknown[],
  ofAction: readonly HelperCall[],
  calls: readonly HelperCall[],
): string {
  const what = action === undefined ? helper : `${helper} with the action "${action}"`;
  if (ofAction.some(({ params }) => params.length === values.length - 1))
    return `${what} got ${JSON.stringify(values.at(-1))} for a query: give an object behind the parameters of the path, such as { page: 2 }.${supported(helper, calls)}`;
  const counts = [...new Set(ofAction.map(({ params }) => params.length))].join(" or ");
  return `${what} takes ${counts} parameters, got ${values.length}.${supported(helper, calls)}`;
}

function supported(helper: string, calls: readonly HelperCall[]): string {
  const lines = calls.map(({ action, params }) =>
    ["on", ...(action === undefined ? [] : [JSON.stringify(action)]), ...params, "query?"].join(", "),
  );
  return ` These calls are there:\n${lines
    .sort()
    .map((line) => `\n    ${helper}(${line})`)
    .join("")}\n`;
}

function isQuery(value: unknown): value is Query {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A query without the keys that the path has already. */
function without(query: unknown, params: Readonly<Record<string, unknown>>): Query | undefined {
  if (query === undefined) return undefined;
  return Object.fromEntries(Object.entries(query as Query).filter(([key]) => !Object.hasOwn(params, key)));
}
