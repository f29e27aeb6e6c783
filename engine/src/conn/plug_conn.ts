import type { Header, HttpAdapter, ResponseBody } from "../http/adapter.ts";
import { deriveKey } from "../token/key.ts";
import { decryptMessage, encryptMessage, signMessage, verifyMessage } from "../token/message.ts";
import { ConnRequest } from "./conn_request.ts";
import { type CookieOptions, encodeCookie } from "./cookies.ts";
import type { EndpointContext } from "./endpoint_context.ts";
import { AlreadySentError, NotSentError } from "./errors.ts";
import { checkHeader } from "./headers.ts";
import { type Status, statusCode } from "./status.ts";

/** Values that plugs and actions put on the conn for the views. */
export type Assigns = Record<string, unknown>;
/** Session data; what JSON can hold. */
export type Session = Record<string, unknown>;

/**
 * How far the response is: `unset`, `set` by `resp`, `set_chunked` or `set_file` while the callbacks before such a one run, being sent
 * as `chunked` or `file`, or `sent` (the adapter has it).
 */
export type ConnState = "unset" | "set" | "set_chunked" | "set_file" | "chunked" | "file" | "sent";

/** What becomes of the session when the response goes out (`configureSession`). */
export type SessionMode = "ignore" | "drop" | "renew";

/** Loads the session; put on the conn by `session()`. */
export type SessionFetcher = (conn: PlugConn<object>) => void;

/** A callback of `registerBeforeSend`. */
export type BeforeSend<C> = (conn: C) => void;

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
interface SentCookie {
  readonly header: string;
  readonly given: unknown;
  readonly value: string;
  readonly options: RespCookieOptions;
}

const DEFAULT_CACHE_CONTROL = "max-age=0, private, must-revalidate";
const COOKIE_MAX_AGE = 86_400;

/**
 * One request and its response. Methods that change it give it back, so that they chain.
 *
 * What costs something (query, cookies, path segments, host) is worked out when it is first asked for.
 *
 * @see Plug.Conn
 */
export class PlugConn<A extends object = Assigns> extends ConnRequest {
  /** Values for plugs, actions and views. */
  assigns: A;
  /** Values for libraries; applications leave it alone. */
  private: Record<string, unknown> = {};
  /** Status of the response; `undefined` until set. */
  status: number | undefined = undefined;
  respHeaders: Header[] = [["cache-control", DEFAULT_CACHE_CONTROL]];
  respBody: ResponseBody | undefined = undefined;
  state: ConnState = "unset";
  /** True once a plug has ended the pipeline. */
  halted = false;
  /** Secret of the application, put by the endpoint. */
  secretKeyBase: string | undefined = undefined;
  /** The endpoint that the conn came through. */
  endpoint: EndpointContext | undefined = undefined;
  /** Loader of the session, put by `session()`. */
  sessionFetcher: SessionFetcher | undefined = undefined;
  /** What becomes of the session; `undefined` writes it when it was changed. */
  sessionMode: SessionMode | undefined = undefined;
  /** Whether the session was changed since it was fetched. */
  sessionTouched = false;

  private readonly beforeSend: BeforeSend<never>[] = [];
  private sessionData: Session | undefined = undefined;
  private sentCookies: Map<string, SentCookie> | undefined = undefined;

  /** @param adapter the request as the server gave it */
  constructor(adapter: HttpAdapter) {
    super(adapter);
    this.assigns = {} as A;
  }

  // Cookies

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
  private fetchedCookies: Record<string, unknown> | undefined = undefined;

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

  // Session

  /**
   * Loads the session, so that the functions below may be used.
   *
   * @throws TypeError when `session()` did not run before
   * @see Plug.Conn.fetch_session/2
   */
  fetchSession(): this {
    if (this.sessionData !== undefined) return this;
    if (this.sessionFetcher === undefined)
      throw new TypeError(
        'cannot fetch the session: put session({ store: "cookie", … }) among the endpoint\'s plugs',
      );
    this.sessionFetcher(this);
    return this;
  }

  /** Whether `fetchSession` has run. */
  get sessionFetched(): boolean {
    return this.sessionData !== undefined;
  }

  /** Gives the session its data; called by the store's plug when it is fetched. */
  loadSession(data: Session): this {
    this.sessionData = data;
    return this;
  }

