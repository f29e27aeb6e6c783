/** A content type taken apart; type and subtype in lower case. */
export interface MediaType {
  type: string;
  subtype: string;
  params: Record<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
// Without wildcards, which only an accept header has.
const NAME = TOKEN.replace("*", "");
const TYPE = new RegExp(`^\\s*(${NAME})/(${NAME})\\s*(?:;|$)`);

/**
 * Takes a `content-type` apart.
 *
 * @returns `undefined` when it is none
 * @example parseMediaType('text/html; charset="utf-8"'); // { type: "text", subtype: "html", params: { charset: "utf-8" } }
 * @see Plug.Conn.Utils.content_type/1
 */
export function parseMediaType(header: string): MediaType | undefined {
  const match = TYPE.exec(header);
  if (match === null) return undefined;
  return {
    type: match[1]!.toLowerCase(),
    subtype: match[2]!.toLowerCase(),
    params: parseHeaderParams(header.slice(match[0].length)),
  };
}

const PARAM = new RegExp(`(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s"]+))`, "g");

/**
 * Parameters of a header value, `name="a"; filename=b.txt`; names in lower case, the first of two with one name counts.
 *
 * @see Plug.Conn.Utils.params/1
 */
export function parseHeaderParams(text: string): Record<string, string> {
  const params = Object.create(null) as Record<string, string>;
  for (const [, name, quoted, plain] of text.matchAll(PARAM)) {
    const key = name!.toLowerCase();
    if (params[key] !== undefined) continue;
    // Only quotes and backslashes are taken as escaped: browsers send `C:\file` unescaped.
    params[key] = quoted === undefined ? plain! : quoted.replace(/\\(["\\])/g, "$1");
  }
  return params;
}
