import { escapeHtml, scriptJson } from "./escape.ts";
import { renderToString } from "./render.ts";
import { brandOf, Deferred, type Html, type HtmlSafe, raw, type Safe, toHtml } from "./rendered.ts";

/** A class list: strings, and lists of them; whatever is false, null or undefined is left out. */
export type ClassList = string | false | null | undefined | readonly ClassList[];

/** What a hole of kind 1 gets. */
export type AttributeHole = string | Deferred;

/** Attributes whose value a browser follows as an address. */
const URL_ATTRIBUTES = new Set(
  "href src action formaction cite poster background data ping xlink:href manifest longdesc usemap icon dynsrc lowsrc from to by values".split(
    " ",
  ),
);
/** Of these, the ones that are addresses only on some SVG elements. */
const ANIMATION_ATTRIBUTES = new Set(["from", "to", "by", "values"]);
const ANIMATION_TAGS = new Set(["animate", "set", "animatemotion", "animatetransform"]);
/** Where a `data:` address is a document or a program of this page's origin. */
const DOCUMENT_TAGS = new Set(["iframe", "frame", "embed", "object", "script"]);
const BOOLEAN_ATTRIBUTES = new Set(
  (
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden inert ismap itemscope loop " +
    "multiple muted nomodule novalidate open playsinline readonly required reversed selected shadowrootclonable " +
    "shadowrootdelegatesfocus shadowrootserializable"
  ).split(" "),
);
const BAD_NAME = /[\s"'<>/=\p{Cc}]/u;
/** A scheme as browsers find it: they skip control characters and spaces before it. */
const SCHEME = /^[\p{Cc}\s]*([a-z][a-z0-9+.-]*):/iu;

/** What the name of an attribute asks for. */
export type AttributeKind = "text" | "url" | "class" | "boolean" | "srcdoc" | "refresh" | "style";

/**
 * Says how the value of an attribute is to be written.
 *
 * @param tag the element's name
 * @param name the attribute's name
 */
export function attributeKind(tag: string, name: string): AttributeKind {
  const lower = name.toLowerCase();
  if (lower === "class") return "class";
  if (lower === "srcdoc") return "srcdoc";
  if (lower === "style") return "style";
  if (lower === "content" && tag === "meta") return "refresh";
  if (BOOLEAN_ATTRIBUTES.has(lower)) return "boolean";
  if (URL_ATTRIBUTES.has(lower)) {
    if (ANIMATION_ATTRIBUTES.has(lower)) return ANIMATION_TAGS.has(tag.toLowerCase()) ? "url" : "text";
    return "url";
  }
  return "text";
}

/** An attribute that takes any text: nothing for false, null and undefined, the bare name for true. */
export function textAttribute(name: string, value: unknown): AttributeHole {
  if (typeof value === "string") return ` ${name}="${escapeHtml(value)}"`;
  return otherAttribute(name, value);
}

function otherAttribute(name: string, value: unknown): AttributeHole {
  switch (typeof value) {
    case "string":
      return ` ${name}="${escapeHtml(value)}"`;
    case "number":
    case "bigint":
      return ` ${name}="${value}"`;
    case "boolean":
      // `aria-*` and `data-*` know the word "true", and no bare form.
      if (!value) return "";
      return name.startsWith("aria-") ? ` ${name}="true"` : ` ${name}`;
    case "undefined":
      return "";
    case "object": {
      if (value === null) return "";
      if (value instanceof Date) return ` ${name}="${value.toISOString()}"`;
      const brand = brandOf(value);
      if (brand === "safe") return ` ${name}="${escapeHtml((value as Safe).html)}"`;
      if (brand === "deferred") {
        const { resolve } = value as Deferred;
        return new Deferred((context) => {
          const hole = otherAttribute(name, resolve(context));
          return typeof hole === "string" ? raw(hole) : hole;
        });
      }
      const read = (value as Partial<HtmlSafe>)[toHtml];
      if (typeof read === "function") return otherAttribute(name, renderedText(read.call(value as HtmlSafe)));
      if (name.startsWith("phx-") && typeof (value as { toJSON?: unknown }).toJSON === "function") {
        return ` ${name}="${escapeHtml(JSON.stringify(value))}"`;
      }
      throw new TypeError(
        `the attribute ${name} cannot be ${Array.isArray(value) ? "a list" : value instanceof Promise ? "a promise: await it first" : "an object"}${
          value instanceof Promise ? "" : ": give it a string, a number or a boolean"
        }`,
      );
    }
    default:
      throw new TypeError(
        `the attribute ${name} cannot be a ${typeof value}: markup on the server has no event handlers`,
      );
  }
}

/** The text of a value that knows how it reads. */
function renderedText(html: Html): Html {
  return typeof html === "object" && html !== null ? raw(renderToString(html)) : html;
}

/** `class`: a string or a list; the attribute is left out when nothing remains. */
export function classAttribute(value: unknown): AttributeHole {
  if (typeof value === "string") return ` class="${escapeHtml(value)}"`;
  const names = classNames(value);
  return names === "" ? "" : ` class="${escapeHtml(names)}"`;
}

function classNames(value: unknown): string {
  if (value === false || value === null || value === undefined || value === "") return "";
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) {
    throw new TypeError(
      `class takes a string or a list of strings, not ${value === true ? "true" : typeof value}`,
    );
  }
  let out = "";
  for (const entry of value) {
    const names = classNames(entry);
    if (names !== "") out += out === "" ? names : ` ${names}`;
  }
  return out;
}

