import type { Child, Running, ServerInfo, StartContext } from "../application/child.ts";
import type { Conn } from "../conn/conn.ts";
import type { Handler } from "../http/adapter.ts";
import { toPlugFunction } from "../plug/pipeline.ts";
import type { Plug, PlugFunction } from "../plug/plug.ts";
import type { RoutedPlug } from "../router/route.ts";
import { isRouter } from "../router/route_table.ts";
import { telemetryEvent } from "../telemetry/index.ts";
import { provideUrlSource } from "../verified_routes/url_source.ts";
import type { EndpointConfig } from "./config.ts";
import { RunningEndpoint } from "./running_endpoint.ts";
import type { StructUrl } from "./url.ts";
import { forceWatchers } from "./watchers.ts";

const initialised = telemetryEvent(["fledge", "endpoint", "init"]);

/** Options of an endpoint. */
export interface EndpointOptions {
  /** Name of the application: `"hello"`. */
  otpApp: string;
}

/** One plug of an endpoint's pipeline. */
export interface EndpointStep {
  readonly plug: Plug;
  readonly run: PlugFunction;
  /** Runs when `codeReloader` is true only. */
  readonly whenReloading: boolean;
}

/**
 * Declares an endpoint: the boundary of an application, where each request starts.
 *
 * It is a child of the application and reads the config's key `endpoint`. Its plugs run in the order that they are added.
 *
 * @example
 * export const Endpoint = endpoint({ otpApp: "hello" })
 *   .plug(staticFiles({ at: "/", from: "priv/static", only: staticPaths }))
 *   .plug(requestId())
 *   .plug(parsers({ parsers: ["urlencoded", "multipart", "json"] }))
 *   .plug(session(sessionOptions))
 *   .plug(router);
 * @see Phoenix.Endpoint
 */
export function endpoint(options: EndpointOptions): Endpoint {
  return new Endpoint(options);
}

/** An endpoint. Made by `endpoint()`. */
export class Endpoint implements Child {
  readonly id = "endpoint";
  /** Name of the application. */
  readonly otpApp: string;
  readonly #steps: EndpointStep[] = [];
  #service: { running: RunningEndpoint } | undefined;

  constructor(options: EndpointOptions) {
    this.otpApp = options.otpApp;
  }

  /**
   * Adds a plug.
   *
   * @example
   * endpoint({ otpApp: "hello" }).plug(requestId()).plug(router)
   * @see Plug.Builder.plug/2
   */
  plug(plug: Plug): this {
    this.#steps.push({ plug, run: toPlugFunction(plug), whenReloading: false });
    return this;
  }

  /**
   * Adds plugs that run only when `codeReloader` is true in the config, as it is in development.
   *
   * @example
   * endpoint({ otpApp: "hello" }).codeReloading([checkRepoStatus(Repo)]).plug(router)
   * @see Phoenix.Endpoint "code_reloading?"
   */
  codeReloading(plugs: readonly Plug[]): this {
    for (const plug of plugs) this.#steps.push({ plug, run: toPlugFunction(plug), whenReloading: true });
    return this;
  }

