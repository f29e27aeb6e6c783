import { suggest } from "./suggest.ts";

const words = (text: string): Set<string> => new Set(text.split(" "));

/** Elements that have no content and no end tag. */
export const VOID_ELEMENTS = words("area base br col embed hr img input link meta param source track wbr");

/** Elements whose text is not markup. */
export const RAW_TEXT_ELEMENTS = words("script style");

const PHX_ATTRIBUTES = words(
  "phx-click phx-click-away phx-change phx-submit phx-feedback-for phx-feedback-group phx-disable-with phx-trigger-action " +
    "phx-auto-recover phx-blur phx-focus phx-window-blur phx-window-focus phx-keydown phx-keyup phx-key phx-window-keydown " +
    "phx-window-keyup phx-viewport-top phx-viewport-bottom phx-viewport-overrun-target phx-update phx-mounted phx-remove phx-hook " +
    "phx-debounce phx-throttle phx-target phx-connected phx-disconnected phx-drop-target phx-track-static phx-no-format " +
    "phx-no-unused-field phx-no-usage-tracking phx-page-loading phx-link phx-link-state",
);

/** Elements whose content is text, and never markup. */
export const TEXT_ELEMENTS = words("textarea title");

/** What happens in a browser and LiveView's client tells the server of: `click` for `phx-click`. */
const PHX_EVENTS = words("click change submit blur focus keydown keyup");

const PHX_UPDATES = words("replace stream ignore append prepend");

/** Names from React that are other words in HTML. */
const RENAMED: Record<string, string> = {
  className: "class",
  htmlFor: "for",
  dangerouslySetInnerHTML: "{raw(html)} between the tags",
  defaultValue: "value",
  defaultChecked: "checked",
};

/** Elements that parsers take for another one. */
const RENAMED_ELEMENTS: Record<string, string> = { image: "img" };

/** What is wrong with the name of an attribute, or `undefined`. */
export function attributeNameProblem(name: string): string | undefined {
  if (name.startsWith("phx-") && !name.startsWith("phx-value-") && !PHX_ATTRIBUTES.has(name)) {
    const meant = suggest(name, PHX_ATTRIBUTES);
    return `there is no attribute ${name}; ${
      meant === undefined
        ? `write data-${name.slice(4)} for one of your own, or phx-value-${name.slice(4)} to send a value with an event`
        : `did you mean ${meant}?`
    }`;
  }
  const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
  return renamed === undefined ? undefined : `${name} is not an attribute of HTML; write ${renamed}`;
}

/** Why a handler cannot have a value that is made here. */
export function handlerProblem(name: string): string {
  const event = name.slice(2).toLowerCase();
  const instead = PHX_EVENTS.has(event) ? `phx-${event}` : "a hook (phx-hook)";
  return (
    `${name} cannot hold a value: markup is text when it reaches the browser, so a function stays here. ` +
    `Attach the listener in assets/js/app.ts, or use ${instead}`
  );
}

/**
 * What LiveView's client would stumble over in an element's attributes, or `undefined`.
 *
 * @param names of all attributes; @param spread whether others may come with a spread
 */
export function hookProblem(name: string, names: ReadonlySet<string>, spread: boolean): string | undefined {
  if ((name !== "phx-hook" && name !== "phx-update") || spread || names.has("id")) return undefined;
  return `${name} needs an id on the same element, by which the client finds it again: add id="…"`;
}

/** What is wrong with the text of an attribute, or `undefined`. */
export function attributeTextProblem(name: string, text: string): string | undefined {
  if (name !== "phx-update" || PHX_UPDATES.has(text)) return undefined;
  const meant = suggest(text, PHX_UPDATES);
  return `phx-update cannot be "${text}"; ${meant === undefined ? `write one of ${[...PHX_UPDATES].join(", ")}` : `did you mean "${meant}"?`}`;
}

