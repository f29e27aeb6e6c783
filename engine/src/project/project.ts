import type { Application, RunningApplication } from "../application/application.ts";
import type { ServerInfo, StartContext } from "../application/child.ts";
import { ModuleGraph } from "../code/index.ts";
import { type Config, type Env, mergeConfig } from "../config/config.ts";
import type { Handler, HttpAdapter } from "../http/adapter.ts";
import { attachRequestLogger, Logger } from "../logger/index.ts";
import { joinPath, resolvePath } from "../platform/path.ts";
import type { Platform } from "../platform/platform.ts";
import type { Route } from "../router/route.ts";
import type { Router } from "../router/router.ts";
import { routesDeclaration } from "../verified_routes/index.ts";
import { appName } from "./app_name.ts";
import { sendErrorPage } from "./error_page.ts";
import { loadConfig, ProjectError } from "./load_config.ts";

/** What `openProject` takes. */
export interface OpenProjectOptions {
  platform: Platform;
  /** Absolute path of the project's folder. */
  root: string;
  /** `dev` unless told. */
  env?: Env;
  /** Environment variables; the platform's unless told. */
  vars?: Readonly<Record<string, string | undefined>>;
  /** Laid over the project's configuration, e.g. by a command that needs no server. */
  config?: Config;
  /**
   * Loads the files of the configuration, by their path from the root, in place of the project's own linker: for a test runner that
   * loads the application itself, so that both have the same modules.
   */
  load?: (path: string) => Promise<Record<string, unknown>>;
  /** Told when the application gave up after crashing too often, or an old version of it could not be stopped. */
  onError?: (error: Error) => void;
}

/** What a reload came to. */
export interface ReloadResult {
  /** Why the new version is not in service; the one before still is. */
  error?: Error;
  /** Whether another version of the application is in service now. */
  reloaded: boolean;
  /** Files that were written: paths from the root. */
  written: string[];
}

/** One version of the application, from its start until the requests that it took are answered. */
interface Version {
  application: RunningApplication;
  inFlight: Set<Promise<void>>;
}

/** Milliseconds that a version that was replaced has for the requests that it took. */
const DRAIN_MS = 5000;

/**
 * Opens a project: finds the application's name and loads its configuration. Nothing is started yet.
 *
 * @param options.platform files, packages and databases
 * @param options.root absolute path of the project's folder
 * @param options.env `dev` unless told
 * @throws ProjectError when there is no project or its configuration is not usable; CompileError for a file that does not compile
 * @example
 * const project = await openProject({ platform: nodePlatform(), root: "/hello", env: "dev" });
 * await project.start();
 * createServer(project.handler);
 */
export async function openProject(options: OpenProjectOptions): Promise<Project> {
  const project = new Project(options);
  await project.loadConfig();
  return project;
}

/** A project that was opened. Made by `openProject`. */
export class Project {
  readonly root: string;
  readonly env: Env;
  readonly platform: Platform;
  /** Name of the application: `hello`. */
  readonly app: string;
  /** The project's modules. */
  readonly graph: ModuleGraph;
  /** Where whoever serves the project listens; it says so here. */
  listening: readonly ServerInfo[] = [];

  #options: OpenProjectOptions;
  #config: Config = {};
  #configIsStale = false;
  #version: Version | undefined;
  #error: Error | undefined;
  #retiring = new Set<Promise<void>>();
  /** Starts, reloads and stops happen one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: OpenProjectOptions) {
    this.#options = options;
    this.root = joinPath(options.root);
    this.env = options.env ?? "dev";
    this.platform = options.platform;
    this.app = appName(options.platform.fs, this.root);
    this.graph = new ModuleGraph({ root: this.root, platform: options.platform });
  }

  /** The merged configuration. */
  get config(): Config {
    return this.#config;
  }

  /** Why the last start or reload failed, until one succeeds. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Whether a version of the application is in service. */
  get running(): boolean {
    return this.#version !== undefined;
  }

  /** Loads the configuration anew. */
  async loadConfig(): Promise<void> {
    const { root, env, platform } = this;
    const { vars = platform.vars, load = (path: string) => this.import(path) } = this.#options;
    const loaded = await loadConfig({ root, fs: platform.fs, load, env, vars });
    this.#config = mergeConfig(loaded, this.#options.config ?? {});
    this.#configIsStale = false;
  }

