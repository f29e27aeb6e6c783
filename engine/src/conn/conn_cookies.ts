import { deriveKey } from "../token/key.ts";
import { decryptMessage, encryptMessage, signMessage, verifyMessage } from "../token/message.ts";
import { ConnRequest } from "./conn_request.ts";
import { type CookieOptions, encodeCookie } from "./cookies.ts";

/** Attributes of a response cookie, and whether its value is protected. */
export interface RespCookieOptions extends CookieOptions {
  /** The client can read the value but not change it. */
  sign?: boolean;
  /** The client can neither read nor change the value. */
  encrypt?: boolean;
}

/** A cookie that the response sets: its value as it is sent, with its attributes. */
export interface RespCookie extends RespCookieOptions {
  value: string;
}

/** A response cookie with the value that was put, as `cookies` shows it. */
export interface SentCookie {
  readonly header: string;
  readonly given: unknown;
  readonly value: string;
  readonly options: RespCookieOptions;
}

const COOKIE_MAX_AGE = 86_400;

/**
 * The part of a conn that is cookies: those of the request as far as they are verified, and those that the response sets. Its fields
 * are set by `PlugConn`: in one class they cost a request less than in three.
 */
export abstract class ConnCookies extends ConnRequest {
  abstract secretKeyBase: string | undefined;
  protected abstract sentCookies: Map<string, SentCookie> | undefined;
  protected abstract fetchedCookies: Record<string, unknown> | undefined;

  /** Cookies by name as the client will have them: those of the request, with those that `fetchCookies` verified and the response sets. */
  get cookies(): Record<string, unknown> {
    const cookies = (this.fetchedCookies ?? this.reqCookies) as Record<string, unknown>;
    if (this.sentCookies === undefined) return cookies;
    const changed: Record<string, unknown> = Object.assign(Object.create(null), cookies);
    for (const [name, { given, options }] of this.sentCookies)
      if (options.maxAge === 0 && given === "") delete changed[name];
      else changed[name] = given;
    return changed;
  }

  /**
   * Cookies that the response sets, by name: the value as it is sent, and the attributes (`Plug.Conn`'s `resp_cookies`).
   *
   * @example
   * conn.putRespCookie("theme", "dark", { maxAge: 60 }).respCookies.theme; // { value: "dark", maxAge: 60, … }
   */
  get respCookies(): Readonly<Record<string, RespCookie>> {
    const cookies = Object.create(null) as Record<string, RespCookie>;
    for (const [name, { value, options }] of this.sentCookies ?? []) cookies[name] = { value, ...options };
    return cookies;
  }

  /**
   * Verifies signed and decrypts encrypted cookies; afterwards `cookies` has their values, and leaves out those that do not verify.
   *
   * @param options names of cookies put with `sign: true` or `encrypt: true`
   * @example conn.fetchCookies({ signed: ["user_id"] }).cookies.user_id
   * @see Plug.Conn.fetch_cookies/2
   */
  fetchCookies(options: { signed?: string[]; encrypted?: string[] } = {}): this {
    if (options.signed === undefined && options.encrypted === undefined) return this;
    const cookies: Record<string, unknown> = Object.assign(
      Object.create(null),
      this.fetchedCookies ?? this.reqCookies,
    );
    for (const name of options.signed ?? []) this.openCookie(cookies, name, false);
    for (const name of options.encrypted ?? []) this.openCookie(cookies, name, true);
    this.fetchedCookies = cookies;
    return this;
  }

  private openCookie(cookies: Record<string, unknown>, name: string, encrypted: boolean): void {
    const raw = this.reqCookies[name];
    delete cookies[name];
    if (raw === undefined) return;
    const key = this.cookieKey(name, encrypted);
    const text = encrypted ? decryptMessage(raw, key, name) : verifyMessage(raw, key);
    if (text === undefined) return;
    try {
      const [value, signedAt, maxAge] = JSON.parse(text) as [unknown, number, number];
      if (maxAge > 0 && signedAt + maxAge * 1000 >= Date.now()) cookies[name] = value;
    } catch {
      // Made with this key but of another shape: the same as one that does not verify.
    }
  }

  private cookieKey(name: string, encrypted: boolean): Uint8Array {
    return deriveKey(this.requireSecretKeyBase(), `${name}_cookie${encrypted ? "_encrypted" : ""}`);
  }

  /**
   * The application's secret.
   *
   * @throws TypeError when the conn has none
   */
  requireSecretKeyBase(): string {
    if (this.secretKeyBase === undefined || this.secretKeyBase === "")
      throw new TypeError(
        "conn.secretKeyBase is not set: set secretKeyBase of the endpoint's config to the output of `fledge gen.secret`",
      );
    return this.secretKeyBase;
  }

  /**
   * Sets a cookie in the response.
   *
   * @param value text; with `sign` or `encrypt` anything JSON can hold
   * @param options attributes; `path` `/` and `httpOnly` true by default, `secure` on https; `sign` and `encrypt` protect the value
   *   and make it last `maxAge` seconds, a day by default
   * @throws CookieOverflowError when it is longer than 4096 bytes
   * @throws InvalidHeaderError when name or value cannot stand in a cookie
   * @example conn.putRespCookie("theme", "dark", { maxAge: 31_536_000 })
   * @see Plug.Conn.put_resp_cookie/4
   */
  putRespCookie(name: string, value: unknown, options: RespCookieOptions = {}): this {
    this.refuseSent("put a cookie");
    let text: string;
    if (options.encrypt === true || options.sign === true) {
      const json = JSON.stringify([value, Date.now(), options.maxAge ?? COOKIE_MAX_AGE]);
      const encrypted = options.encrypt === true;
      const key = this.cookieKey(name, encrypted);
      text = encrypted ? encryptMessage(json, key, name) : signMessage(json, key);
    } else if (typeof value === "string") text = value;
    else
      throw new TypeError(
        `the value of cookie "${name}" must be a string; other values need sign or encrypt`,
      );
    this.sentCookies ??= new Map();
    const attributes =
      options.secure === undefined ? { ...options, secure: this.scheme === "https" } : options;
    const header = encodeCookie(name, text, attributes);
    this.sentCookies.set(name, { header, given: value, value: text, options: attributes });
    return this;
  }

  /**
   * Makes the browser forget a cookie. Path and domain must be those it was set with.
   *
   * @example
   * conn.deleteRespCookie("theme")
   * @see Plug.Conn.delete_resp_cookie/3
   */
  deleteRespCookie(name: string, options: CookieOptions = {}): this {
    return this.putRespCookie(name, "", { ...options, maxAge: 0 });
  }
}
