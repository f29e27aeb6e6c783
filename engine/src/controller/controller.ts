import type { Assigns } from "../conn/assigns.ts";
import { Conn } from "../conn/conn.ts";
import type { Params } from "../conn/query.ts";
import { pipeline, toPlugFunction } from "../plug/pipeline.ts";
import type { Plug, PlugFunction } from "../plug/plug.ts";
import { type CallSite, callSite } from "../router/call_site.ts";
import { moduleName } from "../router/module_name.ts";
import type { ActionTarget } from "../router/route.ts";
import type { ViewsByFormat } from "./view_types.ts";
import type { LayoutsByFormat } from "./views.ts";

/** What an action gives back when it could not do its work, for the action fallback: the result of an operation that failed. */
export interface Failure {
  readonly ok: false;
  readonly error: unknown;
}

/** What an action may give back. */
export type ActionResult = Conn | Failure;

/**
 * An action: takes the conn and the parameters, gives the conn back once it has a response. It may name the type of parameters that
 * its route is sure to give: `show(conn, { id }: { id: string })`.
 *
 * `Extra` are further arguments, those of `controllerWith`.
 */
export type Action<Views, Extra extends readonly unknown[] = []> = {
  // Written as a method, because only of methods may the parameters be narrowed.
  action(conn: Conn<Assigns, Views>, params: Params, ...extra: Extra): ActionResult | Promise<ActionResult>;
}["action"];

/** Handles what an action gave back instead of a conn. */
export type ActionFallback = (conn: Conn, failure: Failure) => Conn | Promise<Conn>;

/** For which actions a plug of a controller runs. */
export interface PlugGuard<Names extends string> {
  only?: readonly Names[];
  except?: readonly Names[];
}

/** Options of a controller. */
export interface ControllerOptions {
  /** Layouts around the templates, by format, unless the pipeline has put others. */
  layouts?: LayoutsByFormat;
  /** Name as Phoenix would print it. Default: from the file, `lib/hello_web/controllers/page_controller.ts` → `HelloWeb.PageController`. */
  name?: string;
}

/**
 * Declares a controller: an object of actions, and the views that they render with.
 *
 * @param views format → module of templates; `conn.render` in the actions is checked against them
 * @param actions functions of `(conn, params)`; each gives back the conn, or a failure for the action fallback
 * @example
 * export const HelloController = controller({ html: HelloHTML }, {
 *   show(conn, { messenger }) {
 *     return conn.render("show", { messenger: String(messenger) });
 *   },
 * });
 * @see Phoenix.Controller
 */
export function controller<const Views extends ViewsByFormat, Names extends string>(
  views: Views,
  actions: Record<Names, Action<Views>>,
  options: ControllerOptions = {},
): Controller<Names> {
  return new Controller(views, actions as never, options, callSite(controller as AnyFunction), undefined);
}

/**
 * Makes a `controller` function whose actions get further arguments, worked out from the conn once its plugs have run.
 *
 * @param extra gives the arguments after `conn` and `params`
 * @example
 * const controller = controllerWith((conn) => [conn.assigns.currentUser as User]);
 * export const VideoController = controller({ html: VideoHTML }, {
 *   async index(conn, _params, user) {
 *     return conn.render("index", { videos: await Media.listVideos(user) });
 *   },
 * });
 * @see Phoenix.Controller "Overriding action/2 for custom arguments"
 */
export function controllerWith<const Extra extends readonly unknown[]>(
  extra: (conn: Conn) => Extra,
): <const Views extends ViewsByFormat, Names extends string>(
  views: Views,
  actions: Record<Names, Action<Views, Extra>>,
  options?: ControllerOptions,
) => Controller<Names> {
  return function controller(views, actions, options = {}) {
    return new Controller(views, actions as never, options, callSite(controller as AnyFunction), extra);
  };
}

type AnyFunction = (...args: never[]) => unknown;

interface GuardedPlug {
  run: PlugFunction;
  guard: PlugGuard<string>;
}

/** A controller. Made by `controller()`. */
export class Controller<Names extends string = string> implements ActionTarget<Names> {
  readonly name: string;
  readonly actionNames: readonly Names[];
  readonly #views: ViewsByFormat;
  readonly #layouts: LayoutsByFormat | undefined;
  readonly #actions: Map<string, Action<unknown, readonly unknown[]>>;
  readonly #extra: ((conn: Conn) => readonly unknown[]) | undefined;
  readonly #plugs: GuardedPlug[] = [];
  readonly #pipelines = new Map<string, PlugFunction>();
  #fallback: ActionFallback | undefined;

