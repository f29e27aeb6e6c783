import { render as renderHtml, renderToString } from "../component/render.ts";
import type { Html, RenderContext } from "../component/rendered.ts";
import type { Assigns } from "../conn/assigns.ts";
import { mimeType } from "../conn/mime.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { getCsrfTokenFor, keepCsrfToken } from "../plug/csrf_protection.ts";
import { failureOf } from "../telemetry/failure.ts";
import { telemetryEvent } from "../telemetry/index.ts";
import { send, toJson } from "./responses.ts";
import { type Component, layoutOf, requestFormat, rootLayoutOf, viewOf } from "./views.ts";

const started = telemetryEvent(["fledge", "controller", "render", "start"]);
const stopped = telemetryEvent(["fledge", "controller", "render", "stop"]);
const failed = telemetryEvent(["fledge", "controller", "render", "exception"]);

type View = Record<string, unknown>;
type TemplateFunction = (assigns: Assigns) => unknown;
type Body = string | AsyncGenerator<string, void, void>;

/**
 * Renders a template of the conn's view, inside its layouts, and sends it.
 *
 * @see Phoenix.Controller.render/3
 */
export function render<C extends PlugConn<object>>(conn: C, template: string, given: object | undefined): C {
  const format = requestFormat(conn);
  const assigns = conn.assigns as Assigns;
  const { layout, ...own } = (given ?? {}) as Assigns;
  Object.assign(assigns, own);
  const view = viewOf(conn, format);
  const around =
    layout === undefined || layout === null
      ? layoutOf(conn, format)
      : layout === false
        ? undefined
        : checkLayout(layout);
  const body =
    started.attached || stopped.attached || failed.attached
      ? measured(conn, view, template, format, around)
      : renderTemplate(conn, view, template, format, around);
  if (typeof body === "string") return send(conn, mimeType(format), body);
  return stream(conn, mimeType(format), body);
}

function checkLayout(layout: unknown): Component {
  if (typeof layout === "function") return layout as Component;
  throw new TypeError(
    `render got ${JSON.stringify(layout)} for a layout: give a component, such as Layouts.print, or false for none`,
  );
}

/** A page that is sent as a stream stops when its first piece is known. */
function measured(
  conn: PlugConn<object>,
  view: object,
  template: string,
  format: string,
  layout: Component | undefined,
): Body {
  const metadata = { conn, view, template, format };
  const start = performance.now();
  started.execute({ systemTime: Date.now() }, metadata);
  let body: Body;
  try {
    body = renderTemplate(conn, view, template, format, layout);
  } catch (reason) {
    failed.execute(
      { duration: performance.now() - start },
      {
        ...metadata,
        ...failureOf(reason),
      },
    );
    throw reason;
  }
  stopped.execute({ duration: performance.now() - start }, metadata);
  return body;
}

/** A template as the text of a response; a stream when a component is not done yet. */
function renderTemplate(
  conn: PlugConn<object>,
  view: object,
  template: string,
  format: string,
  layout: Component | undefined,
): Body {
  const assigns: Assigns = { ...(conn.assigns as Assigns), conn };
  assigns.flash ??= {};
  const result = callTemplate(view as View, template, format, assigns);
  if (format === "json") return toJson(result);
  if (format !== "html") return typeof result === "string" ? result : renderToString(result as Html);
  let page = result as Html;
  for (const around of [layout, rootLayoutOf(conn, format)]) {
    if (around !== undefined) page = (around as TemplateFunction)({ ...assigns, innerContent: page }) as Html;
  }
  return renderHtml(page, renderContext(conn));
}

/** What components may ask about the request: the CSRF token, made when a form needs it. */
function renderContext(conn: PlugConn<object>): RenderContext {
  return { csrfToken: (url) => getCsrfTokenFor(conn, url) };
}

function callTemplate(view: View, template: string, format: string, assigns: Assigns): unknown {
  const own = Object.hasOwn(view, template) ? view[template] : undefined;
  if (typeof own === "function") return (own as TemplateFunction)(assigns);
  if (typeof view.render === "function") {
    return (view.render as (name: string, assigns: Assigns) => unknown)(`${template}.${format}`, assigns);
  }
  const known = Object.keys(view).filter((name) => typeof view[name] === "function");
  throw new Error(
    `the ${format} view has no template "${template}". Export a function ${template} from it` +
      (known.length === 0 ? "" : `; it has ${known.join(", ")}`),
  );
}

/**
 * Renders a template of a view to text, without layouts.
 *
 * @param view module of components
 * @param template name of a function of the view, or what its `render` takes
 * @param format e.g. `"html"`; `"json"` gives JSON text
 * @example renderToString(ErrorHTML, "404", "html"); // "Not Found"
 * @see Phoenix.Template.render_to_string/4
 */
export function renderTemplateToString(
  view: object,
  template: string,
  format: string,
  assigns: object = {},
): string {
  const result = callTemplate(view as View, template, format, assigns as Assigns);
  if (format === "json") return toJson(result);
  return format !== "html" && typeof result === "string" ? result : renderToString(result as Html);
}

/** Sends a page that waits for something piece by piece. The endpoint waits until it is done. */
function stream<C extends PlugConn<object>>(
  conn: C,
  contentType: string,
  chunks: AsyncGenerator<string, void, void>,
): C {
  if (conn.getRespHeader("content-type") === undefined) conn.putRespContentType(contentType);
  // A form may stand behind what the page waits for, and the session goes out now.
  keepCsrfToken(conn);
  conn.sendChunked(conn.status ?? 200);
  const streaming = writeAll(conn, chunks);
  // The endpoint waits for it, and hears of a failure then.
  streaming.catch(() => {});
  conn.private.streaming = streaming;
  return conn;
}

async function writeAll(conn: PlugConn<object>, chunks: AsyncGenerator<string, void, void>): Promise<void> {
  for await (const chunk of chunks) {
    if ((await conn.chunk(chunk)) === "closed") return;
  }
}
