import { CookieOverflowError, InvalidHeaderError } from "./errors.ts";

/** Attributes of a response cookie. */
export interface CookieOptions {
  /** Default `/`. */
  path?: string;
  domain?: string;
  /** Seconds; `expires` follows from it. Without it the cookie lasts as long as the browser's session. */
  maxAge?: number;
  /** Default: whether the request came over https. */
  secure?: boolean;
  /** Hidden from scripts; default true. */
  httpOnly?: boolean;
  sameSite?: "Strict" | "Lax" | "None";
  /** Kept apart for each site that the page is embedded in; browsers want `secure` beside it. */
  partitioned?: boolean;
  /** Further attributes, put as they are: `"Priority=High"`. */
  extra?: string;
}

const MAX_COOKIE_BYTES = 4096;
const SPACE = 32;
const TAB = 9;
const ODD = /[\t\r\n\v\f]/;

/**
 * Parses the `cookie` header. The first of two cookies with one name wins, as the more specific path comes first; pairs
 * that are no cookie are left out, such as those with space in the name. Values are taken as they are, without decoding.
 *
 * @example parseCookies("a=1; b=2"); // { a: "1", b: "2" }
 * @see Plug.Conn.Cookies.decode/1
 */
export function parseCookies(header: string): Record<string, string> {
  const cookies = Object.create(null) as Record<string, string>;
  // Hardly any header has these, so that its cookies need not be searched one by one; to look for each is faster than for all.
  const odd =
    header.includes("\t") ||
    header.includes("\r") ||
    header.includes("\n") ||
    header.includes("\v") ||
    header.includes("\f");
  let start = 0;
  let equals = header.indexOf("=");
  while (start < header.length) {
    let end = header.indexOf(";", start);
    if (end < 0) end = header.length;
    while (header.charCodeAt(start) === SPACE || header.charCodeAt(start) === TAB) start++;
    if (equals >= 0 && equals < start) equals = header.indexOf("=", start);
    if (equals > start && equals < end) {
      const name = header.slice(start, equals);
      let last = end;
      while (header.charCodeAt(last - 1) === SPACE && last > equals + 1) last--;
      const value = header.slice(equals + 1, last);
      if (cookies[name] === undefined && !name.includes(" ") && !(odd && ODD.test(name + value)))
        cookies[name] = value;
    }
    start = end + 1;
  }
  return cookies;
}

/**
 * Writes a `set-cookie` header value.
 *
 * @throws InvalidHeaderError when name or value hold what would end the cookie or the header
 * @throws CookieOverflowError when the whole is longer than 4096 bytes, which browsers drop silently
 * @example encodeCookie("theme", "dark", { maxAge: 60 })
 * @see Plug.Conn.Cookies.encode/2
 */
export function encodeCookie(name: string, value: string, options: CookieOptions = {}): string {
  if (name === "" || /[^\x21-\x7e]|[()<>@,;:\\"/[\]?={}]/.test(name))
    throw new InvalidHeaderError(
      `cookie name ${JSON.stringify(name)} is not a token: use letters, digits, - and _`,
    );
  if (value.includes(";") || hasUnfit(value))
    throw new InvalidHeaderError(
      `value of cookie "${name}" has a semicolon or a character that cannot stand in a header: encode it first, e.g. with encodeURIComponent`,
    );
  let cookie = `${name}=${value}; path=${attribute("path", options.path ?? "/")}`;
  if (options.domain !== undefined) cookie += `; domain=${attribute("domain", options.domain)}`;
  if (options.maxAge !== undefined) {
    const expires = options.maxAge === 0 ? EPOCH : new Date(Date.now() + options.maxAge * 1000).toUTCString();
    cookie += `; expires=${expires}; max-age=${options.maxAge}`;
  }
  if (options.secure === true) cookie += "; secure";
  if (options.httpOnly !== false) cookie += "; HttpOnly";
  if (options.sameSite !== undefined) cookie += `; SameSite=${options.sameSite}`;
  if (options.partitioned === true) cookie += "; Partitioned";
  if (options.extra !== undefined) cookie += `; ${attribute("extra", options.extra)}`;
  // UTF-8 is at most three bytes a UTF-16 unit, so short cookies need no counting.
  if (cookie.length * 3 > MAX_COOKIE_BYTES) {
    const bytes = new TextEncoder().encode(cookie).length;
    if (bytes > MAX_COOKIE_BYTES)
      throw new CookieOverflowError(
        `cookie "${name}" is ${bytes} bytes, browsers keep ${MAX_COOKIE_BYTES}: store less, or keep the data in a database`,
      );
  }
  return cookie;
}

const EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

function attribute(name: string, value: string): string {
  if (hasUnfit(value) || (name !== "extra" && value.includes(";")))
    throw new InvalidHeaderError(
      `cookie attribute ${name} has a semicolon or a character that cannot stand in a header`,
    );
  return value;
}

/** Control characters and what is more than a byte: no server sends these. */
function hasUnfit(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f || code > 0xff) return true;
  }
  return false;
}
