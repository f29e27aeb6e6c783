/** A media type taken apart; type and subtype in lower case. */
export interface MediaType {
  type: string;
  subtype: string;
  params: Record<string, string>;
}

const NAME = "[!#$%&'+.^_`|~0-9A-Za-z-]+";
const RANGE = new RegExp(`^\\s*(\\*/\\*|${NAME}/\\*|${NAME}/${NAME})\\s*(?:;|$)`);

/**
 * Takes one media type of an `accept` header apart, which may have wildcards.
 *
 * @returns `undefined` when it is none
 * @example
 * parseMediaRange("text/*; q=0.5"); // { type: "text", subtype: "*", params: { q: "0.5" } }
 * @see Plug.Conn.Utils.media_type/1
 */
export function parseMediaRange(text: string): MediaType | undefined {
  const match = RANGE.exec(text);
  if (match === null) return undefined;
  const name = match[1]!.toLowerCase();
  const slash = name.indexOf("/");
  return {
    type: name.slice(0, slash),
    subtype: name.slice(slash + 1),
    params: parseHeaderParams(text.slice(match[0].length)),
  };
}

/**
 * Takes a `content-type` apart.
 *
 * @returns `undefined` when it is none, also for one with wildcards
 * @example parseMediaType('text/html; charset="utf-8"'); // { type: "text", subtype: "html", params: { charset: "utf-8" } }
 * @see Plug.Conn.Utils.content_type/1
 */
export function parseMediaType(header: string): MediaType | undefined {
  const parsed = parseMediaRange(header);
  return parsed?.subtype === "*" ? undefined : parsed;
}

/** What lies between semicolons that are not in quotes. */
const PARTS = /(?:"(?:[^"\\]|\\.)*"?|[^;"])+/gs;
const PARAM = /^\s*([^\s()<>@,;:\\"/[\]?={}\p{Cc}]+)=(.*)$/su;

/**
 * Parameters of a header value, `name="a"; filename=b.txt`; names in lower case, the first of two with one name counts. What is no
 * parameter is left out.
 *
 * @example
 * parseHeaderParams('foo=BAR; Baz="b;z"; wat'); // { foo: "BAR", baz: "b;z" }
 * @see Plug.Conn.Utils.params/1
 */
export function parseHeaderParams(text: string): Record<string, string> {
  const params = Object.create(null) as Record<string, string>;
  for (const [part] of text.matchAll(PARTS)) {
    const match = PARAM.exec(part);
    if (match === null) continue;
    const name = match[1]!.toLowerCase();
    const value = parseHeaderToken(match[2]!);
    if (value !== undefined && params[name] === undefined) params[name] = value;
  }
  return params;
}

const QUOTED = /^"((?:[^"\\]|\\.)*)"\s*$/s;
// Mail libraries send boundaries such as `----=_Part_1` without the quotes that they ought to have.
const PLAIN = /^([^\s<>,;\\"\p{Cc}]*)\s*$/u;

/**
 * The value of a header's parameter, with or without quotes; space after it does not count. Only quotes and backslashes are taken as
 * escaped, since browsers send `C:\file` unescaped.
 *
 * @returns `undefined` when it is none
 * @example
 * parseHeaderToken('"<a> \\"b\\""'); // '<a> "b"'
 * parseHeaderToken("<a>"); // undefined
 * @see Plug.Conn.Utils.token/1
 */
export function parseHeaderToken(text: string): string | undefined {
  if (text === "") return undefined;
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return quoted[1]!.replace(/\\(["\\])/g, "$1");
  return PLAIN.exec(text)?.[1];
}

/**
 * The entries of a header that is a list, without empty ones.
 *
 * @example
 * parseHeaderList("gzip, , br"); // ["gzip", "br"]
 * @see Plug.Conn.Utils.list/1
 */
export function parseHeaderList(text: string): string[] {
  return text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
