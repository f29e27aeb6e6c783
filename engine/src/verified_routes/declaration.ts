import type { Segment } from "../router/path_pattern.ts";
import type { Router } from "../router/router.ts";

/**
 * The text of the declaration that `path()` and `url()` are checked against: each path of the router once, with its parameters.
 *
 * @returns TypeScript, for `lib/<app>_web/routes.d.ts`
 * @example
 * fs.write("/hello/lib/hello_web/routes.d.ts", routesDeclaration(router));
 */
export function routesDeclaration(router: Router): string {
  const paths = new Map<string, string>();
  for (const route of router.routes) {
    if (!paths.has(route.path)) paths.set(route.path, paramsType(route.segments));
    if (route.kind !== "forward") continue;
    const below = `${route.path === "/" ? "" : route.path}/*path`;
    if (!paths.has(below)) paths.set(below, "{ path: readonly Param[] }");
  }
  const types = new Set([...paths.values()].flatMap((type) => type.match(/\b(?:NoParams|Param)\b/g) ?? []));
  const lines = [...paths].map(([path, type]) => `  ${JSON.stringify(path)}: ${type};`);
  return [
    "// Written by fledge from the router. Changes are overwritten.",
    ...(types.size === 0
      ? []
      : [`import type { ${[...types].sort().join(", ")} } from "fledge/verified_routes";`]),
    "",
    `export interface Routes {${lines.length === 0 ? "}" : `\n${lines.join("\n")}\n}`}`,
    "",
  ].join("\n");
}

function paramsType(segments: readonly Segment[]): string {
  const params = segments.flatMap((segment) => {
    if (segment.kind === "static") return [];
    return [`${segment.name}: ${segment.kind === "glob" ? "readonly Param[]" : "Param"}`];
  });
  return params.length === 0 ? "NoParams" : `{ ${params.join("; ")} }`;
}
