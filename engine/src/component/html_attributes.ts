import type { ClassList } from "./attributes.ts";
import type { PhxAttributes } from "./phx_attributes.ts";
import type { Deferred, Html, Safe } from "./rendered.ts";

/** The value of an attribute that takes text; `false`, `null` and `undefined` leave it out. */
export type AttributeText = string | number | bigint | false | null | undefined | Safe | Deferred;
/** The value of an attribute that is there or not. */
export type AttributeFlag = boolean | null | undefined;
/** An address; `javascript:` is refused when the page is rendered. */
export type AttributeUrl = string | URL | false | null | undefined;
/** A number, also as text. */
export type Numeric = number | `${number}` | false | null | undefined;
/** One of some words. */
export type OneOf<Words extends string> = Words | false | null | undefined;
/** As `OneOf`, for attributes whose words the standard leaves open. */
type Suggested<Words extends string> = Words | (string & {}) | false | null | undefined;
/** A binding of LiveView: the name of an event, or commands. */
export type AttributeEvent = string | { toJSON(): unknown } | false | null | undefined;

/** `aria-*`; `true` is written as a word. `false` leaves the attribute out as everywhere: write `"false"` where it says something. */
export interface AriaAttributes {
  role?: AttributeText;
  "aria-activedescendant"?: AttributeText;
  "aria-atomic"?: boolean | OneOf<"true" | "false">;
  "aria-autocomplete"?: OneOf<"none" | "inline" | "list" | "both">;
  "aria-busy"?: boolean | OneOf<"true" | "false">;
  "aria-checked"?: boolean | OneOf<"true" | "false" | "mixed">;
  "aria-controls"?: AttributeText;
  "aria-current"?: boolean | OneOf<"page" | "step" | "location" | "date" | "time" | "true" | "false">;
  "aria-describedby"?: AttributeText;
  "aria-disabled"?: boolean | OneOf<"true" | "false">;
  "aria-errormessage"?: AttributeText;
  "aria-expanded"?: boolean | OneOf<"true" | "false">;
  "aria-haspopup"?: boolean | OneOf<"true" | "false" | "menu" | "listbox" | "tree" | "grid" | "dialog">;
  "aria-hidden"?: boolean | OneOf<"true" | "false">;
  "aria-invalid"?: boolean | OneOf<"true" | "false" | "grammar" | "spelling">;
  "aria-label"?: AttributeText;
  "aria-labelledby"?: AttributeText;
  "aria-level"?: Numeric;
  "aria-live"?: OneOf<"off" | "polite" | "assertive">;
  "aria-modal"?: boolean | OneOf<"true" | "false">;
  "aria-multiselectable"?: boolean | OneOf<"true" | "false">;
  "aria-orientation"?: OneOf<"horizontal" | "vertical">;
  "aria-owns"?: AttributeText;
  "aria-placeholder"?: AttributeText;
  "aria-posinset"?: Numeric;
  "aria-pressed"?: boolean | OneOf<"true" | "false" | "mixed">;
  "aria-readonly"?: boolean | OneOf<"true" | "false">;
  "aria-required"?: boolean | OneOf<"true" | "false">;
  "aria-roledescription"?: AttributeText;
  "aria-selected"?: boolean | OneOf<"true" | "false">;
  "aria-setsize"?: Numeric;
  "aria-sort"?: OneOf<"none" | "ascending" | "descending" | "other">;
  "aria-valuemax"?: Numeric;
  "aria-valuemin"?: Numeric;
  "aria-valuenow"?: Numeric;
  "aria-valuetext"?: AttributeText;
}

/** What every element takes. */
export interface GlobalAttributes extends AriaAttributes, PhxAttributes {
  accesskey?: AttributeText;
  autocapitalize?: OneOf<"off" | "none" | "on" | "sentences" | "words" | "characters">;
  autofocus?: AttributeFlag;
  class?: ClassList;
  contenteditable?: OneOf<"true" | "false" | "plaintext-only"> | true;
  dir?: OneOf<"ltr" | "rtl" | "auto">;
  draggable?: OneOf<"true" | "false">;
  enterkeyhint?: OneOf<"enter" | "done" | "go" | "next" | "previous" | "search" | "send">;
  exportparts?: AttributeText;
  hidden?: AttributeFlag | "until-found";
  id?: AttributeText;
  inert?: AttributeFlag;
  inputmode?: OneOf<"none" | "text" | "decimal" | "numeric" | "tel" | "search" | "email" | "url">;
  is?: AttributeText;
  itemid?: AttributeText;
  itemprop?: AttributeText;
  itemref?: AttributeText;
  itemscope?: AttributeFlag;
  itemtype?: AttributeText;
  lang?: AttributeText;
  nonce?: AttributeText;
  part?: AttributeText;
  popover?: OneOf<"auto" | "manual" | "hint"> | true;
  slot?: AttributeText;
  spellcheck?: OneOf<"true" | "false">;
  style?: AttributeText;
  tabindex?: Numeric;
  title?: AttributeText;
  translate?: OneOf<"yes" | "no">;
  [data: `data-${string}`]: AttributeText | boolean | Date;
}

