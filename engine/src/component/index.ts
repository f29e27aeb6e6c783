export { escapeHtml } from "./escape.ts";
export { PendingHtmlError, render, renderToStream, renderToString } from "./render.ts";
export {
  Deferred,
  type Html,
  type HtmlSafe,
  type Key,
  type RenderContext,
  Rendered,
  raw,
  Safe,
  toHtml,
} from "./rendered.ts";
