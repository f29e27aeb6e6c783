import type { Conn } from "../conn/conn.ts";
import { reasonPhrase } from "../conn/status.ts";
import { Upload } from "../conn/upload.ts";
import { joinPath } from "../platform/path.ts";
import { NoRouteError } from "../router/errors.ts";
import { formatRoutes } from "../router/format_routes.ts";
import { actionsOf, type DebugActions } from "./debug_actions.ts";
import { type DebugModel, type DebugSection, debugHtml } from "./debug_html.ts";
import { debugMarkdown } from "./debug_markdown.ts";
import type { RunningEndpoint } from "./running_endpoint.ts";
import { readStack, type StackFrame } from "./stack_trace.ts";

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
  const model = describe(conn, error, status, endpoint);
  conn.putRespHeader("cache-control", "no-store");
  if (conn.getReqHeader("accept")?.includes("text/html") !== true) {
    conn.putRespContentType("text/markdown").sendResp(status, debugMarkdown(model));
    return;
  }
  const back = returnPath(conn);
  const buttons = actionsOf(error).map((action) => ({
    label: action.label,
    href: actions.register(action, back),
  }));
  // The page brings its style along, which the policy of the application may forbid.
  conn.deleteRespHeader("content-security-policy");
  conn.putRespContentType("text/html").sendResp(status, debugHtml(model, buttons));
}

function describe(conn: Conn, error: unknown, status: number, endpoint: RunningEndpoint): DebugModel {
  const path = conn.currentPath();
  const { name, message } =
    error instanceof Error ? error : { name: "unhandled throw", message: display(error) };
  const { fs, root, context } = endpoint;
  const editor = context.platform.vars?.PLUG_EDITOR;
  return {
    name,
    message,
    status: `${status} ${phrase(status)}`,
    method: conn.method,
    path,
    frame: frameOf(error),
    frames: readStack(error, fs, root),
    editorUrl: editor === undefined ? undefined : (frame) => editorUrl(editor, root, frame),
    causes: causesOf(error),
    routes: error instanceof NoRouteError ? formatRoutes(error.router) : undefined,
    sections: sectionsOf(conn),
  };
}

/** Where an action leads back to: a page that can be asked for again. */
function returnPath(conn: Conn): string {
  if (conn.method === "GET") return conn.currentPath();
  const referer = conn.getReqHeader("referer") ?? "/";
  if (referer.startsWith("/")) return referer;
  const { host, pathname, search } = URL.parse(referer) ?? {};
  return host !== undefined && host === conn.getReqHeader("host") ? `${pathname}${search}` : "/";
}

/** What opens a line in the developer's editor: `PLUG_EDITOR`, such as `vscode://file/__FILE__:__LINE__`. */
function editorUrl(editor: string, root: string, { file, line, own }: StackFrame): string {
  const path = own ? joinPath(root, file) : file;
  return editor
    .replaceAll("__RELATIVEFILE__", () => file)
    .replaceAll("__FILE__", () => path)
    .replaceAll("__LINE__", String(line));
}

function sectionsOf(conn: Conn): DebugSection[] {
  return [
    { title: "Params", entries: entries(attempt(() => conn.params)) },
    { title: "Session", entries: conn.sessionFetched ? entries(attempt(() => conn.getSession())) : [] },
    {
      title: "Request",
      entries: [
        ["method", conn.method],
        ["address", `${conn.scheme}://${conn.host}:${conn.port}${conn.requestPath}`],
        ["query", conn.queryString],
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