type Target = Suggested<"_self" | "_blank" | "_parent" | "_top">;
type ReferrerPolicy = OneOf<
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "origin"
  | "origin-when-cross-origin"
  | "same-origin"
  | "strict-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url"
>;
type CrossOrigin = OneOf<"anonymous" | "use-credentials"> | true;
type Loading = OneOf<"eager" | "lazy">;
type Priority = OneOf<"high" | "low" | "auto">;
type Method = OneOf<"get" | "post" | "dialog">;
type Encoding = OneOf<"application/x-www-form-urlencoded" | "multipart/form-data" | "text/plain">;
/** The `type` of an `<input>`. */
export type InputType =
  | "button"
  | "checkbox"
  | "color"
  | "date"
  | "datetime-local"
  | "email"
  | "file"
  | "hidden"
  | "image"
  | "month"
  | "number"
  | "password"
  | "radio"
  | "range"
  | "reset"
  | "search"
  | "submit"
  | "tel"
  | "text"
  | "time"
  | "url"
  | "week";

interface Activation {
  form?: AttributeText;
  formaction?: AttributeUrl;
  formenctype?: Encoding;
  formmethod?: Method;
  formnovalidate?: AttributeFlag;
  formtarget?: Target;
}

interface Media {
  autoplay?: AttributeFlag;
  controls?: AttributeFlag;
  crossorigin?: CrossOrigin;
  loop?: AttributeFlag;
  muted?: AttributeFlag;
  preload?: OneOf<"none" | "metadata" | "auto">;
  src?: AttributeUrl;
}

interface Cell {
  colspan?: Numeric;
  headers?: AttributeText;
  rowspan?: Numeric;
}

interface Size {
  height?: AttributeText;
  width?: AttributeText;
}