  constructor(
    views: ViewsByFormat,
    actions: Readonly<Record<Names, Action<unknown, readonly unknown[]>>>,
    options: ControllerOptions,
    site: CallSite | undefined,
    extra: ((conn: Conn) => readonly unknown[]) | undefined,
  ) {
    this.#extra = extra;
    this.name = options.name ?? moduleName(site?.file) ?? "Controller";
    this.#views = views;
    this.#layouts = options.layouts;
    this.#actions = new Map(Object.entries(actions) as [Names, Action<unknown, readonly unknown[]>][]);
    for (const [name, action] of this.#actions) {
      if (typeof action !== "function") {
        throw new TypeError(
          `the action "${name}" of ${this.name} is no function: write ${name}(conn, params) { … }`,
        );
      }
    }
    this.actionNames = [...this.#actions.keys()] as Names[];
  }

  /**
   * Adds a plug that runs before the actions, or before some of them.
   *
   * @param guard `{ only: ["create"] }` or `{ except: ["index"] }`
   * @throws Error when the guard names an action that the controller does not have
   * @example PostController.plug(authenticate, { only: ["create", "delete"] })
   * @see Phoenix.Controller "Plug pipeline"
   */
  plug(plug: Plug, guard: PlugGuard<Names> = {}): this {
    const unknown = [...(guard.only ?? []), ...(guard.except ?? [])].find((name) => !this.#actions.has(name));
    if (unknown !== undefined) {
      throw new Error(
        `a plug of ${this.name} is for the action "${unknown}", which it does not have. It has: ${this.actionNames.join(", ")}`,
      );
    }
    this.#plugs.push({ run: toPlugFunction(plug), guard });
    this.#pipelines.clear();
    return this;
  }

  /**
   * Says what handles a failure that an action gives back.
   *
   * @throws Error when the controller has one already
   * @example
   * PostController.actionFallback((conn, { error }) => conn.putStatus("not_found").putView({ json: ErrorJSON }).render("404"))
   * @see Phoenix.Controller.action_fallback/1
   */
  actionFallback(fallback: ActionFallback): this {
    if (this.#fallback !== undefined)
      throw new Error(`${this.name} has an actionFallback already. Merge the two: a controller has one`);
    this.#fallback = fallback;
    return this;
  }

  /**
   * Runs an action of this controller: views, plugs, action, fallback.
   *
   * @throws Error when the action gives back nothing that can be answered with
   */
  call(conn: Conn, action: string): Conn | Promise<Conn> {
    const { private: values } = conn;
    values.controller = this.name;
    values.action = action;
    conn.putNewView(this.#views);
    if (this.#layouts !== undefined) conn.putNewLayout(this.#layouts);
    if (this.#plugs.length === 0) return this.#act(conn, action);
    let run = this.#pipelines.get(action);
    if (run === undefined) {
      const plugs = this.#plugs.filter(({ guard }) => guarded(guard, action)).map((plug) => plug.run);
      run = pipeline([...plugs, (piped) => this.#act(piped, action)]);
      this.#pipelines.set(action, run);
    }
    return run(conn);
  }

  #act(conn: Conn, action: string): Conn | Promise<Conn> {
    const act = this.#actions.get(action);
    if (act === undefined)
      throw new Error(`${this.name} has no action "${action}". It has: ${this.actionNames.join(", ")}`);
    const result =
      this.#extra === undefined ? act(conn, conn.params) : act(conn, conn.params, ...this.#extra(conn));
    if (result instanceof Conn) return result;
    if (result instanceof Promise) return result.then((awaited) => this.#conclude(conn, action, awaited));
    return this.#conclude(conn, action, result);
  }

  #conclude(conn: Conn, action: string, result: ActionResult): Conn | Promise<Conn> {
    if (result instanceof Conn) return result;
    if (isFailure(result)) {
      if (this.#fallback !== undefined) return this.#fallBack(action, this.#fallback(conn, result));
      throw new Error(
        `the action ${this.name} "${action}" gave back a failure (${describe(result.error)}). Handle it in the action, or give the controller an actionFallback(…)`,
        { cause: result.error },
      );
    }
    throw new Error(
      `the action ${this.name} "${action}" gave back ${describe(result)} instead of the conn. Return the conn, e.g. return conn.render("${action}")`,
    );
  }

  #fallBack(action: string, result: unknown): Conn | Promise<Conn> {
    if (result instanceof Conn) return result;
    if (result instanceof Promise) return result.then((awaited) => this.#fallBack(action, awaited));
    throw new Error(
      `the actionFallback of ${this.name} gave back ${describe(result)} instead of the conn for the action "${action}". Return the conn, e.g. return conn.sendResp(404, "")`,
    );
  }
}

function guarded(guard: PlugGuard<string>, action: string): boolean {
  if (guard.only !== undefined && !guard.only.includes(action)) return false;
  return guard.except === undefined || !guard.except.includes(action);
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && (value as Failure).ok === false && "error" in value;
}

function describe(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value === undefined) return "nothing";
  return typeof value === "object" && value !== null
    ? `an object (${value.constructor?.name ?? "object"})`
    : JSON.stringify(value);
}
