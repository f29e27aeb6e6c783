import type { Handler } from "../http/adapter.ts";
import type { Child, Running, StartContext } from "./child.ts";
import { Supervisor } from "./supervisor.ts";

/** What `application()` takes. */
export interface ApplicationOptions {
  /** Name of the application: `hello`. */
  name: string;
  /** What it consists of, in the order in which it is started. */
  children: readonly Child[];
  /** Restarts that are put up with within `maxSeconds` before the application gives up; 3 unless told. */
  maxRestarts?: number;
  /** 5 unless told. */
  maxSeconds?: number;
}

/** An application that may be started. It is a child itself, so that one application may be part of another. */
export interface Application extends Child {
  readonly name: string;
  readonly children: readonly Child[];
  /** Starts the children in order; rejects with `ChildStartError` when one does not start, the others stopped again. */
  start(context: StartContext): Promise<RunningApplication>;
}

/** A started application. */
export interface RunningApplication extends Running {
  /** Stops the children in reverse order. */
  stop(): Promise<void>;
  /** Rejects when a child crashed more often than allowed; the other children are stopped by then. */
  readonly exit: Promise<void>;
  /** Of the last endpoint among the children, looked up anew because a restart makes a new one. */
  readonly handler: Handler | undefined;
  /** The child of that id as it runs now. */
  child(id: string): Running | undefined;
}

/**
 * Declares an application: what runs while it runs. Children are started in order, each after the one before is up; one that
 * ends by itself is started again alone; they are stopped in reverse.
 *
 * @param options.name of the application
 * @param options.children in the order of their start; ids must differ
 * @param options.maxRestarts restarts allowed within `maxSeconds` (3 in 5 seconds) before everything is stopped
 * @throws TypeError when a child is not one or two have the same id
 * @example
 * export const Application = application({ name: "hello", children: [Telemetry, Repo, Endpoint] });
 * @see Application, Supervisor.start_link/2
 */
export function application(options: ApplicationOptions): Application {
  const { name, children, maxRestarts = 3, maxSeconds = 5 } = options;
  if (typeof name !== "string" || name === "") {
    throw new TypeError('application() needs a name, such as application({ name: "hello", children: [] })');
  }
  checkChildren(name, children);
  return {
    id: name,
    name,
    children,
    async start(context) {
      const supervisor = new Supervisor(children, context, { maxRestarts, maxSeconds });
      await supervisor.start();
      return {
        stop: () => supervisor.stop(),
        exit: supervisor.exit,
        child: (id) => supervisor.child(id),
        get handler() {
          return children.map(({ id }) => supervisor.child(id)?.handler).findLast((handler) => handler);
        },
      };
    },
  };
}

function checkChildren(name: string, children: readonly Child[]): void {
  if (!Array.isArray(children)) throw new TypeError(`application "${name}" needs a list of children`);
  const ids = new Set<string>();
  for (const [index, child] of children.entries()) {
    if (typeof child?.start !== "function" || typeof child.id !== "string") {
      throw new TypeError(
        `child ${index + 1} of application "${name}" is ${describe(child)}; ` +
          "a child is an object with an id and a start(context) function, such as what repo() and endpoint() give",
      );
    }
    if (ids.has(child.id)) {
      throw new TypeError(
        `two children of application "${name}" have the id "${child.id}"; give one of them another`,
      );
    }
    ids.add(child.id);
  }
}

function describe(value: unknown): string {
  // A cycle of imports is the usual reason: the module of the child is not evaluated yet.
  if (value === undefined) return "undefined (do two modules import each other?)";
  return value === null ? "null" : typeof value;
}
