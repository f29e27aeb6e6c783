export type { ClassList } from "./attributes.ts";
export { escapeHtml } from "./escape.ts";
export { Form, type FormMethod, type FormProps, InputsFor, type InputsForProps } from "./form.ts";
export { type FieldError, type FormSource, type FormState, formSource } from "./form_source.ts";
export {
  type FormField,
  type FormOptions,
  HtmlForm,
  normalizeValue,
  toForm,
  usedInput,
} from "./html_form.ts";
export type { JSX } from "./jsx_types.ts";
export { Link, type LinkProps } from "./link.ts";
export { LiveTitle, type LiveTitleProps } from "./live_title.ts";
export type { Attrs, Component, PropsOf, Slot, SlotFor } from "./props.ts";
export { PendingHtmlError, render, renderToStream, renderToString } from "./render.ts";
export {
  Deferred,
  type Html,
  type HtmlSafe,
  type HtmlValue,
  type Key,
  type RenderContext,
  Rendered,
  raw,
  Safe,
  toHtml,
} from "./rendered.ts";