  /**
   * Starts the endpoint with the config's key `endpoint`. It does not listen: whoever serves the project gives requests to `handler`.
   *
   * @throws TypeError for a config that cannot be right
   */
  start(context: StartContext): Running {
    const service = { running: new RunningEndpoint(this.otpApp, this.#steps, context) };
    this.#service = service;
    const withdraw = provideUrlSource(this.otpApp, this);
    const { config } = service.running;
    const stopWatchers = forceWatchers(config, context);
    initialised.execute({ systemTime: Date.now() }, { config, otpApp: this.otpApp, endpoint: this });
    return {
      handler: (request) => service.running.handler(request),
      stop: () => {
        withdraw();
        stopWatchers();
        if (this.#service === service) this.#service = undefined;
      },
    };
  }

  /**
   * Takes up another configuration without a restart: requests that come from now on are answered with it.
   *
   * @param changed keys of the endpoint's config with their new values
   * @param removed keys that have gone
   * @throws TypeError for a config that cannot be right; the one before stays
   * @example Endpoint.configChange({ url: { host: "example.com" } }, ["staticUrl"])
   * @see Phoenix.Endpoint.config_change/2
   */
  configChange(changed: EndpointConfig, removed: readonly string[] = []): void {
    const { context } = this.#started;
    const before = Object.entries(context.config.endpoint ?? {}).filter(([key]) => !removed.includes(key));
    const config = { ...context.config, endpoint: { ...Object.fromEntries(before), ...changed } };
    this.#service!.running = new RunningEndpoint(this.otpApp, this.#steps, { ...context, config });
  }

  /**
   * Where a server of this scheme listens: its address and port.
   *
   * @returns undefined where none does, as in tests
   * @see Phoenix.Endpoint.server_info/1
   */
  serverInfo(scheme: "http" | "https"): ServerInfo | undefined {
    return this.#started.context.servers?.().find((server) => server.scheme === scheme);
  }

  /** The router among its plugs, the first if there are several; undefined without one. */
  get router(): RoutedPlug | undefined {
    for (const { plug } of this.#steps) if (isRouter(plug)) return plug;
    return undefined;
  }

  /** Whether the endpoint is started. */
  get started(): boolean {
    return this.#service !== undefined;
  }

  /** An endpoint has no options: it serves as a plug of another endpoint as it is. */
  init(): undefined {
    return undefined;
  }

  /**
   * Runs a request through the endpoint's plugs and finishes its response. An error is shown to the client, then thrown on.
   *
   * @see Phoenix.Endpoint.call/2
   */
  call(conn: Conn): Conn | Promise<Conn> {
    return this.#started.call(conn);
  }

  /** Answers requests of a server: never throws, shows and logs errors. */
  get handler(): Handler {
    return this.#started.handler;
  }

  /** A value of the endpoint's config. @example Endpoint.config("url") @see Phoenix.Endpoint.config/2 */
  config<Key extends keyof EndpointConfig & string>(key: Key): EndpointConfig[Key];
  config<Key extends keyof EndpointConfig & string, Fallback>(
    key: Key,
    fallback: Fallback,
  ): NonNullable<EndpointConfig[Key]> | Fallback;
  config(key: string, fallback?: unknown): unknown {
    return this.#started.config[key] ?? fallback;
  }

  /** Parts of the application's URL. @see Phoenix.Endpoint.struct_url/0 */
  get structUrl(): StructUrl {
    return this.#started.structUrl;
  }

  /**
   * Address of the application: `https://example.com`.
   *
   * @example
   * Endpoint.url(); // "http://example.com"
   * @see Phoenix.Endpoint.url/0
   */
  url(): string {
    return this.#started.url();
  }

  /**
   * A path with the application's root path before it. Without a started endpoint the root is `/`.
   *
   * @example
   * Endpoint.path("/users"); // "/users"
   * @see Phoenix.Endpoint.path/1
   */
  path(path: string): string {
    return this.#service === undefined ? path : this.#service.running.path(path);
  }

  /**
   * Address of static files.
   *
   * @example
   * Endpoint.staticUrl(); // "http://example.com"
   * @see Phoenix.Endpoint.static_url/0
   */
  staticUrl(): string {
    return this.#started.staticUrl();
  }

  /**
   * Path of a static file, of its digested version where there is one.
   *
   * @example
   * Endpoint.staticPath("/favicon.ico"); // "/favicon.ico"
   * @see Phoenix.Endpoint.static_path/1
   */
  staticPath(path: string): string {
    return this.#service === undefined ? path : this.#service.running.staticPath(path);
  }

  /** What `integrity` should say for a static file; undefined without a digest. @see Phoenix.Endpoint.static_integrity/1 */
  staticIntegrity(path: string): string | undefined {
    return this.#started.staticIntegrity(path);
  }

  /**
   * Path and integrity of a static file at once.
   *
   * @returns the path of its digested version where there is one; `integrity` is undefined without a digest
   * @throws TypeError for a path that does not begin with a single slash, or that holds a backslash
   * @example
   * Endpoint.staticLookup("/favicon.ico"); // { path: "/favicon.ico", … }
   * @see Phoenix.Endpoint.static_lookup/1
   */
  staticLookup(path: string): { path: string; integrity: string | undefined } {
    return { path: this.#started.staticPath(path), integrity: this.#started.staticIntegrity(path) };
  }

  get #started(): RunningEndpoint {
    if (this.#service === undefined) {
      throw new Error(
        `the endpoint of "${this.otpApp}" is not started. Start the application, of which it must be a child`,
      );
    }
    return this.#service.running;
  }
}
