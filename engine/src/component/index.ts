export type { ClassList } from "./attributes.ts";
export { escapeHtml } from "./escape.ts";
export type { JSX } from "./jsx_types.ts";
export type { Attrs, Component, PropsOf, Slot, SlotFor } from "./props.ts";
export { PendingHtmlError, render, renderToStream, renderToString } from "./render.ts";
export { Deferred, type Html, type HtmlSafe, type Key, type RenderContext, Rendered, raw, Safe, toHtml } from "./rendered.ts";
