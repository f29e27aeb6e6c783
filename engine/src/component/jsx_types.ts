import type { AttributeText, AttributeUrl, GlobalAttributes, OwnAttributes } from "./html_attributes.ts";
import type { Html, Key } from "./rendered.ts";

type VoidTag =
  | "area"
  | "base"
  | "br"
  | "col"
  | "embed"
  | "hr"
  | "img"
  | "input"
  | "link"
  | "meta"
  | "source"
  | "track"
  | "wbr";

type PlainTag =
  | "abbr"
  | "address"
  | "article"
  | "aside"
  | "b"
  | "bdi"
  | "bdo"
  | "body"
  | "br"
  | "caption"
  | "cite"
  | "code"
  | "datalist"
  | "dd"
  | "dfn"
  | "div"
  | "dl"
  | "dt"
  | "em"
  | "figcaption"
  | "figure"
  | "footer"
  | "h1"
  | "h2"
  | "h3"
  | "h4"
  | "h5"
  | "h6"
  | "head"
  | "header"
  | "hgroup"
  | "hr"
  | "i"
  | "kbd"
  | "legend"
  | "main"
  | "mark"
  | "menu"
  | "nav"
  | "noscript"
  | "p"
  | "picture"
  | "pre"
  | "rp"
  | "rt"
  | "ruby"
  | "s"
  | "samp"
  | "search"
  | "section"
  | "small"
  | "span"
  | "strong"
  | "sub"
  | "summary"
  | "sup"
  | "table"
  | "tbody"
  | "tfoot"
  | "thead"
  | "title"
  | "tr"
  | "u"
  | "ul"
  | "var"
  | "wbr";

interface Children {
  children?: Html;
}
interface NoChildren {
  children?: never;
}
/** The text of a script may be any value: it is written as JSON, or as it is when it comes from `raw`. */
interface ScriptChildren {
  children?: unknown;
}

interface Keyed {
  key?: Key;
}

/** Elements of HTML by name, with what they take. */
export type HtmlElements = {
  [Tag in keyof OwnAttributes | PlainTag]: GlobalAttributes &
    Keyed &
    (Tag extends keyof OwnAttributes ? OwnAttributes[Tag] : unknown) &
    (Tag extends VoidTag ? NoChildren : Tag extends "script" ? ScriptChildren : Children);
};

/** Drawings have too many attributes to list; those that matter for safety and the everyday ones are typed. */
interface SvgAttributes extends GlobalAttributes, Children, Keyed {
  clipPathUnits?: AttributeText;
  cx?: AttributeText;
  cy?: AttributeText;
  d?: AttributeText;
  dx?: AttributeText;
  dy?: AttributeText;
  fill?: AttributeText;
  gradientTransform?: AttributeText;
  gradientUnits?: AttributeText;
  height?: AttributeText;
  href?: AttributeUrl;
  markerHeight?: AttributeText;
  markerWidth?: AttributeText;
  offset?: AttributeText;
  opacity?: AttributeText;
  orient?: AttributeText;
  pathLength?: AttributeText;
  patternUnits?: AttributeText;
  points?: AttributeText;
  preserveAspectRatio?: AttributeText;
  r?: AttributeText;
  refX?: AttributeText;
  refY?: AttributeText;
  rotate?: AttributeText;
  rx?: AttributeText;
  ry?: AttributeText;
  stroke?: AttributeText;
  transform?: AttributeText;
  viewBox?: AttributeText;
  width?: AttributeText;
  x?: AttributeText;
  x1?: AttributeText;
  x2?: AttributeText;
  xmlns?: AttributeText;
  "xlink:href"?: AttributeUrl;
  y?: AttributeText;
  y1?: AttributeText;
  y2?: AttributeText;
  from?: AttributeText;
  to?: AttributeText;
  by?: AttributeText;
  values?: AttributeText;
  dur?: AttributeText;
  begin?: AttributeText;
  repeatCount?: AttributeText;
  attributeName?: AttributeText;
  type?: AttributeText;
}

type SvgTag =
  | "svg"
  | "animate"
  | "animateMotion"
  | "animateTransform"
  | "circle"
  | "clipPath"
  | "defs"
  | "desc"
  | "ellipse"
  | "filter"
  | "foreignObject"
  | "g"
  | "image"
  | "line"
  | "linearGradient"
  | "marker"
  | "mask"
  | "path"
  | "pattern"
  | "polygon"
  | "polyline"
  | "radialGradient"
  | "rect"
  | "set"
  | "stop"
  | "symbol"
  | "text"
  | "textPath"
  | "tspan"
  | "use"
  | "view";

type SvgElements = { [Tag in SvgTag]: SvgAttributes };

/** Elements of a page's own scripts: a name with a dash, any attribute. */
interface CustomElements {
  [tag: `${string}-${string}`]: GlobalAttributes & Children & Keyed & { [attribute: string]: unknown };
}

/** How TypeScript reads markup in this project's `.tsx` files. */
export namespace JSX {
  export type Element = Html;
  // biome-ignore lint/suspicious/noExplicitAny: each component has props of its own, which TypeScript checks at the tag
  export type ElementType = keyof IntrinsicElements | ((props: any) => Html);
  export interface ElementChildrenAttribute {
    children: unknown;
  }
  export interface IntrinsicAttributes {
    key?: Key;
  }
  export interface IntrinsicElements extends HtmlElements, SvgElements, CustomElements {}
}
