import type { Conn } from "../conn/conn.ts";
import type { PlugConn } from "../conn/plug_conn.ts";

/** A function that takes the connection and gives it back, changed or not (`Plug`). */
export type PlugFunction = (conn: Conn) => Conn | Promise<Conn>;

/** A plug that needs no more of the conn than Plug.Conn has; it serves as a `PlugFunction`. */
export type AnyPlugFunction = <C extends PlugConn<object>>(conn: C) => C | Promise<C>;

/** A plug with options that are checked once: `init` runs when the plug is added, `call` on every request. */
export interface PlugModule<Options = undefined, Initialised = unknown> {
  /** What it is called in the list of routes and in the log: `HelloWeb.BackgroundJobs`. An object has no name of its own. */
  readonly name?: string;
  /** Checks the options and makes of them what `call` works with. */
  init(options: Options): Initialised;
  /** Handles one request. */
  call(conn: Conn, options: Initialised): Conn | Promise<Conn>;
}

/** What a pipeline takes. */
export type Plug = PlugFunction | PlugModule<undefined>;
