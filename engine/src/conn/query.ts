import { InvalidPathError, InvalidQueryError } from "./errors.ts";
import type { Upload } from "./upload.ts";

/** A value of request parameters. JSON bodies also bring numbers, booleans and null. */
export type ParamValue = string | number | boolean | null | Upload | ParamValue[] | Params;

/** Request parameters: string keys, values nested as the client nested them. */
export interface Params {
  [key: string]: ParamValue | undefined;
}

/** Levels of brackets that are decoded; deeper nesting is refused. */
const MAX_DEPTH = 32;

/** Makes an empty parameter object. It inherits nothing, so that `__proto__` and `constructor` are keys like any other. */
export function newParams(): Params {
  return Object.create(null) as Params;
}

/**
 * Decodes a query string or an urlencoded body into nested parameters.
 *
 * `a=1` → `{a: "1"}`, `a[b]=1` → `{a: {b: "1"}}`, `a[]=1&a[]=2` → `{a: ["1", "2"]}`; the last value given for a key wins, also
 * over one of another shape. Maps within lists are merged into one, `a[][b]=1&a[][c]=2` → `{a: [{b: "1", c: "2"}]}`: number them
 * (`a[0][b]`) to keep them apart. The result has no prototype.
 *
 * @param query without the leading `?`
 * @throws InvalidQueryError (400) for broken percent-encoding, bytes that are not UTF-8 and nesting deeper than 32
 * @example decodeQuery("user[name]=Ada&user[tags][]=a"); // { user: { name: "Ada", tags: ["a"] } }
 * @see Plug.Conn.Query.decode/4
 */
export function decodeQuery(query: string): Params {
  const decoder = new ParamsDecoder();
  const length = query.length;
  let start = 0;
  // Kept from pair to pair while it lies ahead, so that a long query without any is searched once.
  let equals = query.indexOf("=");
  while (start < length) {
    let end = query.indexOf("&", start);
    if (end < 0) end = length;
    if (end > start) {
      if (equals >= 0 && equals < start) equals = query.indexOf("=", start);
      if (equals < 0 || equals >= end) decoder.add(decodeWwwForm(query.slice(start, end)), "");
      else
        decoder.add(decodeWwwForm(query.slice(start, equals)), decodeWwwForm(query.slice(equals + 1, end)));
    }
    start = end + 1;
  }
  return decoder.done();
}

/** What was given for one bracketed prefix, e.g. `user` or `user[tags]`: it becomes a list or a map, as its last value says. */
class Level {
  readonly map: Record<string, ParamValue | Level> = Object.create(null);
  readonly list: (ParamValue | Level)[] = [];
  isList = false;

  put(key: string, value: ParamValue | Level): void {
    this.isList = key === "";
    if (this.isList) this.list.push(value);
    else this.map[key] = value;
  }

  resolve(): ParamValue {
    const { map, list } = this;
    if (this.isList) return list.map((item) => (item instanceof Level ? item.resolve() : item));
    for (const key in map) {
      const value = map[key];
      if (value instanceof Level) map[key] = value.resolve();
    }
    return map as Params;
  }
}

/**
 * Builds nested parameters from decoded pairs, one at a time; for bodies that come in parts.
 *
 * @see Plug.Conn.Query.decode_each/2
 */
export class ParamsDecoder {
  private readonly root: Record<string, ParamValue | Level> = Object.create(null);
  private levels: Map<string, Level> | undefined;

  /**
   * Adds a pair whose key may have brackets.
   *
   * @throws InvalidQueryError (400) when the key nests deeper than 32
   */
  add(key: string, value: ParamValue): void {
    const open = key.indexOf("[");
    if (open <= 0 || key.charCodeAt(key.length - 1) !== 93) this.root[key] = value;
    else this.addNested(key, open, value);
  }

  private addNested(key: string, open: number, value: ParamValue): void {
    const names = key.slice(open + 1, -1).split("][");
    if (names.length > MAX_DEPTH)
      throw new InvalidQueryError(`parameters are nested more than ${MAX_DEPTH} levels deep`);
    this.levels ??= new Map();
    // From the inside out: a level that is there already has its place in the one around it.
    let end = key.length;
    let inner: ParamValue | Level = value;
    for (let i = names.length - 1; i >= 0; i--) {
      const name = names[i]!;
      end -= name.length + 2;
      const prefix = key.slice(0, end);
      const known = this.levels.get(prefix);
      const level = known ?? new Level();
      level.put(name, inner);
      if (known !== undefined) return;
      this.levels.set(prefix, level);
      inner = level;
    }
    this.root[key.slice(0, open)] = inner;
  }

  /** The parameters; nothing may be added after it. */
  done(): Params {
    const { root } = this;
    if (this.levels !== undefined)
      for (const key in root) {
        const value = root[key];
        if (value instanceof Level) root[key] = value.resolve();
      }
    return root as Params;
  }
}

/** Whether a parameter is a map, not a list, an upload or a plain value. */
export function isParams(value: unknown): value is Params {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}

