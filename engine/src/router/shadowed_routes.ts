import type { CallSite } from "./call_site.ts";
import { covers } from "./path_pattern.ts";
import type { Route } from "./route.ts";
import type { Router } from "./router.ts";

/** A route that is never reached. */
export interface RouteWarning {
  route: Route;
  /** The earlier route that takes all of its requests. */
  by: Route;
  site: CallSite | undefined;
  message: string;
}

/**
 * Finds the routes that no request reaches, because an earlier one fits wherever they do.
 *
 * @returns one warning a route, with the file and line of both
 * @example
 * router.get("/*anything", PageController, "home");
 * router.get("/late", PageController, "home");
 * shadowedRoutes(router).length; // 1
 * @see the compiler's "this clause cannot match because a previous clause always matches"
 */
export function shadowedRoutes(router: Router): RouteWarning[] {
  const { routes } = router;
  const warnings: RouteWarning[] = [];
  for (let i = 1; i < routes.length; i++) {
    const route = routes[i]!;
    for (let j = 0; j < i; j++) {
      const by = routes[j]!;
      if (!shadows(by, route)) continue;
      warnings.push({ route, by, site: route.site, message: describe(route, by) });
      break;
    }
  }
  return warnings;
}

function shadows(earlier: Route, later: Route): boolean {
  if (earlier.verb !== "*" && earlier.verb !== later.verb) return false;
  if (
    earlier.hosts.length > 0 &&
    !later.hosts.every((host) => later.hosts.length > 0 && earlier.hosts.includes(host))
  )
    return false;
  if (earlier.hosts.length > 0 && later.hosts.length === 0) return false;
  if (earlier.kind === "forward") {
    return covers([...earlier.segments, { kind: "glob", name: "rest" }], later.segments);
  }
  if (later.kind === "forward")
    return covers(earlier.segments, [...later.segments, { kind: "glob", name: "rest" }]);
  return covers(earlier.segments, later.segments);
}

function describe(route: Route, by: Route): string {
  const verb = (of: Route) => (of.verb === "*" ? "any verb" : of.verb);
  const where = by.site === undefined ? "" : ` at ${by.site.file}:${by.site.line}`;
  return (
    `this route cannot match because a previous route${where} always matches: ${verb(route)} ${route.path} comes after ` +
    `${verb(by)} ${by.path}. Move it before that one, or remove it`
  );
}
