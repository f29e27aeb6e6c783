/**
 * Flash messages: short texts for the next page, such as "Saved." after a redirect.
 *
 * Templates have them as `flash`. They are loaded by a plug of the router, `fetchLiveFlash()`, put by actions, and kept in the session
 * for one request when the response is a redirect. Controllers use the same functions as methods of the conn.
 *
 * @example
 * putFlash(conn, "info", "Saved.");
 * get(getFlash(conn), "info"); // "Saved."
 * @see Phoenix.Flash
 */

import type { Assigns } from "../conn/assigns.ts";
import type { PlugConn } from "../conn/plug_conn.ts";

/** Flash messages by kind: `{ info: "Saved." }`. */
export type Flash = Readonly<Record<string, unknown>>;

const SESSION_KEY = "phoenix_flash";

/**
 * One message of a flash.
 *
 * @param flash what templates have as `flash`
 * @returns undefined when there is none of that kind
 * @example
 * import * as Flash from "fledge/flash";
 * Flash.get(flash, "info"); // "Saved."
 * @see Phoenix.Flash.get/2
 */
export function get(flash: Flash, kind: string): unknown {
  return flash[kind];
}

/**
 * The flash of a conn.
 *
 * @throws TypeError when it was not fetched
 * @example
 * getFlash(conn); // {}
 */
export function getFlash(conn: PlugConn<object>): Flash {
  const flash = (conn.assigns as Assigns).flash;
  if (flash === undefined)
    throw new TypeError("the flash was not fetched: put fetchLiveFlash() in the router's pipeline");
  return flash as Flash;
}

/**
 * Loads the messages that the request before left, and sees to it that those of this one reach the next page when the response is
 * a redirect.
 *
 * @throws TypeError when the session was not fetched
 * @example
 * getFlash(fetchFlash(conn)); // {}
 * @see Phoenix.Controller.fetch_flash/2
 */
export function fetchFlash<C extends PlugConn<object>>(conn: C): C {
  if ((conn.assigns as Assigns).flash !== undefined) return conn;
  const stored = conn.getSession(SESSION_KEY);
  store(conn, isFlash(stored) ? stored : {});
  conn.registerBeforeSend(() => {
    const flash = getFlash(conn);
    const redirecting = conn.status !== undefined && conn.status >= 300 && conn.status <= 308;
    if (redirecting && Object.keys(flash).length > 0) conn.putSession(SESSION_KEY, flash);
    else if (stored !== undefined) conn.deleteSession(SESSION_KEY);
  });
  return conn;
}

/**
 * Puts a message.
 *
 * @example
 * getFlash(putFlash(conn, "info", "Saved.")); // { info: "Saved." }
 * @see Phoenix.Controller.put_flash/3
 */
export function putFlash<C extends PlugConn<object>>(conn: C, kind: string, message: unknown): C {
  return store(conn, { ...getFlash(conn), [kind]: message });
}

/**
 * Puts several messages.
 *
 * @example
 * getFlash(mergeFlash(conn, { info: "Saved.", error: "Not sent." })).error; // "Not sent."
 * @see Phoenix.Controller.merge_flash/2
 */
export function mergeFlash<C extends PlugConn<object>>(conn: C, messages: Flash): C {
  return store(conn, { ...getFlash(conn), ...messages });
}

/**
 * Removes all messages.
 *
 * @example
 * getFlash(clearFlash(putFlash(conn, "info", "Saved."))); // {}
 * @see Phoenix.Controller.clear_flash/1
 */
export function clearFlash<C extends PlugConn<object>>(conn: C): C {
  return store(conn, {});
}

function store<C extends PlugConn<object>>(conn: C, flash: Flash): C {
  (conn.assigns as Assigns).flash = flash;
  return conn;
}

function isFlash(value: unknown): value is Flash {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