/**
 * Copies a value that came as JSON into objects without a prototype, so that its keys are as harmless as those of a query.
 *
 * @throws InvalidQueryError (400) when it nests deeper than 512 levels
 */
export function paramsFromJson(value: unknown, depth = 0): ParamValue {
  if (typeof value !== "object" || value === null) return value as ParamValue;
  if (depth > 512) throw new InvalidQueryError("the JSON body is nested more than 512 levels deep");
  if (Array.isArray(value)) return value.map((item) => paramsFromJson(item, depth + 1));
  const params = newParams();
  for (const key of Object.keys(value))
    params[key] = paramsFromJson((value as Record<string, unknown>)[key], depth + 1);
  return params;
}

/**
 * Takes the prototypes off what `JSON.parse` has just made, which costs a fraction of copying it; otherwise as `paramsFromJson`.
 *
 * @throws InvalidQueryError (400) when it nests deeper than 512 levels
 */
export function adoptJson(value: unknown, depth = 0): ParamValue {
  if (typeof value !== "object" || value === null) return value as ParamValue;
  if (depth > 512) throw new InvalidQueryError("the JSON body is nested more than 512 levels deep");
  if (Array.isArray(value)) for (const item of value) adoptJson(item, depth + 1);
  else {
    Object.setPrototypeOf(value, null);
    for (const key in value) adoptJson((value as Record<string, unknown>)[key], depth + 1);
  }
  return value as ParamValue;
}

/**
 * Decodes `application/x-www-form-urlencoded` text: `+` is a space, `%XX` a byte of UTF-8.
 *
 * @throws InvalidQueryError (400) for broken percent-encoding and bytes that are not UTF-8
 * @example
 * decodeWwwForm("a+b%21"); // "a b!"
 * @see URI.decode_www_form/1
 */
export function decodeWwwForm(text: string): string {
  const spaced = text.indexOf("+") < 0 ? text : text.replaceAll("+", " ");
  if (spaced.indexOf("%") < 0) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new InvalidQueryError("invalid percent-encoding or UTF-8 in the parameters of the request");
  }
}

/**
 * Decodes one segment of a path.
 *
 * @throws InvalidPathError (400) for broken percent-encoding and bytes that are not UTF-8
 * @example
 * decodeSegment("a%20b+c"); // "a b+c"
 * @see Plug.Router.Utils.decode_path_info!/1
 */
export function decodeSegment(segment: string): string {
  if (segment.indexOf("%") < 0) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new InvalidPathError("invalid percent-encoding or UTF-8 in the path of the request");
  }
}

/** What `encodeQuery` takes. Objects and lists nest; `null` and `undefined` become an empty value. */
export type QueryValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | readonly QueryValue[]
  | QueryMap;
/** Values for a query string, by name; maps and lists may stand inside of each other. */
export interface QueryMap {
  readonly [key: string]: QueryValue;
}

/**
 * Encodes nested values as a query string that `decodeQuery` turns back. Empty maps and lists are left out.
 *
 * @param values `{ filter: { name: "a b" }, ids: [1, 2] }`
 * @param encode how a leaf becomes text; `String` by default, ISO 8601 for dates
 * @throws TypeError for a map inside a list that has not just one entry
 * @example encodeQuery({ filter: { name: "a b" }, ids: [1, 2] }); // "filter[name]=a+b&ids[]=1&ids[]=2"
 * @see Plug.Conn.Query.encode/2
 */
export function encodeQuery(values: QueryMap, encode: (leaf: unknown) => string = leafToText): string {
  const pairs: string[] = [];
  for (const key of Object.keys(values)) encodeField(encodeWwwForm(key), values[key], pairs, encode);
  return pairs.join("&");
}

function encodeField(
  field: string,
  value: QueryValue,
  pairs: string[],
  encode: (leaf: unknown) => string,
): void {
  if (value === null || value === undefined) pairs.push(`${field}=`);
  else if (Array.isArray(value))
    for (const item of value) {
      if (isPlainObject(item) && Object.keys(item).length !== 1)
        throw new TypeError(
          `cannot encode a map of ${Object.keys(item).length} entries inside the list ${field}: ` +
            "a query has no way to keep its entries together; use a map with numbers as keys in place of the list",
        );
      encodeField(`${field}[]`, item, pairs, encode);
    }
  else if (isPlainObject(value))
    for (const key of Object.keys(value))
      encodeField(`${field}[${encodeWwwForm(key)}]`, value[key], pairs, encode);
  else pairs.push(`${field}=${encodeWwwForm(encode(value))}`);
}

function isPlainObject(value: unknown): value is QueryMap {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function leafToText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/**
 * Encodes text for a form or query: everything but letters, digits and `-._~` as `%XX`, a space as `+`.
 *
 * @example
 * encodeWwwForm("a b!"); // "a+b%21"
 * @see URI.encode_www_form/1
 */
export function encodeWwwForm(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