/** `checked`, `disabled`, …: the bare name or nothing. */
export function booleanAttribute(name: string, value: unknown): AttributeHole {
  if (name === "hidden" && value === "until-found") return ' hidden="until-found"';
  return value === false || value === null || value === undefined || value === "" ? "" : ` ${name}`;
}

/** An address: `javascript:` and its kin are refused, whatever characters hide them. */
export function urlAttribute(tag: string, name: string, value: unknown): AttributeHole {
  if (typeof value === "string") {
    checkUrl(tag, name, value);
    return ` ${name}="${escapeHtml(value)}"`;
  }
  if (value instanceof URL) return urlAttribute(tag, name, value.href);
  if (typeof value === "object" && value !== null && brandOf(value) === "safe") {
    return urlAttribute(tag, name, (value as Safe).html);
  }
  return otherAttribute(name, value);
}

/** Throws when an address would run a program. Browsers skip control characters and spaces, so does this. */
export function checkUrl(tag: string, name: string, url: string): void {
  const colon = url.indexOf(":");
  if (colon === -1) return;
  for (const part of ANIMATION_ATTRIBUTES.has(name.toLowerCase()) ? url.split(";") : [url]) {
    const scheme = SCHEME.exec(part.replace(/[\t\r\n]/g, ""));
    const word = scheme?.[1]?.toLowerCase();
    if (word === undefined) continue;
    if (word === "javascript" || word === "vbscript" || word === "livescript") {
      throw new TypeError(
        `${name} of <${tag}> would run a program (${word}:); only addresses may stand there`,
      );
    }
    if (word === "data" && DOCUMENT_TAGS.has(tag.toLowerCase())) {
      throw new TypeError(`${name} of <${tag}> would open a data: document; only addresses may stand there`);
    }
  }
}

/** `srcdoc` is a document of its own, so a plain string is taken as text of it. */
export function srcdocAttribute(value: unknown): AttributeHole {
  if (value === false || value === null || value === undefined) return "";
  return ` srcdoc="${escapeHtml(renderToString(value as Html))}"`;
}

/** `content` of `<meta>`, which may hold an address to go to. */
export function refreshAttribute(name: string, value: unknown): AttributeHole {
  if (typeof value === "string") {
    const target = /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?\s*([^"']*)/i.exec(value)?.[1];
    if (target !== undefined) checkUrl("meta", name, target);
  }
  return textAttribute(name, value);
}

/** Writes one attribute by what its name asks for. */
export function attribute(tag: string, name: string, value: unknown): AttributeHole {
  switch (attributeKind(tag, name)) {
    case "class":
      return classAttribute(value);
    case "boolean":
      return booleanAttribute(name, value);
    case "url":
      return urlAttribute(tag, name, value);
    case "srcdoc":
      return srcdocAttribute(value);
    case "refresh":
      return refreshAttribute(name, value);
    default:
      return textAttribute(name, value);
  }
}

/**
 * Writes the attributes of an element that has `{...spread}`; names come from data here, so each is checked.
 *
 * @param tag the element's name
 * @param attributes in order; a later one of the same name has won already
 * @param after names that stand after the spread in the source and so override it
 */
export function spreadAttributes(
  tag: string,
  attributes: object,
  after: readonly string[] | null,
): AttributeHole {
  let out = "";
  let deferred: AttributeHole[] | null = null;
  for (const [name, value] of Object.entries(attributes)) {
    if (after?.includes(name)) continue;
    if (value === undefined || value === null || value === false) continue;
    if (name === "" || BAD_NAME.test(name)) {
      throw new TypeError(`${JSON.stringify(name)} cannot be the name of an attribute of <${tag}>`);
    }
    if (/^on/i.test(name)) {
      throw new TypeError(
        `${name} of <${tag}> would run a program: attach the listener in assets/js/app.ts, or use phx-*`,
      );
    }
    if (name === "children" || name === "key") {
      throw new TypeError(
        `the attributes spread into <${tag}> hold \`${name}\`: take it out first, as in ({ ${name}, ...rest })`,
      );
    }
    const hole = attribute(tag, name, value);
    if (typeof hole === "string" && deferred === null) out += hole;
    else if (deferred === null) deferred = [out, hole];
    else deferred.push(hole);
  }
  if (deferred === null) return out;
  const holes = deferred;
  return new Deferred((context) =>
    raw(holes.map((hole) => (typeof hole === "string" ? hole : renderToString(hole, context))).join("")),
  );
}

/** What stands inside `<script>`: `raw` as it is, anything else as JSON. */
export function scriptContent(value: unknown): string {
  if (typeof value === "object" && value !== null && brandOf(value) === "safe") {
    const { html } = value as Safe;
    if (/<\/script|<!--/i.test(html)) {
      throw new TypeError(
        "the text of a <script> holds </script or <!--, which would end it: write it as <\\/script",
      );
    }
    return html;
  }
  return scriptJson(value);
}