  private session(): Session {
    if (this.sessionData === undefined)
      throw new TypeError(
        "the session was not fetched: put fetchSession() in the pipeline before this plug or action",
      );
    return this.sessionData;
  }

  /**
   * The whole session, or one value of it.
   *
   * @param name key; without it the whole session is given
   * @param fallback given when the session does not have it
   * @throws TypeError when the session was not fetched
   * @example
   * conn.getSession("user_id"); // undefined
   * conn.getSession("user_id", 0); // 0
   * @see Plug.Conn.get_session/3
   */
  getSession(): Session;
  getSession(name: string, fallback?: unknown): unknown;
  getSession(name?: string, fallback?: unknown): unknown {
    const data = this.session();
    if (name === undefined) return data;
    return data[name] === undefined ? fallback : data[name];
  }

  /**
   * Puts a value in the session.
   *
   * @param value what JSON can hold
   * @example
   * conn.putSession("user_id", 7).getSession("user_id"); // 7
   * @see Plug.Conn.put_session/3
   */
  putSession(name: string, value: unknown): this {
    this.refuseSent("put in the session");
    this.session()[name] = value;
    this.sessionTouched = true;
    return this;
  }

  /**
   * Takes a value out of the session (`Plug.Conn.delete_session/2`).
   *
   * @example
   * conn.putSession("user_id", 7).deleteSession("user_id").getSession(); // {}
   */
  deleteSession(name: string): this {
    this.refuseSent("delete from the session");
    delete this.session()[name];
    this.sessionTouched = true;
    return this;
  }

  /**
   * Empties the session (`Plug.Conn.clear_session/1`).
   *
   * @example
   * conn.putSession("user_id", 7).clearSession().getSession(); // {}
   */
  clearSession(): this {
    this.refuseSent("clear the session");
    this.session();
    this.sessionData = Object.create(null) as Session;
    this.sessionTouched = true;
    return this;
  }

  /**
   * Says what becomes of the session: `renew` gives it a new id or token (after log-in), `drop` removes it, `ignore` leaves it as
   * the client has it.
   *
   * @example
   * conn.configureSession({ renew: true }).putSession("user_id", 7)
   * @see Plug.Conn.configure_session/2
   */
  configureSession(options: { renew?: boolean; drop?: boolean; ignore?: boolean }): this {
    this.refuseSent("configure the session");
    this.session();
    if (options.ignore) this.sessionMode = "ignore";
    else if (options.drop) this.sessionMode = "drop";
    else if (options.renew) this.sessionMode = "renew";
    return this;
  }

  // Assigns

  /**
   * Puts values for plugs, actions and views; with an object, all of its entries.
   *
   * @example conn.assign("locale", "fr").assign({ user, cart })
   * @see Plug.Conn.assign/3
   * @see Plug.Conn.merge_assigns/2
   */
  assign<const K extends string, V>(name: K, value: V): PlugConn<A & Record<K, V>>;
  assign<V extends object>(values: V): PlugConn<A & V>;
  assign(nameOrValues: string | object, value?: unknown): PlugConn<A & object> {
    if (typeof nameOrValues === "string") (this.assigns as Assigns)[nameOrValues] = value;
    else Object.assign(this.assigns, nameOrValues);
    return this;
  }

  /**
   * Puts a value for libraries (`Plug.Conn.put_private/3`).
   *
   * @example
   * conn.putPrivate("my_plug", { seen: true }).private.my_plug; // { seen: true }
   */
  putPrivate(name: string, value: unknown): this {
    this.private[name] = value;
    return this;
  }

  /**
   * Puts several values for libraries (`Plug.Conn.merge_private/2`).
   *
   * @example
   * conn.mergePrivate({ one: 1, two: 2 }).private.two; // 2
   */
  mergePrivate(values: Readonly<Record<string, unknown>>): this {
    Object.assign(this.private, values);
    return this;
  }

  // Response

  /**
   * Ends the pipeline: plugs after this one do not run (`Plug.Conn.halt/1`).
   *
   * @example
   * conn.putStatus(401).text("sign in first").halt().halted; // true
   */
  halt(): this {
    this.halted = true;
    return this;
  }

  /**
   * Sets the status of the response.
   *
   * @param status number or name, `404` or `"not_found"`
   * @throws AlreadySentError, TypeError when there is no such status
   * @example
   * conn.putStatus("not_found").status; // 404
   * @see Plug.Conn.put_status/2
   */
  putStatus(status: Status): this {
    this.refuseSent("put the status");
    this.status = statusCode(status);
    return this;
  }

