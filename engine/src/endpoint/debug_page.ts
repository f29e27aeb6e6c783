import type { Conn } from "../conn/conn.ts";
import { reasonPhrase } from "../conn/status.ts";
import { Upload } from "../conn/upload.ts";
import { NoRouteError } from "../router/errors.ts";
import { formatRoutes } from "../router/format_routes.ts";
import { actionsOf, type DebugActions } from "./debug_actions.ts";
import { type DebugModel, type DebugSection, debugHtml } from "./debug_html.ts";
import type { RunningEndpoint } from "./running_endpoint.ts";
import { readStack } from "./stack_trace.ts";

/**
 * Answers with a page that shows an error to the developer: what happened, the source where it did, the stack and the request. A
 * client that does not read HTML gets it as text.
 *
 * @see Plug.Debugger
 */
export function debugPage(
  conn: Conn,
  error: unknown,
  status: number,
  endpoint: RunningEndpoint,
  actions: DebugActions,
): void {
  const model = describe(conn, error, status, endpoint, actions);
  const readsHtml = conn.getReqHeader("accept")?.includes("text/html") === true;
  conn.putRespHeader("cache-control", "no-store");
  // The page brings its style along, which the policy of the application may forbid.
  conn.deleteRespHeader("content-security-policy");
  conn.putRespContentType(readsHtml ? "text/html" : "text/plain");
  conn.sendResp(status, readsHtml ? debugHtml(model) : debugText(model));
}

function describe(
  conn: Conn,
  error: unknown,
  status: number,
  endpoint: RunningEndpoint,
  actions: DebugActions,
): DebugModel {
  const path = conn.currentPath();
  const { name, message } =
    error instanceof Error ? error : { name: "Error", message: `thrown: ${display(error)}` };
  return {
    name,
    message,
    status: `${status} ${phrase(status)}`,
    method: conn.method,
    path,
    frame: frameOf(error),
    frames: readStack(error, endpoint.fs, endpoint.root),
    causes: causesOf(error),
    actions: actionsOf(error).map((action) => ({
      label: action.label,
      href: actions.register(action, path),
    })),
    routes: error instanceof NoRouteError ? formatRoutes(error.router) : undefined,
    sections: sectionsOf(conn),
  };
}

function sectionsOf(conn: Conn): DebugSection[] {
  return [
    { title: "Params", entries: entries(attempt(() => conn.params)) },
    { title: "Session", entries: conn.sessionFetched ? entries(attempt(() => conn.getSession())) : [] },
    {
      title: "Request",
      entries: [
        ["method", conn.method],
        ["path", conn.requestPath],
        ["query", conn.queryString],
        ["host", `${conn.host}:${conn.port}`],
        ["client", attempt(() => conn.remoteIp) ?? ""],
      ],
    },
    { title: "Headers", entries: entries(conn.reqHeaders) },
    { title: "Cookies", entries: entries(attempt(() => conn.reqCookies)) },
  ];
}

function entries(values: object | undefined): [string, string][] {
  return Object.entries(values ?? {}).map(([name, value]) => [name, display(value)]);
}

/** A value in one line or a few; what it holds may be anything. */
function display(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Upload) return `Upload ${value.filename} (${value.contentType})`;
  try {
    return JSON.stringify(value, null, 2) ?? String(value);
  } catch {
    return String(value);
  }
}

/** The code frame of an error of the compiler. */
function frameOf(error: unknown): DebugModel["frame"] {
  if (typeof error !== "object" || error === null) return undefined;
  const { file, line, frame } = error as { file?: unknown; line?: unknown; frame?: unknown };
  if (typeof file !== "string" || typeof frame !== "string") return undefined;
  return { place: typeof line === "number" ? `${file}:${line}` : file, text: frame };
}

function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  let current = error instanceof Error ? error.cause : undefined;
  while (current !== undefined && causes.length < 5) {
    causes.push(current instanceof Error ? `${current.name}: ${current.message}` : display(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return causes;
}

/** What cannot be read (a broken query may be the very error) is left out of the page. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function phrase(status: number): string {
  try {
    return reasonPhrase(status);
  } catch {
    return "";
  }
}

function debugText(model: DebugModel): string {
  const lines = [`${model.name} at ${model.method} ${model.path}`, "", model.message, ""];
  for (const cause of model.causes) lines.push(`caused by ${cause}`, "");
  if (model.frame !== undefined) lines.push(model.frame.place, model.frame.text, "");
  for (const frame of model.frames) {
    lines.push(`  ${frame.file}:${frame.line}:${frame.column}${frame.name === "" ? "" : ` ${frame.name}`}`);
  }
  if (model.routes !== undefined) lines.push("", "Routes:", model.routes);
  return `${lines.join("\n")}\n`;
}
