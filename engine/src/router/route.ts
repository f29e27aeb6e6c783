import type { Conn } from "../conn/conn.ts";
import type { PlugFunction } from "../plug/plug.ts";
import type { CallSite } from "./call_site.ts";
import type { Segment } from "./path_pattern.ts";

/** Verbs that a route may answer to, in upper case; `*` is any. Those that HTTP does not name, such as `MOVE`, go as well. */
export type Verb =
  | "GET"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "OPTIONS"
  | "HEAD"
  | "CONNECT"
  | "TRACE"
  | "*"
  | (string & {});

/** Log level of a route's lines: a level, `false` for none, or a function that decides for each request. */
export type RouteLog = LogLevel | false | ((conn: Conn) => LogLevel | false);
export type LogLevel = "debug" | "info" | "notice" | "warning" | "error";

/** What a route dispatches to, when it is a controller. */
export interface ActionTarget<Action extends string = string> {
  /** Module name as Phoenix would print it: `HelloWeb.PageController`. */
  readonly name: string;
  readonly actionNames: readonly Action[];
  call(conn: Conn, action: string): Conn | Promise<Conn>;
}

/** A router, as those know it who must not import it: what forwards to it, and its helpers. */
export interface RoutedPlug {
  readonly name: string;
  readonly routes: readonly Route[];
  /** Whether its routes have helpers. */
  readonly helpers: boolean;
  /** The path that another router forwards to it from; empty when none does. */
  readonly prefix: string;
  forwardedFrom(prefix: () => string): void;
}

/** One compiled route: plain data, and the two functions that run it. */
export interface Route {
  readonly kind: "match" | "forward";
  /** Position in the router; a smaller one wins. */
  readonly index: number;
  readonly verb: Verb;
  /** Path as written, with the scopes' paths before it: `/users/:id`. */
  readonly path: string;
  readonly segments: readonly Segment[];
  /** Hosts that it answers to: exact, or prefixes that end in a dot; empty for any. */
  readonly hosts: readonly string[];
  /** What handles it, as printed: `HelloWeb.PageController`. */
  readonly plugName: string;
  /** The action, or the options of a plug. */
  readonly plugOptions: unknown;
  readonly controller: ActionTarget | undefined;
  /** Name of its helper without `_path`: `page`; null when it has none. */
  readonly helper: string | null;
  /** Whether its helper ends paths in a slash. */
  readonly trailingSlash: boolean;
  /** Whether links to it are to be reported as if it were not there. */
  readonly warnOnVerify: boolean;
  /** The router that it forwards to, if it is one. */
  readonly forwardsTo: RoutedPlug | undefined;
  /** Pipelines as printed. */
  readonly pipeThrough: readonly string[];
  readonly private: Readonly<Record<string, unknown>> | undefined;
  readonly assigns: Readonly<Record<string, unknown>> | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly log: RouteLog;
  readonly site: CallSite | undefined;
  /** Runs the pipelines. */
  readonly pipeline: PlugFunction | undefined;
  /** Runs the controller or plug. */
  readonly dispatch: PlugFunction;
}

/** What `routeInfo` tells of the route that a request would take. */
export interface RouteInfo {
  route: string;
  plug: string;
  plugOptions: unknown;
  pathParams: Record<string, string | string[]>;
  pipeThrough: readonly string[];
  log: RouteLog;
  metadata: Readonly<Record<string, unknown>>;
}