  /**
   * A response header, the first of that name; `undefined` when there is none (`Plug.Conn.get_resp_header/2`).
   *
   * @example
   * conn.getRespHeader("cache-control"); // "max-age=0, private, must-revalidate"
   */
  getRespHeader(name: string): string | undefined {
    for (const header of this.respHeaders) if (header[0] === name) return header[1];
    return undefined;
  }

  /**
   * Sets a response header in place of those of that name.
   *
   * @param name in lower case
   * @throws InvalidHeaderError when the name is not a lower-case token, or the value has a line break
   * @throws AlreadySentError
   * @example
   * conn.putRespHeader("x-frame-options", "DENY").getRespHeader("x-frame-options"); // "DENY"
   * @see Plug.Conn.put_resp_header/3
   */
  putRespHeader(name: string, value: string): this {
    this.refuseSent("put the header", name);
    checkHeader(name, value);
    const headers = this.respHeaders;
    for (let i = 0; i < headers.length; i++) {
      if (headers[i]![0] === name) {
        headers[i] = [name, value];
        for (let j = headers.length - 1; j > i; j--) if (headers[j]![0] === name) headers.splice(j, 1);
        return this;
      }
    }
    headers.push([name, value]);
    return this;
  }

  /**
   * Adds a response header beside those of that name (`Plug.Conn.prepend_resp_headers/2`).
   *
   * @example
   * conn.addRespHeader("link", "</a.css>; rel=preload").addRespHeader("link", "</b.js>; rel=preload")
   */
  addRespHeader(name: string, value: string): this {
    this.refuseSent("add the header", name);
    checkHeader(name, value);
    this.respHeaders.push([name, value]);
    return this;
  }

  /**
   * Sets several response headers (`Plug.Conn.merge_resp_headers/2`).
   *
   * @example
   * conn.mergeRespHeaders({ "x-one": "1", "x-two": "2" }).getRespHeader("x-two"); // "2"
   */
  mergeRespHeaders(headers: Readonly<Record<string, string>> | readonly Header[]): this {
    const pairs = Array.isArray(headers)
      ? (headers as Header[])
      : Object.entries(headers as Record<string, string>);
    for (const [name, value] of pairs) this.putRespHeader(name, value);
    return this;
  }

  /** Changes a response header, the first of that name, or sets it to `initial` when there is none (`Plug.Conn.update_resp_header/4`). */
  updateRespHeader(name: string, initial: string, update: (value: string) => string): this {
    const header = this.respHeaders.find(([known]) => known === name);
    if (header === undefined) return this.putRespHeader(name, initial);
    this.refuseSent("update the header", name);
    const value = update(header[1]);
    checkHeader(name, value);
    this.respHeaders = this.respHeaders.map((known) => (known === header ? [name, value] : known));
    return this;
  }

  /**
   * Removes a response header (`Plug.Conn.delete_resp_header/2`).
   *
   * @example
   * conn.deleteRespHeader("cache-control").getRespHeader("cache-control"); // undefined
   */
  deleteRespHeader(name: string): this {
    this.refuseSent("delete the header", name);
    if (this.getRespHeader(name) !== undefined)
      this.respHeaders = this.respHeaders.filter((header) => header[0] !== name);
    return this;
  }

  /**
   * Sets the content type of the response.
   *
   * @param type media type, `text/html`
   * @param charset `utf-8` by default; `null` for none
   * @example
   * conn.putRespContentType("text/csv").getRespHeader("content-type"); // "text/csv; charset=utf-8"
   * @see Plug.Conn.put_resp_content_type/3
   */
  putRespContentType(type: string, charset: string | null = "utf-8"): this {
    return this.putRespHeader("content-type", charset === null ? type : `${type}; charset=${charset}`);
  }

  /**
   * Sets status and body without sending; the endpoint sends it at the end.
   *
   * @example
   * conn.resp(200, "hello").state; // "set"
   * @see Plug.Conn.resp/3
   */
  resp(status: Status, body: ResponseBody): this {
    this.refuseSent("set the response");
    this.status = statusCode(status);
    this.respBody = body;
    this.state = "set";
    return this;
  }

