import type { Route } from "./route.ts";
import type { Router } from "./router.ts";

/**
 * The routes of a router as a table: helper, verb, path, and what handles it.
 *
 * @returns one line a route, each ended by a line break
 * @example
 * console.log(formatRoutes(router)); // prints page_path  GET  /  HelloWeb.PageController :home
 * @see mix phx.routes
 */
export function formatRoutes(router: Router): string {
  const rows = router.routes.map((route) => ({
    helper: router.helpers && route.helper !== null ? `${route.helper}_path` : "",
    verb: route.verb,
    path: route.path,
    target: target(route),
  }));
  const width = (column: "helper" | "verb" | "path") => Math.max(0, ...rows.map((row) => row[column].length));
  const [helper, verb, path] = [width("helper"), width("verb"), width("path")];
  return rows
    .map(
      (row) =>
        `${row.helper.padStart(helper)}  ${row.verb.padEnd(verb)}  ${row.path.padEnd(path)}  ${row.target}\n`,
    )
    .join("");
}

function target(route: Route): string {
  if (route.controller !== undefined) return `${route.plugName} :${String(route.plugOptions)}`;
  return `${route.plugName || "plug"} ${route.plugOptions === undefined ? "[]" : JSON.stringify(route.plugOptions)}`;
}
