import type { Conn } from "../conn/conn.ts";
import { resourceName } from "../naming/index.ts";
import { pipeline } from "../plug/pipeline.ts";
import type { Plug, PlugFunction, PlugModule } from "../plug/plug.ts";
import type { CallSite } from "./call_site.ts";
import { parsePath } from "./path_pattern.ts";
import type { ActionTarget, Route, RoutedPlug, RouteLog, Verb } from "./route.ts";
import type { PipeFunction, RouteOptions, ScopeOptions } from "./scope.ts";

/** What a router gathers while its routes are declared. */
export interface RouteTable {
  readonly routes: Route[];
  readonly pipelines: Map<string, readonly (Plug | string)[]>;
  /** Pipelines that were compiled, so that scopes share them. */
  readonly compiled: Map<string, PlugFunction>;
  /** Path that requests have before those of the routes: that of the forward that leads here. */
  readonly prefix: () => string;
}

/** What the scopes around a route add up to. */
export interface ScopeState {
  readonly path: readonly string[];
  readonly as: readonly string[];
  readonly hosts: readonly string[];
  readonly pipes: readonly (string | PipeFunction)[];
  readonly private: Readonly<Record<string, unknown>> | undefined;
  readonly assigns: Readonly<Record<string, unknown>> | undefined;
  readonly log: RouteLog;
  readonly trailingSlash: boolean;
}

export const ROOT_SCOPE: ScopeState = {
  path: [],
  as: [],
  hosts: [],
  pipes: [],
  private: undefined,
  assigns: undefined,
  log: "debug",
  trailingSlash: false,
};

/** The state inside a scope. */
export function childScope(
  table: RouteTable,
  parent: ScopeState,
  options: ScopeOptions,
  path: string,
  site?: CallSite,
): ScopeState {
  const added = options.pipeThrough === undefined ? [] : [options.pipeThrough].flat();
  const pipes = [...parent.pipes];
  for (const pipe of added) {
    if (pipes.includes(pipe)) {
      throw new Error(
        `duplicate pipeThrough for ${pipeName(pipe)}${at(site)}: the routes go through it already. Name it in one scope only`,
      );
    }
    if (typeof pipe === "string") checkPipeline(table, pipe, site);
    pipes.push(pipe);
  }
  return {
    path: [...parent.path, ...path.split("/").filter((part) => part !== "")],
    as: options.as === false ? [] : options.as === undefined ? parent.as : [...parent.as, options.as],
    hosts: options.host === undefined ? parent.hosts : checkHosts(options.host, site),
    pipes,
    private: options.private === undefined ? parent.private : { ...parent.private, ...options.private },
    assigns: options.assigns === undefined ? parent.assigns : { ...parent.assigns, ...options.assigns },
    log: options.log ?? parent.log,
    trailingSlash: options.trailingSlash ?? parent.trailingSlash,
  };
}

/** @throws TypeError for a path that is no text, which a caller without types may give */
export function checkPath(path: unknown, site: CallSite | undefined): void {
  if (typeof path === "string") return;
  throw new TypeError(`the path of a route${at(site)} is ${JSON.stringify(path)}. Give a string: "/users"`);
}

function checkHosts(given: unknown, site: CallSite | undefined): readonly string[] {
  const hosts = [given].flat();
  for (const host of hosts) {
    if (typeof host === "string" && host !== "") continue;
    throw new TypeError(
      `the host of a scope${at(site)} is ${JSON.stringify(host)}. Give a host, "example.com", the start of one, "api.", or a list`,
    );
  }
  return hosts as string[];
}

function checkPipeline(table: RouteTable, name: string, site: CallSite | undefined): void {
  if (table.pipelines.has(name)) return;
  const known = [...table.pipelines.keys()].map((other) => `"${other}"`).join(", ");
  throw new Error(
    `unknown pipeline "${name}"${at(site)}. Declare it before with router.pipeline("${name}", […])` +
      (known === "" ? "" : `; the router has ${known}`),
  );
}

interface RouteDeclaration {
  verb: Verb;
  path: string;
  target: ActionTarget | Plug;
  action: string | undefined;
  options: RouteOptions;
  site: CallSite | undefined;
}

/** Adds one route as declared in a scope. */
export function addRoute(table: RouteTable, scope: ScopeState, declaration: RouteDeclaration): void {
  const { verb, target, action, options, site } = declaration;
  if (typeof target !== "function" && (typeof target !== "object" || target === null)) {
    throw new Error(
      `the route ${verb} ${declaration.path}${at(site)} has ${String(target)} for a controller. ` +
        "Is it exported under that name, and do its file and the router's not import each other?",
    );
  }
  if (action === undefined) {
    if (isActionTarget(target)) {
      throw new Error(
        `the route ${verb} ${declaration.path}${at(site)} names no action of ${target.name}. Add it: "${target.actionNames[0] ?? "index"}"`,
      );
    }
    push(table, scope, "match", verb, declaration.path, options, site, {
      plugName: plugName(target),
      plugOptions: undefined,
      controller: undefined,
      forwardsTo: undefined,
      dispatch: pipeline([target]),
    });
    return;
  }
  if (!isActionTarget(target)) {
    throw new Error(
      `the route ${verb} ${declaration.path}${at(site)} gives the action "${action}" to a plug. Leave the action out, or route to a controller`,
    );
  }
  if (!target.actionNames.includes(action)) {
    throw new Error(
      `${target.name} has no action "${action}" for the route ${verb} ${declaration.path}${at(site)}. Add ${action}(conn, params) to it, or use one of: ${target.actionNames.join(", ")}`,
    );
  }
  push(table, scope, "match", verb, declaration.path, options, site, {
    plugName: target.name,
    plugOptions: action,
    controller: target,
    forwardsTo: undefined,
    dispatch: (conn) => target.call(conn, action),
  });
}

