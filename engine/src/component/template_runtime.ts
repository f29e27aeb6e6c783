import {
  attribute,
  booleanAttribute,
  classAttribute,
  refreshAttribute,
  scriptContent,
  spreadAttributes,
  srcdocAttribute,
  textAttribute,
  urlAttribute,
} from "./attributes.ts";
import { brandOf, type Html, type Key, Rendered, Template } from "./rendered.ts";

function rendered(template: Template, dynamics: readonly Html[]): Rendered {
  return new Rendered(template, dynamics, undefined);
}

function keyed(template: Template, key: Key, dynamics: readonly Html[]): Rendered {
  return new Rendered(template, dynamics, checkKey(key));
}

/** A component in a list: its key goes onto what it rendered. */
function keyedComponent(key: Key, html: Html): Html {
  checkKey(key);
  if (html instanceof Promise) return html.then((value) => keyedComponent(key, value));
  if (typeof html === "object" && html !== null && brandOf(html) === "rendered") {
    const { template, dynamics } = html as Rendered;
    return new Rendered(template, dynamics, key);
  }
  return html;
}

function checkKey(key: Key): Key {
  if (typeof key === "string" || typeof key === "number" || typeof key === "bigint") return key;
  throw new TypeError(
    `key is ${key === null ? "null" : typeof key}: give each entry a string or a number of its own`,
  );
}

/** What compiled templates call. Nothing here is for use by hand. */
export const templateRuntime = {
  Template,
  rendered,
  keyed,
  keyedComponent,
  attribute,
  text: textAttribute,
  url: urlAttribute,
  class: classAttribute,
  boolean: booleanAttribute,
  srcdoc: srcdocAttribute,
  refresh: refreshAttribute,
  spread: spreadAttributes,
  script: scriptContent,
};