const CLOSES_P = words(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hgroup hr main menu nav ol p pre search section table ul",
);
const NOT_IN_ITSELF = words("a button form label");
const PARENTS: Record<string, Set<string>> = {
  tr: words("table thead tbody tfoot template"),
  td: words("tr template"),
  th: words("tr template"),
  thead: words("table template"),
  tbody: words("table template"),
  tfoot: words("table template"),
  caption: words("table template"),
  colgroup: words("table template"),
  col: words("colgroup table template"),
  dt: words("dl div template"),
  dd: words("dl div template"),
  option: words("select optgroup datalist template button selectedcontent"),
  optgroup: words("select template"),
  legend: words("fieldset optgroup template"),
  head: words("html"),
  body: words("html"),
  html: words(""),
};
const CHILDREN: Record<string, Set<string>> = {
  table: words("caption colgroup col thead tbody tfoot tr template script style"),
  thead: words("tr template script style"),
  tbody: words("tr template script style"),
  tfoot: words("tr template script style"),
  tr: words("td th template script style"),
  colgroup: words("col template"),
};
/** Where text may stand that a browser would move out of a table. */
const CELLS: Record<string, string> = {
  table: "<caption>, or in a cell",
  thead: "<th>",
  tbody: "<td>",
  tfoot: "<td>",
  tr: "<td>",
  colgroup: "<caption>",
};
const HEADINGS = words("h1 h2 h3 h4 h5 h6");
/** Where an open `<li>` stays open although another begins. */
const LISTS = words("ul ol menu");
/** Where the rules for HTML end. */
const FOREIGN = words("svg math");

/**
 * What is wrong with an element at this place, or `undefined`: a browser would move it elsewhere, so that the page is not what
 * the source says.
 *
 * @param tag the element; @param ancestors the elements around it that are known, outermost first
 */
export function nestingProblem(tag: string, ancestors: readonly string[]): string | undefined {
  const renamed = Object.hasOwn(RENAMED_ELEMENTS, tag) ? RENAMED_ELEMENTS[tag] : undefined;
  const foreign = ancestors.some((name) => FOREIGN.has(name));
  if (renamed !== undefined && !foreign) return `there is no element <${tag}>; write <${renamed}>`;
  const parent = ancestors.at(-1);
  if (parent === undefined || foreign) return undefined;
  if (TEXT_ELEMENTS.has(parent))
    return `<${parent}> holds text alone: a browser would show <${tag}> as it is written`;
  const parents = Object.hasOwn(PARENTS, tag) ? PARENTS[tag] : undefined;
  if (parents !== undefined && !parents.has(parent)) {
    const expected = [...parents].filter((name) => name !== "template" && name !== "");
    if (expected.length === 0) return `<${tag}> cannot stand inside another element`;
    return `<${tag}> cannot stand in <${parent}>: put it in ${expected
      .slice(0, 3)
      .map((name) => `<${name}>`)
      .join(" or ")}`;
  }
  const children = Object.hasOwn(CHILDREN, parent) ? CHILDREN[parent] : undefined;
  if (children !== undefined && !children.has(tag)) {
    return `<${tag}> cannot stand in <${parent}>, which takes ${[...children]
      .slice(0, 3)
      .map((name) => `<${name}>`)
      .join(", ")}: a browser would move it out`;
  }
  // A button, a table cell or an object starts anew for paragraphs.
  const barrier = Math.max(
    ...["button", "td", "th", "caption", "object", "template"].map((name) => ancestors.lastIndexOf(name)),
  );
  if (CLOSES_P.has(tag) && ancestors.lastIndexOf("p") > barrier) {
    return `<${tag}> cannot stand in <p>, which it would end: make the <p> a <div>`;
  }
  if (NOT_IN_ITSELF.has(tag) && ancestors.includes(tag)) {
    return `<${tag}> cannot stand in another <${tag}>, which it would end: put it beside that one`;
  }
  if (HEADINGS.has(tag) && HEADINGS.has(parent)) {
    return `<${tag}> cannot stand in <${parent}>, which it would end: put it beside that one`;
  }
  if (tag === "li" && ancestors.lastIndexOf("li") > ancestors.findLastIndex((name) => LISTS.has(name))) {
    return "<li> cannot stand in another <li>, which it would end: put a <ul> or <ol> between them";
  }
  return undefined;
}

/** What is wrong with text at this place, or `undefined`. @param ancestors the elements around it, outermost first */
export function textProblem(ancestors: readonly string[]): string | undefined {
  const parent = ancestors.at(-1);
  if (parent === undefined || !Object.hasOwn(CELLS, parent)) return undefined;
  return `text cannot stand in <${parent}>, a browser would move it out: put it in ${CELLS[parent]}`;
}
