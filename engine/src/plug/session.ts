import type { CookieOptions } from "../conn/cookies.ts";
import type { PlugConn, Session } from "../conn/plug_conn.ts";
import { deriveKey, type KeyOptions } from "../token/key.ts";
import { decryptMessage, encryptMessage, signMessage, verifyMessage } from "../token/message.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Keeps sessions somewhere else than in the cookie, which then holds only `id`. */
export interface SessionStore {
  /** The session of an id, or `undefined` when there is none (any more). */
  get(conn: PlugConn<object>, id: string): Session | undefined;
  /** Keeps a session and gives its id; without `id` a new one, which nobody can guess. */
  put(conn: PlugConn<object>, id: string | undefined, data: Session): string;
  /** Forgets the session of an id. */
  delete(conn: PlugConn<object>, id: string): void;
}

/** Makes text of a session and back. */
export interface SessionSerializer {
  /** Writes a session as text. */
  encode(data: Session): string;
  /** Reads it again; `undefined` for text that is none. */
  decode(text: string): Session | undefined;
}

/** Options of the cookie store. */
export interface CookieStoreOptions extends KeyOptions {
  /** Salt of the key that the cookie is signed with. */
  signingSalt?: string;
  /** Salt of the key that the cookie is encrypted with; with it the client cannot read the session. */
  encryptionSalt?: string;
  /** Secret in place of the endpoint's. */
  secretKeyBase?: string;
  /** Writes the data as text and reads it, which gives `undefined` for text that is none; default JSON. */
  serializer?: SessionSerializer;
  /** Secrets that were in use before: cookies made with them are still read, and written anew with the present one. */
  previousSecretKeyBases?: readonly string[];
}

/** Options of `session()`. */
export interface SessionOptions extends CookieOptions, CookieStoreOptions {
  /** `"cookie"`: the data is in the cookie itself; or a store of your own. */
  store: "cookie" | SessionStore;
  /** Name of the cookie: `_hello_key`. */
  key: string;
}

/**
 * Makes a plug that lets `fetchSession` load the session, and writes it back when it was changed.
 *
 * @param options `{ store: "cookie", key: "_hello_key", signingSalt: "…", sameSite: "Lax" }`; with `encryptionSalt` the cookie is
 *   encrypted too. Attributes of the cookie are those of `putRespCookie`.
 * @throws TypeError when key or salt are missing
 * @example session({ store: "cookie", key: "_hello_key", signingSalt: "X4dBm2kL", sameSite: "Lax" })
 * @see Plug.Session
 */
export function session(options: SessionOptions): AnyPlugFunction {
  if (typeof options.key !== "string" || options.key === "")
    throw new TypeError(
      'session() needs the name of its cookie: session({ store: "cookie", key: "_hello_key", … })',
    );
  const store = options.store === "cookie" ? cookieStore(options) : options.store;
  if (
    typeof store?.get !== "function" ||
    typeof store.put !== "function" ||
    typeof store.delete !== "function"
  )
    throw new TypeError('session() needs a store: "cookie", or an object with get, put and delete');
  const { path, domain, maxAge, secure, httpOnly, sameSite, partitioned, extra, key } = options;
  const attributes: CookieOptions = { path, domain, maxAge, secure, httpOnly, sameSite, partitioned, extra };

  const write = (conn: PlugConn<object>): void => {
    const id = conn.private.sessionId as string | undefined;
    switch (conn.sessionMode) {
      case "ignore":
        return;
      case "drop":
        if (id === undefined) return;
        store.delete(conn, id);
        conn.deleteRespCookie(key, attributes);
        return;
      case "renew":
        if (id !== undefined) store.delete(conn, id);
        conn.putRespCookie(key, store.put(conn, undefined, conn.getSession()), attributes);
        return;
      default:
        // An empty session that never was anywhere needs no cookie.
        if (conn.sessionTouched && (id !== undefined || !isEmpty(conn.getSession())))
          conn.putRespCookie(key, store.put(conn, id, conn.getSession()), attributes);
    }
  };

  const fetcher = (conn: PlugConn<object>): void => {
    const cookie = conn.reqCookies[key];
    const data = cookie === undefined ? undefined : store.get(conn, cookie);
    // An id that the store does not know is never taken over: an attacker could have planted it.
    if (data !== undefined) conn.private.sessionId = cookie;
    conn.loadSession(data ?? (Object.create(null) as Session));
    conn.registerBeforeSend(write);
  };

  return function session(conn) {
    conn.sessionFetcher = fetcher;
    return conn;
  };
}

function isEmpty(data: Session): boolean {
  for (const _ in data) return false;
  return true;
}

function cookieStore(options: SessionOptions): SessionStore {
  const { signingSalt, encryptionSalt, key: name } = options;
  const salt = encryptionSalt ?? signingSalt;
  if (signingSalt === undefined || signingSalt === "" || salt === "")
    throw new TypeError(
      "the cookie store of session() needs signingSalt, and encryptionSalt to encrypt: any random text",
    );

  const serializer = options.serializer ?? jsonSerializer;
  if (typeof serializer.encode !== "function" || typeof serializer.decode !== "function")
    throw new TypeError("the serializer of session() needs encode and decode");

  const secretOf = (conn: PlugConn<object>): string => options.secretKeyBase ?? conn.requireSecretKeyBase();
  const seal = (text: string, secret: string): string =>
    encryptionSalt === undefined
      ? signMessage(text, deriveKey(secret, signingSalt, options))
      : encryptMessage(text, deriveKey(secret, `${encryptionSalt}\0${signingSalt}`, options), name);
  const open = (cookie: string, secret: string): string | undefined =>
    encryptionSalt === undefined
      ? verifyMessage(cookie, deriveKey(secret, signingSalt, options))
      : decryptMessage(cookie, deriveKey(secret, `${encryptionSalt}\0${signingSalt}`, options), name);

  return {
    get(conn, cookie) {
      let text = open(cookie, secretOf(conn));
      for (const previous of text === undefined ? (options.previousSecretKeyBases ?? []) : []) {
        text = open(cookie, previous);
        if (text !== undefined) {
          conn.sessionTouched = true;
          break;
        }
      }
      return text === undefined ? undefined : serializer.decode(text);
    },
    put: (conn, _id, data) => seal(serializer.encode(data), secretOf(conn)),
    delete() {},
  };
}

const jsonSerializer: SessionSerializer = {
  encode: (data) => JSON.stringify(data),
  decode(text) {
    try {
      const data: unknown = JSON.parse(text);
      if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
      return Object.assign(Object.create(null) as Session, data);
    } catch {
      return undefined;
    }
  },
};

/**
 * Makes a plug that loads the session; `session()` must have run in the endpoint.
 *
 * @example router.pipeline("browser", [accepts(["html"]), fetchSession()]);
 * @see Plug.Conn.fetch_session/2
 */
export function fetchSession(): AnyPlugFunction {
  return function fetchSession(conn) {
    return conn.fetchSession();
  };
}
