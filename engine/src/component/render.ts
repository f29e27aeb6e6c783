import { escapeHtml } from "./escape.ts";
import {
  brandOf,
  type Deferred,
  type Html,
  type HtmlSafe,
  type RenderContext,
  type Rendered,
  type Safe,
  toHtml,
} from "./rendered.ts";

/** A promise stands in the page, so it has no text yet. */
export class PendingHtmlError extends Error {
  override name = "PendingHtmlError";
  constructor() {
    super(
      "this page has a promise in it (an async component?): use `render` or `renderToStream`, or await it first",
    );
  }
}

const NO_CONTEXT: RenderContext = {};

/**
 * Renders markup to a string.
 *
 * @param html a component's result, text, a list of these, …
 * @param context what the page needs to know of the request, e.g. `{ csrfToken: () => "…" }`
 * @throws PendingHtmlError when a promise stands in it; TypeError for a value that has no text, such as an object
 * @example renderToString(<p>{"<"}</p>) // "<p>&lt;</p>"
 * @see Phoenix.HTML.Safe.to_iodata/1
 */
export function renderToString(html: Html, context: RenderContext = NO_CONTEXT): string {
  return typeof html === "string" ? escapeHtml(html) : write(html, context);
}

/**
 * Renders markup to a string, or to a stream of strings when a promise stands in it.
 *
 * @example
 * const page = render(html, context);
 * if (typeof page === "string") conn.resp(200, page); else for await (const chunk of page) conn.chunk(chunk);
 */
export function render(
  html: Html,
  context: RenderContext = NO_CONTEXT,
): string | AsyncGenerator<string, void, void> {
  try {
    return renderToString(html, context);
  } catch (error) {
    if (error instanceof PendingHtmlError) return renderToStream(html, context);
    throw error;
  }
}

function writeRendered(rendered: Rendered, context: RenderContext): string {
  const { statics, kinds } = rendered.template;
  const dynamics = rendered.dynamics;
  let out = statics[0] as string;
  for (let i = 0; i < dynamics.length; i++) {
    const value = dynamics[i];
    if (typeof value === "string") out += kinds === null || kinds[i] === 0 ? escapeHtml(value) : value;
    else out += write(value, context);
    out += statics[i + 1];
  }
  return out;
}

function write(value: Html, context: RenderContext): string {
  switch (typeof value) {
    case "string":
      return escapeHtml(value);
    case "number":
    case "bigint":
      return String(value);
    case "boolean":
    case "undefined":
      return "";
    case "object":
      break;
    default:
      throw new TypeError(unprintable(value));
  }
  if (value === null) return "";
  switch (brandOf(value)) {
    case "rendered":
      return writeRendered(value as Rendered, context);
    case "safe":
      return (value as Safe).html;
    case "deferred":
      return write((value as Deferred).resolve(context), context);
  }
  if (Array.isArray(value)) {
    let out = "";
    for (const entry of value as Html[]) out += write(entry, context);
    return out;
  }
  if (value instanceof Promise) throw new PendingHtmlError();
  return write(printable(value), context);
}

function printable(value: object): Html {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return value.href;
  const method = (value as Partial<HtmlSafe>)[toHtml];
  if (typeof method === "function") return method.call(value as HtmlSafe);
  throw new TypeError(unprintable(value));
}

function unprintable(value: unknown): string {
  if (typeof value === "function") {
    return `a function stands where markup is expected${value.name ? ` (${value.name})` : ""}: call it, as in {${value.name || "slot"}(…)}`;
  }
  if (typeof value === "symbol") return "a symbol stands where markup is expected: it has no text";
  const name = (value as object).constructor?.name ?? "object";
  const keys = Object.keys(value as object).slice(0, 5);
  return (
    `an object stands where markup is expected (${name}${keys.length > 0 ? ` with ${keys.join(", ")}` : ""}): ` +
    `print one of its fields, use JSON.stringify, or give its class a method [toHtml]()`
  );
}

/**
 * Renders markup piece by piece: what stands before a promise is given away while the promise is pending.
 *
 * @param html as for `renderToString`, and promises of it at any depth
 * @returns strings; joined they are the page
 * @example
 * await conn.sendChunked(200);
 * for await (const chunk of renderToStream(<Page />)) await conn.chunk(chunk);
 */
export async function* renderToStream(
  html: Html,
  context: RenderContext = NO_CONTEXT,
): AsyncGenerator<string, void, void> {
  let buffer = "";
  const pending: Iterator<string | Promise<Html>>[] = [pieces(html, context)];
  while (pending.length > 0) {
    const next = pending[pending.length - 1]!.next();
    if (next.done) pending.pop();
    else if (typeof next.value === "string") buffer += next.value;
    else {
      if (buffer !== "") yield buffer;
      buffer = "";
      pending.push(pieces(await next.value, context));
    }
  }
  if (buffer !== "") yield buffer;
}

/** The strings of a page and, between them, the promises that are to be waited for. */
function* pieces(value: Html, context: RenderContext): Generator<string | Promise<Html>, void, void> {
  if (typeof value !== "object" || value === null) yield write(value, context);
  else if (Array.isArray(value)) for (const entry of value as Html[]) yield* pieces(entry, context);
  else if (value instanceof Promise) yield value as Promise<Html>;
  else if (brandOf(value) === "rendered") {
    const { template, dynamics } = value as Rendered;
    for (let i = 0; i < dynamics.length; i++) {
      yield template.statics[i] as string;
      const hole = dynamics[i];
      if (typeof hole === "string" && template.kinds?.[i] === 1) yield hole;
      else yield* pieces(hole, context);
    }
    yield template.statics[dynamics.length] as string;
  } else if (brandOf(value) === "deferred") yield* pieces((value as Deferred).resolve(context), context);
  else if (brandOf(value) === undefined) yield* pieces(printable(value), context);
  else yield write(value, context);
}
