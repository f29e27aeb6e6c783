import { parseCookieDate } from "./cookie_date.ts";
import type { VisibleCookie } from "./protocol.ts";

/** A cookie as the jar keeps it. */
export interface StoredCookie extends VisibleCookie {
  /** Milliseconds since the epoch; `null` for a cookie of the session. */
  expires: number | null;
  httpOnly: boolean;
  secure: boolean;
  sameSite: "strict" | "lax" | "none";
  created: number;
}

/** The address that the jar belongs to. */
export interface CookieHost {
  hostname: string;
  /** Whether `Secure` cookies may be set and sent: HTTPS, or an address of this machine. */
  secure: boolean;
}

/** What asks for cookies. */
export interface CookieRequest {
  path: string;
  /** Whether another site caused the request. */
  crossSite?: boolean;
  /** Whether the address bar follows: a link to another site's page carries `Lax` cookies. */
  navigation?: boolean;
  method?: string;
}

/**
 * The cookies of one host, as a browser keeps them (RFC 6265). It exists because a service worker can neither read the
 * browser's cookies nor set them: `Set-Cookie` on a `Response` that it makes is dropped.
 *
 * @example
 * const jar = new CookieJar({ hostname: "localhost", secure: true });
 * jar.set("_hello_key=abc; path=/; HttpOnly", "/login");
 * jar.header({ path: "/" }); // "_hello_key=abc"
 */
export class CookieJar {
  #cookies: StoredCookie[];
  #host: CookieHost;
  #now: () => number;

  constructor(host: CookieHost, cookies: StoredCookie[] = [], now: () => number = Date.now) {
    this.#host = host;
    this.#cookies = cookies.map((cookie) => ({ ...cookie }));
    this.#now = now;
  }

  /** Takes one `Set-Cookie` value, or (`fromScript`) what was assigned to `document.cookie`. Returns whether the jar changed. */
  set(header: string, requestPath: string, fromScript = false): boolean {
    const cookie = parseSetCookie(header, requestPath, this.#host, this.#now());
    if (!cookie) return false;
    if (fromScript && cookie.httpOnly) return false;
    const index = this.#cookies.findIndex((old) => old.name === cookie.name && old.path === cookie.path);
    const old = this.#cookies[index];
    if (old) {
      if (fromScript && old.httpOnly) return false;
      cookie.created = old.created;
      this.#cookies.splice(index, 1);
    }
    const expired = cookie.expires !== null && cookie.expires <= this.#now();
    if (expired) return old !== undefined;
    this.#cookies.push(cookie);
    return true;
  }

  /** The value of the `cookie` header for a request; `undefined` when there is none to send. */
  header(request: CookieRequest): string | undefined {
    const path = pathOf(request.path);
    const safe = request.method === undefined || ["GET", "HEAD", "OPTIONS"].includes(request.method);
    const pairs = this.#living()
      .filter((cookie) => pathMatches(path, cookie.path))
      .filter((cookie) => {
        if (!request.crossSite || cookie.sameSite === "none") return true;
        return cookie.sameSite === "lax" && request.navigation === true && safe;
      })
      .sort((a, b) => b.path.length - a.path.length || a.created - b.created)
      .map((cookie) => (cookie.name === "" ? cookie.value : `${cookie.name}=${cookie.value}`));
    return pairs.length === 0 ? undefined : pairs.join("; ");
  }

  /** What scripts of the host's pages may see: everything that is not `HttpOnly`. */
  visible(): VisibleCookie[] {
    return this.#living()
      .filter((cookie) => !cookie.httpOnly)
      .sort((a, b) => b.path.length - a.path.length || a.created - b.created)
      .map(({ name, value, path }) => ({ name, value, path }));
  }

  /** Every living cookie, for a jar that takes over. */
  all(): StoredCookie[] {
    return this.#living().map((cookie) => ({ ...cookie }));
  }

  clear(): void {
    this.#cookies = [];
  }

  #living(): StoredCookie[] {
    const now = this.#now();
    this.#cookies = this.#cookies.filter((cookie) => cookie.expires === null || cookie.expires > now);
    return [...this.#cookies];
  }
}

/** Whether a cookie with `cookiePath` goes with a request for `path` (RFC 6265, 5.1.4). */
export function pathMatches(path: string, cookiePath: string): boolean {
  if (path === cookiePath) return true;
  return path.startsWith(cookiePath) && (cookiePath.endsWith("/") || path[cookiePath.length] === "/");
}

// Browsers refuse what is longer than this.
const longestPair = 4096;

function parseSetCookie(
  header: string,
  requestPath: string,
  host: CookieHost,
  now: number,
): StoredCookie | undefined {
  const [pair = "", ...attributes] = header.split(";");
  const equals = pair.indexOf("=");
  const name = equals < 0 ? "" : pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  if (name === "" && value === "") return;
  if (name.length + value.length > longestPair) return;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(pair)) return;

  const cookie: StoredCookie = {
    name,
    value,
    path: defaultPath(requestPath),
    expires: null,
    httpOnly: false,
    secure: false,
    sameSite: "lax",
    created: now,
  };
  let maxAge: number | undefined;
  let domain: string | undefined;
  let pathGiven = false;
  for (const attribute of attributes) {
    const at = attribute.indexOf("=");
    const key = (at < 0 ? attribute : attribute.slice(0, at)).trim().toLowerCase();
    const text = at < 0 ? "" : attribute.slice(at + 1).trim();
    if (key === "expires") cookie.expires = parseCookieDate(text) ?? cookie.expires;
    else if (key === "max-age" && /^-?\d+$/.test(text)) maxAge = Number(text);
    else if (key === "domain") domain = text.replace(/^\./, "").toLowerCase();
    else if (key === "path") {
      cookie.path = text.startsWith("/") ? text : defaultPath(requestPath);
      pathGiven = text === "/";
    } else if (key === "secure") cookie.secure = true;
    else if (key === "httponly") cookie.httpOnly = true;
    else if (key === "samesite") cookie.sameSite = sameSiteOf(text);
  }
  if (maxAge !== undefined) cookie.expires = maxAge <= 0 ? 0 : now + maxAge * 1000;
  if (domain && domain !== host.hostname && !host.hostname.endsWith(`.${domain}`)) return;
  if (cookie.secure && !host.secure) return;
  if (cookie.sameSite === "none" && !cookie.secure) return;
  const prefix = name.toLowerCase();
  if (prefix.startsWith("__secure-") && !cookie.secure) return;
  if (prefix.startsWith("__host-") && (!cookie.secure || domain || !pathGiven)) return;
  return cookie;
}

function sameSiteOf(text: string): StoredCookie["sameSite"] {
  const value = text.toLowerCase();
  return value === "strict" || value === "none" ? value : "lax";
}

function pathOf(target: string): string {
  return target.split(/[?#]/, 1)[0] || "/";
}

/** Folder of the request's path (RFC 6265, 5.1.4). */
function defaultPath(requestPath: string): string {
  const path = pathOf(requestPath);
  const last = path.lastIndexOf("/");
  return !path.startsWith("/") || last === 0 ? "/" : path.slice(0, last);
}