  /**
   * Starts the application.
   *
   * @returns what was written; `changed` tries again after a failure
   * @throws what kept it from starting
   */
  start(): Promise<ReloadResult> {
    return this.#enqueue(async () => {
      const result = await this.#reload();
      if (result.error) throw result.error;
      return result;
    });
  }

  /**
   * Takes up changes of files: links the changed modules anew, starts the new version of the application, puts it into service
   * and stops the one before, which keeps running when the new one does not compile or start.
   *
   * @param paths of files that were written or removed, absolute or from the root
   * @example
   * const { error } = await project.changed(["lib/hello_web/router.ts"]);
   */
  changed(paths: readonly string[]): Promise<ReloadResult> {
    return this.#enqueue(async () => {
      const config = joinPath(this.root, "config/");
      const dropped = this.graph.invalidate(paths);
      const touched = [...paths, ...dropped].map((path) => resolvePath(this.root, path));
      if (touched.some((path) => path.startsWith(`${config}/`))) this.#configIsStale = true;
      if (dropped.length === 0 && !this.#configIsStale && !this.#error)
        return { reloaded: false, written: [] };
      return this.#reload();
    });
  }

  /**
   * Handles a request with the version in service. In development, while the last reload has failed, the answer is a page that
   * shows why.
   */
  readonly handler: Handler = (request: HttpAdapter) => {
    const version = this.#version;
    if (this.#error && (this.env === "dev" || !version)) return sendErrorPage(request, this.#error, this.env);
    const handler = version?.application.handler;
    if (!version || !handler) {
      const reason = version ? "has no endpoint among its children" : "is not started";
      return sendErrorPage(request, new ProjectError(`the application "${this.app}" ${reason}`), this.env);
    }
    const answer = handler(request);
    if (!(answer instanceof Promise)) return;
    const tracked = answer.finally(() => version.inFlight.delete(tracked));
    version.inFlight.add(tracked);
    return tracked;
  };

  /** The routes of `lib/<app>_web/router.ts` in the order in which they match; none when there is no such file. */
  async routes(): Promise<readonly Route[]> {
    return (await this.router())?.routes ?? [];
  }

  /** The router of `lib/<app>_web/router.ts`. */
  async router(): Promise<Router | undefined> {
    const path = this.routerPath;
    if (!this.platform.fs.exists(`${this.root}/${path}`)) return undefined;
    // Pages link through the endpoint, and the endpoint ends in the router: of the three, the endpoint can be loaded first.
    const endpoint = path.replace(/router\.ts$/, "endpoint.ts");
    if (this.platform.fs.exists(`${this.root}/${endpoint}`)) await this.import(endpoint);
    const { router } = await this.import(path);
    if (!router) throw new ProjectError(`${path} must export its router: export const router = new Router()`);
    return router as Router;
  }

  /** Path of the router from the root. */
  get routerPath(): string {
    return `lib/${this.app}_web/router.ts`;
  }

  /** Compiles, links and evaluates a module of the project. @param path absolute or from the root */
  async import(path: string): Promise<Record<string, unknown>> {
    await this.graph.prepare([path]);
    return this.graph.import(path);
  }

  /** What the application is started with. The log takes its settings from the configuration, too. */
  context(): StartContext {
    const { env, config, platform, root } = this;
    const { filterParameters, requests, ...options } = config.logger ?? {};
    Logger.configure(options);
    attachRequestLogger({
      ...(filterParameters !== undefined && { filterParameters }),
      ...(requests !== undefined && { requests }),
    });
    return { env, config, platform, root, servers: () => this.listening };
  }

  /**
   * Writes the declaration that paths are checked against, when the router's paths are others than it says.
   *
   * @returns the path of what was written, if anything
   */
  async writeDeclaration(): Promise<string[]> {
    const router = await this.router();
    if (!router) return [];
    const { fs } = this.platform;
    const path = this.routerPath.replace(/router\.ts$/, "routes.d.ts");
    const file = `${this.root}/${path}`;
    const text = routesDeclaration(router);
    if (fs.exists(file) && fs.readText(file) === text) return [];
    fs.write(file, text);
    return [path];
  }

  /** Stops the application, after the requests that it took. */
  stop(): Promise<void> {
    return this.#enqueue(async () => {
      const version = this.#version;
      this.#version = undefined;
      if (version) await this.#retire(version);
      await Promise.all(this.#retiring);
    });
  }

  async #reload(): Promise<ReloadResult> {
    try {
      if (this.#configIsStale) await this.loadConfig();
      const application = await this.#application();
      const written = this.env === "prod" ? [] : await this.writeDeclaration();
      const running = await application.start(this.context());
      this.#swap({ application: running, inFlight: new Set() });
      return { reloaded: true, written };
    } catch (thrown) {
      this.#error = asError(thrown);
      return { error: this.#error, reloaded: false, written: [] };
    }
  }

  #swap(version: Version): void {
    const before = this.#version;
    this.#version = version;
    this.#error = undefined;
    version.application.exit.catch((error: Error) => {
      if (this.#version !== version) return;
      this.#version = undefined;
      this.#error = error;
      this.#options.onError?.(error);
    });
    if (before) {
      const retiring = this.#retire(before).finally(() => this.#retiring.delete(retiring));
      this.#retiring.add(retiring);
    }
  }

  async #retire(version: Version): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, DRAIN_MS);
    });
    await Promise.race([Promise.allSettled(version.inFlight), late]);
    clearTimeout(timer);
    await version.application.stop().catch((error) => this.#options.onError?.(asError(error)));
  }

  async #application(): Promise<Application> {
    const path = `lib/${this.app}/application.ts`;
    if (!this.platform.fs.exists(`${this.root}/${path}`)) {
      throw new ProjectError(
        `${path} is not there; it must export the application: ` +
          `export const Application = application({ name: "${this.app}", children: [] })`,
      );
    }
    const { Application } = await this.import(path);
    if (typeof (Application as Application | undefined)?.start !== "function") {
      throw new ProjectError(
        `${path} must export an application: export const Application = application({ … })`,
      );
    }
    return Application as Application;
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }
}

function asError(thrown: unknown): Error {
  // Errors of the project's own realm are errors too.
  if (thrown instanceof Error) return thrown;
  const message = (thrown as { message?: unknown } | null)?.message;
  return new Error(typeof message === "string" ? message : String(thrown), { cause: thrown });
}
