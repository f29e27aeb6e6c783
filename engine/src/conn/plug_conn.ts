import type { Header, HttpAdapter, ResponseBody } from "../http/adapter.ts";
import type { SomeAssigns } from "./assign_types.ts";
import type { Assigns } from "./assigns.ts";
import type { SentCookie } from "./conn_cookies.ts";
import { type BeforeSend, ConnResponse, type ConnState } from "./conn_response.ts";
import type { EndpointContext } from "./endpoint_context.ts";

/** Session data; what JSON can hold. */
export type Session = Record<string, unknown>;

/** What becomes of the session when the response goes out (`configureSession`). */
export type SessionMode = "ignore" | "drop" | "renew";

/** Loads the session; put on the conn by `session()`. */
export type SessionFetcher = (conn: PlugConn<object>) => void;

const DEFAULT_CACHE_CONTROL = "max-age=0, private, must-revalidate";

/**
 * One request and its response. Methods that change it give it back, so that they chain.
 *
 * What costs something (query, cookies, path segments, host) is worked out when it is first asked for.
 *
 * @see Plug.Conn
 */
export class PlugConn<A extends object = Assigns> extends ConnResponse {
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

  protected readonly beforeSend: BeforeSend<never>[] = [];
  private sessionData: Session | undefined = undefined;
  protected sentCookies: Map<string, SentCookie> | undefined = undefined;
  protected fetchedCookies: Record<string, unknown> | undefined = undefined;

  /** @param adapter the request as the server gave it */
  constructor(adapter: HttpAdapter) {
    super(adapter);
    this.assigns = {} as A;
  }

  /**
   * Puts values for plugs, actions and views; with an object, all of its entries.
   *
   * @example conn.assign("locale", "fr").assign({ user, cart })
   * @see Plug.Conn.assign/3
   * @see Plug.Conn.merge_assigns/2
   */
  assign<const K extends string, V extends Assigns[K]>(name: K, value: V): PlugConn<A & Record<K, V>>;
  assign<V extends SomeAssigns<V>>(values: V): PlugConn<A & V>;
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
}
