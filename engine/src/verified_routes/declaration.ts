import type { Segment } from "../router/path_pattern.ts";
import type { Route } from "../router/route.ts";
import type { Router } from "../router/router.ts";
import { type HelperCall, helperCalls } from "./helper_table.ts";

/**
 * The text of the declaration that `path()` and `url()` are checked against: each path of the router once, with its parameters. A
 * router that is forwarded to has its paths among them; below another plug every path goes. Routes with `warnOnVerify` are left out.
 * For a router with `helpers: true` the types of its helpers follow.
 *
 * @returns TypeScript, for `lib/<app>_web/routes.d.ts`
 * @example
 * fs.write("/hello/lib/hello_web/routes.d.ts", routesDeclaration(router));
 */
export function routesDeclaration(router: Router): string {
  const paths = new Map<string, string>();
  addPaths(paths, router.routes, "", []);
  const helpers = new Map<string, string>();
  if (router.typedHelpers)
    for (const [name, calls] of helperCalls(router)) helpers.set(name, callsType(calls));
  const types = new Set(
    [...paths.values(), ...helpers.values()].flatMap((type) => type.match(/\b(?:NoParams|Param)\b/g) ?? []),
  );
  return [
    "// Written by fledge from the router. Changes are overwritten.",
    ...(types.size === 0
      ? []
      : [`import type { ${[...types].sort().join(", ")} } from "fledge/verified_routes";`]),
    "",
    interfaceText("Routes", paths),
    ...(router.typedHelpers
      ? ["/** For routeHelpers<Helpers>(…): the calls of each helper. */", interfaceText("Helpers", helpers)]
      : []),
  ].join("\n");
}

function interfaceText(name: string, members: ReadonlyMap<string, string>): string {
  const lines = [...members].map(([key, type]) => `\n  ${JSON.stringify(key)}: ${type};`);
  return `export interface ${name} {${lines.join("")}${lines.length === 0 ? "" : "\n"}}\n`;
}

/** Adds the paths of routes below a prefix, `around` being the routers that are being looked at. */
function addPaths(
  paths: Map<string, string>,
  routes: readonly Route[],
  prefix: string,
  around: readonly unknown[],
): void {
  for (const { kind, path, segments, warnOnVerify, forwardsTo } of routes) {
    const below = prefix === "" ? path : `${prefix}${path === "/" ? "" : path}`;
    if (forwardsTo !== undefined) {
      if (around.includes(forwardsTo)) continue;
      addPaths(paths, forwardsTo.routes, below === "/" ? "" : below, [...around, forwardsTo]);
      continue;
    }
    if (!warnOnVerify && !paths.has(below)) paths.set(below, paramsType(segments));
    if (kind !== "forward") continue;
    const rest = `${below === "/" ? "" : below}/*path`;
    if (!paths.has(rest)) paths.set(rest, "{ path: readonly Param[] }");
  }
}

function paramsType(segments: readonly Segment[]): string {
  const params = paramTypes(segments);
  return params.length === 0 ? "NoParams" : `{ ${params.join("; ")} }`;
}

function paramTypes(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === "static") return [];
    return [`${segment.name}: ${segment.kind === "glob" ? "readonly Param[]" : "Param"}`];
  });
}

/** Calls with the same parameters stand together: `[action: "edit" | "show", id: Param]`. */
function callsType(calls: readonly HelperCall[]): string {
  const actions = new Map<string, string[]>();
  for (const { action, route } of calls) {
    const params = paramTypes(route.segments).join(", ");
    const same = actions.get(params) ?? [];
    actions.set(params, same);
    if (action !== undefined) same.push(JSON.stringify(action));
  }
  return [...actions]
    .map(([params, names]) => {
      const action = names.length === 0 ? [] : [`action: ${names.join(" | ")}`];
      return `[${[...action, ...(params === "" ? [] : [params])].join(", ")}]`;
    })
    .join(" | ");
}