/** What an element takes beyond the global attributes. */
export interface OwnAttributes {
  a: {
    download?: AttributeText | true;
    href?: AttributeUrl;
    hreflang?: AttributeText;
    ping?: AttributeText;
    referrerpolicy?: ReferrerPolicy;
    rel?: AttributeText;
    target?: Target;
    type?: AttributeText;
    /** Of a link within a drawing. */
    "xlink:href"?: AttributeUrl;
  };
  area: {
    alt?: AttributeText;
    coords?: AttributeText;
    download?: AttributeText | true;
    href?: AttributeUrl;
    ping?: AttributeText;
    referrerpolicy?: ReferrerPolicy;
    rel?: AttributeText;
    shape?: OneOf<"rect" | "circle" | "poly" | "default">;
    target?: Target;
  };
  audio: Media;
  base: { href?: AttributeUrl; target?: Target };
  blockquote: { cite?: AttributeUrl };
  button: Activation & {
    command?: AttributeText;
    commandfor?: AttributeText;
    disabled?: AttributeFlag;
    name?: AttributeText;
    popovertarget?: AttributeText;
    popovertargetaction?: OneOf<"toggle" | "show" | "hide">;
    type?: OneOf<"submit" | "button" | "reset">;
    value?: AttributeText;
  };
  canvas: Size;
  col: { span?: Numeric };
  colgroup: { span?: Numeric };
  data: { value?: AttributeText };
  del: { cite?: AttributeUrl; datetime?: AttributeText | Date };
  details: { name?: AttributeText; open?: AttributeFlag };
  dialog: { open?: AttributeFlag; closedby?: OneOf<"any" | "closerequest" | "none"> };
  embed: Size & { src?: AttributeUrl; type?: AttributeText };
  fieldset: { disabled?: AttributeFlag; form?: AttributeText; name?: AttributeText };
  form: {
    "accept-charset"?: AttributeText;
    action?: AttributeUrl;
    autocomplete?: OneOf<"on" | "off">;
    enctype?: Encoding;
    method?: Method;
    name?: AttributeText;
    novalidate?: AttributeFlag;
    rel?: AttributeText;
    target?: Target;
  };
  html: { xmlns?: AttributeText };
  iframe: Size & {
    allow?: AttributeText;
    allowfullscreen?: AttributeFlag;
    loading?: Loading;
    name?: AttributeText;
    referrerpolicy?: ReferrerPolicy;
    sandbox?: AttributeText | true;
    src?: AttributeUrl;
    srcdoc?: Html;
  };
  img: Size & {
    alt?: AttributeText;
    crossorigin?: CrossOrigin;
    decoding?: OneOf<"sync" | "async" | "auto">;
    fetchpriority?: Priority;
    ismap?: AttributeFlag;
    loading?: Loading;
    referrerpolicy?: ReferrerPolicy;
    sizes?: AttributeText;
    src?: AttributeUrl;
    srcset?: AttributeText;
    usemap?: AttributeText;
  };
  input: Activation &
    Size & {
      accept?: AttributeText;
      alt?: AttributeText;
      autocomplete?: AttributeText;
      capture?: OneOf<"user" | "environment"> | true;
      checked?: AttributeFlag;
      dirname?: AttributeText;
      disabled?: AttributeFlag;
      list?: AttributeText;
      max?: AttributeText | Date;
      maxlength?: Numeric;
      min?: AttributeText | Date;
      minlength?: Numeric;
      multiple?: AttributeFlag;
      name?: AttributeText;
      pattern?: AttributeText;
      placeholder?: AttributeText;
      popovertarget?: AttributeText;
      popovertargetaction?: OneOf<"toggle" | "show" | "hide">;
      readonly?: AttributeFlag;
      required?: AttributeFlag;
      size?: Numeric;
      src?: AttributeUrl;
      step?: AttributeText;
      type?: OneOf<InputType>;
      value?: AttributeText | Date;
    };
  ins: { cite?: AttributeUrl; datetime?: AttributeText | Date };
  label: { for?: AttributeText };
  li: { value?: Numeric };
  link: {
    as?: AttributeText;
    blocking?: AttributeText;
    crossorigin?: CrossOrigin;
    disabled?: AttributeFlag;
    fetchpriority?: Priority;
    href?: AttributeUrl;
    hreflang?: AttributeText;
    imagesizes?: AttributeText;
    imagesrcset?: AttributeText;
    integrity?: AttributeText;
    media?: AttributeText;
    referrerpolicy?: ReferrerPolicy;
    rel?: AttributeText;
    sizes?: AttributeText;
    type?: AttributeText;
  };
  map: { name?: AttributeText };
  meta: {
    charset?: AttributeText;
    content?: AttributeText;
    "http-equiv"?: AttributeText;
    media?: AttributeText;
    name?: AttributeText;
    property?: AttributeText;
  };
  meter: {
    high?: Numeric;
    low?: Numeric;
    max?: Numeric;
    min?: Numeric;
    optimum?: Numeric;
    value?: Numeric;
  };
  object: Size & { data?: AttributeUrl; form?: AttributeText; name?: AttributeText; type?: AttributeText };
  ol: { reversed?: AttributeFlag; start?: Numeric; type?: OneOf<"1" | "a" | "A" | "i" | "I"> };
  optgroup: { disabled?: AttributeFlag; label?: AttributeText };
  option: {
    disabled?: AttributeFlag;
    label?: AttributeText;
    selected?: AttributeFlag;
    value?: AttributeText;
  };
  output: { for?: AttributeText; form?: AttributeText; name?: AttributeText };
  progress: { max?: Numeric; value?: Numeric };
  q: { cite?: AttributeUrl };
  script: {
    async?: AttributeFlag;
    blocking?: AttributeText;
    crossorigin?: CrossOrigin;
    defer?: AttributeFlag;
    fetchpriority?: Priority;
    integrity?: AttributeText;
    nomodule?: AttributeFlag;
    referrerpolicy?: ReferrerPolicy;
    src?: AttributeUrl;
    type?: AttributeText;
  };
  select: {
    autocomplete?: AttributeText;
    disabled?: AttributeFlag;
    form?: AttributeText;
    multiple?: AttributeFlag;
    name?: AttributeText;
    required?: AttributeFlag;
    size?: Numeric;
  };
  slot: { name?: AttributeText };
  source: Size & {
    media?: AttributeText;
    sizes?: AttributeText;
    src?: AttributeUrl;
    srcset?: AttributeText;
    type?: AttributeText;
  };
  style: { blocking?: AttributeText; media?: AttributeText };
  td: Cell;
  template: { shadowrootmode?: OneOf<"open" | "closed"> };
  textarea: {
    autocomplete?: AttributeText;
    cols?: Numeric;
    dirname?: AttributeText;
    disabled?: AttributeFlag;
    form?: AttributeText;
    maxlength?: Numeric;
    minlength?: Numeric;
    name?: AttributeText;
    placeholder?: AttributeText;
    readonly?: AttributeFlag;
    required?: AttributeFlag;
    rows?: Numeric;
    wrap?: OneOf<"hard" | "soft">;
  };
  th: Cell & {
    abbr?: AttributeText;
    scope?: OneOf<"row" | "col" | "rowgroup" | "colgroup">;
  };
  time: { datetime?: AttributeText | Date };
  track: {
    default?: AttributeFlag;
    kind?: OneOf<"subtitles" | "captions" | "chapters" | "metadata">;
    label?: AttributeText;
    src?: AttributeUrl;
    srclang?: AttributeText;
  };
  video: Media & Size & { playsinline?: AttributeFlag; poster?: AttributeUrl };
}