  /**
   * Sends the response: the one given, or what `resp` has set.
   *
   * @throws AlreadySentError when it was sent; NotSentError when there is nothing to send
   * @example conn.putRespContentType("text/plain").sendResp(200, "hello")
   * @see Plug.Conn.send_resp/3
   */
  sendResp(status?: Status, body?: ResponseBody): this {
    if (status !== undefined) this.resp(status, body ?? "");
    else this.refuseSent("send the response");
    if (this.status === undefined || this.respBody === undefined)
      throw new NotSentError(
        "cannot send a response without status and body: give them to sendResp, or call resp before",
      );
    this.runBeforeSend();
    this.state = "sent";
    this.adapter.sendResp(this.status, this.respHeaders, this.respBody);
    return this;
  }

  /**
   * Sends a file, or a part of it. Resolves once it has gone out.
   *
   * @param path absolute, on the platform's file system; never build it from what a client sent without checks
   * @param offset first byte; default 0
   * @param length bytes; default all the rest
   * @see Plug.Conn.send_file/5
   */
  async sendFile(status: Status, path: string, offset = 0, length = Number.POSITIVE_INFINITY): Promise<this> {
    this.refuseSent("send a file");
    if (path.includes("\0"))
      throw new TypeError(`cannot send the file ${JSON.stringify(path)}: its path has a null character`);
    this.status = statusCode(status);
    this.state = "set_file";
    this.runBeforeSend();
    this.state = "file";
    await this.adapter.sendFile(this.status, this.respHeaders, path, offset, length);
    this.state = "sent";
    return this;
  }

  /**
   * Starts a response whose body follows in chunks (`Plug.Conn.send_chunked/2`).
   *
   * @example
   * await conn.sendChunked(200);
   * await conn.chunk("one row\n");
   */
  sendChunked(status: Status): this {
    this.refuseSent("start a chunked response");
    this.status = statusCode(status);
    this.state = "set_chunked";
    this.runBeforeSend();
    this.state = "chunked";
    this.adapter.sendChunked(this.status, this.respHeaders);
    return this;
  }

  /**
   * Writes a chunk of a chunked response. An empty one is left out, as it would end the response.
   *
   * @returns `closed` when the client has gone; wait for it, so that a slow client is not flooded
   * @throws TypeError when `sendChunked` was not called
   * @see Plug.Conn.chunk/2
   */
  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    if (this.state !== "chunked")
      throw new TypeError("chunk needs a chunked response: call sendChunked(200) first");
    return data.length === 0 ? "ok" : this.adapter.chunk(data);
  }

  /**
   * Ends the request: sends what `resp` has set, ends a chunked response. Called by the endpoint.
   *
   * @throws NotSentError when there is no response
   */
  finish(): this {
    if (this.state === "set") this.sendResp();
    else if (this.state === "chunked") {
      this.adapter.endChunked();
      this.state = "sent";
    } else if (this.state === "unset") throw new NotSentError();
    return this;
  }

  /** Breaks off a response that has begun, so that the client does not take it for whole. Called by the endpoint after an error. */
  abort(error: unknown): this {
    this.adapter.abort(error);
    this.state = "sent";
    return this;
  }

  /**
   * Registers a function that runs right before the response goes out; the last registered runs first.
   *
   * @example
   * conn.registerBeforeSend((late) => late.putRespHeader("x-sent", "yes")).text("hello");
   * conn.getRespHeader("x-sent"); // "yes"
   * @see Plug.Conn.register_before_send/2
   */
  registerBeforeSend(callback: BeforeSend<this>): this {
    this.refuseSent("register a callback");
    this.beforeSend.push(callback);
    return this;
  }

  private runBeforeSend(): void {
    // Each runs once: when one fails, the error page is sent with those that are left.
    for (let callback = this.beforeSend.pop(); callback !== undefined; callback = this.beforeSend.pop())
      callback(this as never);
    if (this.sentCookies !== undefined)
      for (const { header } of this.sentCookies.values()) this.respHeaders.push(["set-cookie", header]);
  }

  /** Whether nothing was sent yet. */
  get sendable(): boolean {
    const { state } = this;
    return state === "unset" || state === "set" || state === "set_chunked" || state === "set_file";
  }

  protected refuseSent(what: string, name?: string): void {
    if (!this.sendable) throw new AlreadySentError(name === undefined ? what : `${what} "${name}"`);
  }
}
