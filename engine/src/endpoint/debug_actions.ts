import { crypto } from "#crypto";
import type { Conn } from "../conn/conn.ts";
import { sendErrorText } from "./error_page.ts";

/** A button on the debug page, that an error brings along to be mended with. */
export interface ErrorAction {
  label: string;
  handler: () => unknown;
}

const PREFIX = "/__fledge/debug_actions/";
const KEPT = 50;

/**
 * The actions of errors that the debug page has shown. Each has an address that cannot be guessed, so that no other site can
 * trigger it.
 *
 * @see Plug.Exception.actions/1
 */
export class DebugActions {
  readonly #actions = new Map<string, ErrorAction>();

  /** Makes the address that a button posts to. */
  register(action: ErrorAction, back: string): string {
    const id = crypto.encodeBase64Url(crypto.randomBytes(18));
    this.#actions.set(id, action);
    if (this.#actions.size > KEPT) this.#actions.delete(this.#actions.keys().next().value as string);
    return `${PREFIX}${id}?back=${encodeURIComponent(back)}`;
  }

  /** Runs the action that a request is for, and sends the visitor back; undefined for other requests. */
  find(conn: Conn): Promise<Conn> | undefined {
    if (conn.method !== "POST" || !conn.requestPath.startsWith(PREFIX)) return undefined;
    const action = this.#actions.get(conn.requestPath.slice(PREFIX.length));
    if (action === undefined)
      return Promise.resolve(sendErrorText(conn, 404, "this action is gone: reload the page and try again"));
    return this.#run(conn, action);
  }

  async #run(conn: Conn, action: ErrorAction): Promise<Conn> {
    await action.handler();
    const { back } = conn.queryParams;
    return conn
      .putStatus(303)
      .redirect({ to: typeof back === "string" && /^\/(?![/\\])/.test(back) ? back : "/" });
  }
}

/** The actions that an error carries. */
export function actionsOf(error: unknown): ErrorAction[] {
  if (typeof error !== "object" || error === null || !("actions" in error) || !Array.isArray(error.actions))
    return [];
  return error.actions.filter(
    (action: Partial<ErrorAction> | null) =>
      typeof action?.label === "string" && typeof action.handler === "function",
  );
}
