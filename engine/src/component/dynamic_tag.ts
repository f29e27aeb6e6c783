import { spreadAttributes } from "./attributes.ts";
import type { GlobalAttributes } from "./html_attributes.ts";
import { type Html, Rendered, Template } from "./rendered.ts";

/** Props of `DynamicTag`; whatever is not named here becomes an attribute. */
export interface DynamicTagProps extends GlobalAttributes {
  /** The name of the element: `h1`, `my-element`. */
  tagName: string;
  children?: Html;
  [attribute: string]: unknown;
}

/** Names of elements that HTML knows and those of one's own. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** Elements that hold no markup, so that nothing is escaped in them as it must be. */
const RAW = /^(?:script|style|iframe|noembed|noframes|noscript|plaintext|template|xmp)$/;
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** Made once a name, so that an element of one name is always the same template. */
const templates = new Map<string, Template>();

function templateOf(tagName: string): Template {
  const known = templates.get(tagName);
  if (known !== undefined) return known;
  if (!NAME.test(tagName) || RAW.test(tagName)) {
    throw new TypeError(
      `${JSON.stringify(tagName)} cannot be the tagName of DynamicTag: it takes the name of an element in small letters that holds markup, such as "h2"`,
    );
  }
  const template = VOID.test(tagName)
    ? new Template([`<${tagName}`, ">"], true, [1])
    : new Template([`<${tagName}`, ">", `</${tagName}>`], true, [1, 0]);
  // A name that comes from data could be any.
  if (templates.size < 500) templates.set(tagName, template);
  return template;
}

/**
 * An element whose name is known when the page is rendered.
 *
 * @throws TypeError for a name that is none, or of an element that holds no markup, such as `script`
 * @example
 * renderToString(<DynamicTag tagName="h2" class="title">Hello</DynamicTag>); // "<h2 class=\"title\">Hello</h2>"
 * @see Phoenix.Component.dynamic_tag/1
 */
export function DynamicTag({ tagName, children, ...rest }: DynamicTagProps): Rendered {
  const template = templateOf(tagName);
  const attributes = spreadAttributes(tagName, rest, null);
  if (template.statics.length === 3) return new Rendered(template, [attributes, children]);
  if (children !== undefined && children !== null) {
    throw new TypeError(`<${tagName}> has no content: leave the children of DynamicTag out`);
  }
  return new Rendered(template, [attributes]);
}
