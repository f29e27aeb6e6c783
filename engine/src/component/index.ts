/**
 * Components: functions of their props that give markup, and how markup becomes text.
 *
 * Templates are TSX. Whatever stands in braces is escaped; `raw` is the only way around it. A view is a module of components, a layout
 * one with `innerContent`. `Link`, `Form`, `InputsFor` and `LiveTitle` come with the framework; `toForm` makes what a form is drawn
 * from. A promise between tags makes the page a stream.
 *
 * @example
 * const Greeting = ({ name }: { name: string }) => <h1>Hello {name}</h1>;
 * renderToString(<Greeting name="A & B" />); // "<h1>Hello A &amp; B</h1>"
 * @see Phoenix.Component
 */
export type { ClassList } from "./attributes.ts";
export { DynamicTag, type DynamicTagProps } from "./dynamic_tag.ts";
export { cssEscape, escapeHtml, javascriptEscape } from "./escape.ts";
export { Form, type FormMethod, type FormProps } from "./form.ts";
export { type FieldError, type FormSource, type FormState, formSource } from "./form_source.ts";
export {
  type FormField,
  type FormOptions,
  HtmlForm,
  type NestedOptions,
  normalizeValue,
  toForm,
  usedInput,
} from "./html_form.ts";
export { InputsFor, type InputsForProps } from "./inputs_for.ts";
export { Intersperse, type IntersperseProps } from "./intersperse.ts";
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
export {
  optionsForSelect,
  type SelectOption,
  type SelectOptions,
  type SelectValue,
} from "./select_options.ts";
