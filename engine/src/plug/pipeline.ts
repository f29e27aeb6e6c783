import { PlugConn } from "../conn/plug_conn.ts";
import type { Plug, PlugFunction, PlugModule } from "./plug.ts";

type Step<C> = (conn: C) => C | Promise<C>;

/**
 * Makes one plug of several. They run in order until one halts the conn. Nothing is awaited as long as no plug gives a promise.
 *
 * @param plugs functions, and modules with `init` and `call` (whose `init` gets `undefined`)
 * @throws TypeError when a plug is neither, or, on a request, when a plug gives back something else than a conn
 * @example const browser = pipeline([accepts(["html"]), fetchSession()]);
 * @see Plug.Builder
 */
export function pipeline(plugs: readonly Plug[]): PlugFunction {
  return sequence(plugs.map(toPlugFunction));
}

/** `pipeline` for conns of any kind; the parts are functions. */
export function sequence<C extends PlugConn<object>>(steps: readonly Step<C>[]): Step<C> {
  const only = steps[0];
  if (steps.length === 1 && only !== undefined) return (conn) => checked(only(conn), only);

  const runFrom = (conn: C, start: number): C | Promise<C> => {
    let current = conn;
    for (let i = start; i < steps.length; i++) {
      const step = steps[i]!;
      const result = step(current);
      if (result !== current) {
        if (!(result instanceof PlugConn))
          return checkedPromise(result, step).then((next) => (next.halted ? next : runFrom(next, i + 1)));
        current = result;
      }
      if (current.halted) return current;
    }
    return current;
  };
  return (conn) => (conn.halted ? conn : runFrom(conn, 0));
}

function checked<C extends PlugConn<object>>(result: C | Promise<C>, step: Step<C>): C | Promise<C> {
  return result instanceof PlugConn ? result : checkedPromise(result, step);
}

async function checkedPromise<C extends PlugConn<object>>(result: Promise<C>, step: Step<C>): Promise<C> {
  const conn: unknown = await result;
  if (conn instanceof PlugConn) return conn as C;
  throw new TypeError(
    `plug ${step.name || "(unnamed function)"} gave back ${describe(conn)}: end it with \`return conn\` or what a function of the conn gives`,
  );
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value !== "object") return String(value);
  return `a value of type ${value.constructor?.name ?? "object"}`;
}

/**
 * Makes a function of a plug module and its options; `init` runs at once.
 *
 * @example router.pipeline("browser", [plug(Locale, "en")]);
 * @see Plug.Builder.plug/2
 */
export function plug<O, I>(module: PlugModule<O, I>, options: O): PlugFunction {
  const initialised = module.init(options);
  return (conn) => module.call(conn, initialised);
}

/**
 * The function that runs a plug.
 *
 * @throws TypeError when it is neither a function nor a module with `init` and `call`
 */
export function toPlugFunction(candidate: Plug): PlugFunction {
  if (typeof candidate === "function") return candidate;
  if (typeof candidate?.init === "function" && typeof candidate.call === "function")
    return plug(candidate, undefined);
  throw new TypeError(
    `${describe(candidate)} is not a plug: a plug is a function of the conn, or an object with init and call; ` +
      "call a plug that takes options, as in fetchSession()",
  );
}
