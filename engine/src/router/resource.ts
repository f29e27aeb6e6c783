import { resourceName } from "../naming/index.ts";
import type { ActionTarget, Verb } from "./route.ts";
import type { RouteOptions, ScopeOptions } from "./scope.ts";

/** Actions that `resources` routes, in the order of the table. */
export const RESOURCE_ACTIONS = ["index", "edit", "new", "show", "create", "update", "delete"] as const;
export type ResourceAction = (typeof RESOURCE_ACTIONS)[number];

/** Options of `resources`. */
export interface ResourceOptions
  extends Omit<ScopeOptions, "as" | "pipeThrough" | "host">,
    Pick<RouteOptions, "private" | "assigns" | "log"> {
  /** Routes these actions and no others. */
  only?: readonly ResourceAction[];
  /** Routes all actions but these. */
  except?: readonly ResourceAction[];
  /** Name of the parameter that tells one from another. Default `"id"`. */
  param?: string;
  /** What one is called, for nested parameters (`user` → `:user_id`). Default: from the controller's name. */
  name?: string;
  /** Name of the helpers; `null` for none. Default: `name`. */
  as?: string | null;
  /** There is one only: no index, and no id in the paths. */
  singleton?: boolean;
}

/** The actions that given options route. */
export type RoutedActions<O> = O extends { only: readonly (infer A)[] }
  ? A
  : Exclude<
      ResourceAction,
      | (O extends { except: readonly (infer E)[] } ? E : never)
      | (O extends { singleton: true } ? "index" : never)
    >;

/** Says which routed actions the controller `Has` not; nothing when it has them all. */
export type MissingActions<Routed, Has extends string> = [Exclude<Routed, Has>] extends [never]
  ? unknown
  : { "the controller has no action": Exclude<Routed, Has> };

interface ResourceRoute {
  verb: Verb;
  path: string;
  action: ResourceAction;
}

/** The routes of a resource, and the path below which nested ones stand. */
export function expandResources(
  path: string,
  controller: ActionTarget,
  options: ResourceOptions,
): { routes: ResourceRoute[]; memberPath: string; as: string | null } {
  const { param = "id", singleton = false } = options;
  const name = options.name ?? resourceName(controller.name, "Controller");
  const allowed = RESOURCE_ACTIONS.filter((action) => !singleton || action !== "index");
  checkActions(options.only, "only", path, allowed);
  checkActions(options.except, "except", path, allowed);
  if (param === "")
    throw new Error(`param of resources("${path}", …) is empty. Name the parameter, e.g. "id"`);
  const chosen = options.only ?? allowed.filter((action) => !options.except?.includes(action));
  const base = path === "/" ? "" : path;
  const one = singleton ? path : `${base}/:${param}`;
  const all: ResourceRoute[] = [
    { verb: "GET", path, action: "index" },
    { verb: "GET", path: `${singleton ? base : one}/edit`, action: "edit" },
    { verb: "GET", path: `${base}/new`, action: "new" },
    { verb: "GET", path: one, action: "show" },
    { verb: "POST", path, action: "create" },
    { verb: "PATCH", path: one, action: "update" },
    { verb: "PUT", path: one, action: "update" },
    { verb: "DELETE", path: one, action: "delete" },
  ];
  return {
    routes: all.filter((route) => chosen.includes(route.action)),
    memberPath: singleton ? path : `${base}/:${name}_${param}`,
    as: options.as === undefined ? name : options.as,
  };
}

function checkActions(
  given: readonly string[] | undefined,
  option: string,
  path: string,
  allowed: readonly string[],
): void {
  const unknown = given?.filter((action) => !allowed.includes(action)) ?? [];
  if (unknown.length === 0) return;
  throw new Error(
    `${option} of resources("${path}", …) has ${unknown.map((a) => `"${a}"`).join(", ")}. Actions to choose from: ${allowed.join(", ")}`,
  );
}
