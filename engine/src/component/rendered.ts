/**
 * Marks the values that the renderer trusts. A registered symbol, because two copies of this module may meet in one process,
 * and because JSON can never carry one: an object from outside is never taken for markup.
 */
const BRAND: unique symbol = Symbol.for("fledge.html") as never;

/** A class gives its instances a way to appear in a template by a method of this name (`Phoenix.HTML.Safe`). */
export const toHtml: unique symbol = Symbol.for("fledge.toHtml") as never;

/** A value that knows how it reads in a template. */
export interface HtmlSafe {
  [toHtml](): Html;
}

/** What has its text now, or is made of such parts. */
export type HtmlValue =
  | Rendered
  | Safe
  | Deferred
  | HtmlSafe
  | string
  | number
  | bigint
  | boolean
  | Date
  | URL
  | null
  | undefined
  | readonly Html[];

/**
 * Whatever may stand between two tags. `true`, `false`, `null` and `undefined` print nothing; a promise makes the page a stream.
 */
export type Html = HtmlValue | Promise<HtmlValue>;

/** What identifies an entry of a list between two renders. */
export type Key = string | number | bigint;

/** How the renderer treats a hole of a template: `0` escapes it as text, `1` takes a string as it is (attributes, scripts). */
export type HoleKind = 0 | 1;

/** The part of a template that never changes: one more string than there are holes. Made once a template, by compiled code. */
export class Template {
  constructor(
    readonly statics: readonly string[],
    /** There is exactly one tag at the top, and it is static. */
    readonly root: boolean,
    /** One entry a hole; `null` when all are text. */
    readonly kinds: readonly HoleKind[] | null,
  ) {}
}

/** One rendering of a template: its static strings and the values for the holes between them. */
export class Rendered {
  declare readonly [BRAND]: "rendered";
  constructor(
    readonly template: Template,
    readonly dynamics: readonly Html[],
    /** The `key` attribute of an entry in a list. */
    readonly key?: Key,
  ) {}
}

/** Markup that is taken as it is. Made by `raw`. */
export class Safe {
  declare readonly [BRAND]: "safe";
  constructor(readonly html: string) {}
  /** The markup as text. */
  toString(): string {
    return this.html;
  }
}

/** What only the one who renders a page knows; `renderToString` and its siblings take it. */
export interface RenderContext {
  /** The token that a form or link of this page sends back; `url` is where to. */
  csrfToken?: (url: string) => string;
}

/** A piece of a page that is decided while the page is written, from the render context. */
export class Deferred {
  declare readonly [BRAND]: "deferred";
  constructor(readonly resolve: (context: RenderContext) => Html) {}
}

for (const [Class, brand] of [
  [Rendered, "rendered"],
  [Safe, "safe"],
  [Deferred, "deferred"],
] as const) {
  Object.defineProperty(Class.prototype, BRAND, { value: brand });
}

/** The brand of a trusted object, or `undefined` for anything else. */
export function brandOf(value: object): "rendered" | "safe" | "deferred" | undefined {
  return (value as { [BRAND]?: "rendered" | "safe" | "deferred" })[BRAND];
}

/**
 * Marks a string as markup that must not be escaped. Never give it text that came from a visitor.
 *
 * @param html markup; `null` and `undefined` give nothing
 * @example <p>{raw("<b>bold</b>")}</p>
 * @see Phoenix.HTML.raw/1
 */
export function raw(html: string | Safe | null | undefined): Safe {
  return html instanceof Safe ? html : new Safe(html == null ? "" : String(html));
}