interface ForwardDeclaration {
  path: string;
  plug: PlugFunction | PlugModule<unknown>;
  options: unknown;
  site: CallSite | undefined;
}

/** Adds a forward as declared in a scope. */
export function addForward(table: RouteTable, scope: ScopeState, declaration: ForwardDeclaration): void {
  const { plug, options, site } = declaration;
  if (/[:*]/.test(`/${scope.path.join("/")}${declaration.path}`)) {
    throw new Error(
      `forward("${declaration.path}", …)${at(site)} has a parameter in its path. Forward from a path without parameters`,
    );
  }
  const run = pluggable(plug, options);
  const parts = [...scope.path, ...declaration.path.split("/").filter((part) => part !== "")];
  const prefix = parts.length;
  const router = isRouter(plug) ? plug : undefined;
  router?.forwardedFrom(() => table.prefix() + parts.map((part) => `/${part}`).join(""));
  // It has no helper: what it leads to has paths of its own.
  push(table, scope, "forward", "*", declaration.path, { as: null }, site, {
    plugName: plugName(plug),
    plugOptions: options,
    controller: undefined,
    forwardsTo: router,
    dispatch: (conn) => {
      const { pathInfo, scriptName } = conn;
      conn.scriptName = [...scriptName, ...pathInfo.slice(0, prefix)];
      conn.pathInfo = pathInfo.slice(prefix);
      const restore = (): void => {
        conn.pathInfo = pathInfo;
        conn.scriptName = scriptName;
      };
      let result: Conn | Promise<Conn>;
      try {
        result = run(conn);
      } catch (error) {
        restore();
        throw error;
      }
      if (result instanceof Promise) return result.finally(restore);
      restore();
      return result;
    },
  });
}

function pluggable(plug: PlugFunction | PlugModule<unknown>, options: unknown): PlugFunction {
  if (typeof plug === "function") return plug;
  const initialised = plug.init(options);
  return (conn) => plug.call(conn, initialised);
}

function push(
  table: RouteTable,
  scope: ScopeState,
  kind: Route["kind"],
  verb: Verb,
  path: string,
  options: RouteOptions,
  site: CallSite | undefined,
  target: Pick<Route, "plugName" | "plugOptions" | "controller" | "forwardsTo" | "dispatch">,
): void {
  checkPath(path, site);
  if (!path.startsWith("/")) {
    throw new Error(
      `the route path ${JSON.stringify(path)}${at(site)} does not begin with a slash. Write "/${path}"`,
    );
  }
  const fullPath = `/${[...scope.path, ...path.split("/").filter((part) => part !== "")].join("/")}`;
  const as = options.as === undefined ? resourceName(target.plugName, "Controller") : options.as;
  if (as === "static") {
    throw new Error(
      `the helper of the route ${verb} ${fullPath}${at(site)} would be named "static", as that of static files is. Choose another name with { as: "…" }`,
    );
  }
  table.routes.push({
    ...target,
    kind,
    verb,
    index: table.routes.length,
    path: fullPath,
    segments: parsePath(fullPath),
    hosts: scope.hosts,
    trailingSlash: options.trailingSlash ?? scope.trailingSlash,
    warnOnVerify: options.warnOnVerify ?? false,
    helper: as === null || as === "" ? null : [...scope.as, as].join("_"),
    pipeThrough: scope.pipes.map(pipeName),
    private: options.private === undefined ? scope.private : { ...scope.private, ...options.private },
    assigns: options.assigns === undefined ? scope.assigns : { ...scope.assigns, ...options.assigns },
    metadata: options.metadata ?? {},
    log: options.log ?? scope.log,
    site,
    pipeline: scope.pipes.length === 0 ? undefined : compilePipes(table, scope.pipes),
  });
}

function resolvePipe(table: RouteTable, pipe: string | PipeFunction): PlugFunction {
  if (typeof pipe === "function") return pipe;
  let compiled = table.compiled.get(pipe);
  if (compiled === undefined) {
    compiled = compilePipeline(table, pipe);
    table.compiled.set(pipe, compiled);
  }
  return compiled;
}

/** One plug of several pipelines. @throws Error for a name that is not known */
export function compilePipes(table: RouteTable, pipes: readonly (string | PipeFunction)[]): PlugFunction {
  for (const pipe of pipes) if (typeof pipe === "string") checkPipeline(table, pipe, undefined);
  return pipeline(pipes.map((pipe) => resolvePipe(table, pipe)));
}

function compilePipeline(table: RouteTable, name: string): PlugFunction {
  return pipeline(
    table.pipelines.get(name)!.map((plug) => (typeof plug === "string" ? resolvePipe(table, plug) : plug)),
  );
}

/** Whether a plug is a router. */
export function isRouter(plug: object): plug is RoutedPlug {
  return "forwardedFrom" in plug && "routes" in plug;
}

function isActionTarget(target: ActionTarget | Plug): target is ActionTarget {
  return "actionNames" in target;
}

function pipeName(pipe: string | PipeFunction): string {
  return typeof pipe === "string" ? pipe : pipe.name || "function";
}

function plugName(plug: PlugFunction | PlugModule<never>): string {
  if ("name" in plug && typeof plug.name === "string") return plug.name;
  return plug.constructor.name === "Object" ? "" : plug.constructor.name;
}

/** ` (at FILE:LINE)`, as error messages give it. */
export function at(site: CallSite | undefined): string {
  return site === undefined ? "" : ` (${site.file}:${site.line})`;
}
