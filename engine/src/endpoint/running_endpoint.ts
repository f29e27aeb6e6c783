import type { StartContext } from "../application/child.ts";
import { Conn } from "../conn/conn.ts";
import type { EndpointContext } from "../conn/endpoint_context.ts";
import { UriTooLongError } from "../conn/errors.ts";
import type { Handler } from "../http/adapter.ts";
import { Logger } from "../logger/index.ts";
import type { FileSystem } from "../platform/file_system.ts";
import { resolvePath } from "../platform/path.ts";
import type { TempFiles } from "../platform/temp_files.ts";
import { pipeline } from "../plug/pipeline.ts";
import type { PlugFunction } from "../plug/plug.ts";
import { ssl } from "../plug/ssl.ts";
import { NoRouteError } from "../router/errors.ts";
import { Router } from "../router/router.ts";
import { shadowedRoutes } from "../router/shadowed_routes.ts";
import { checkConfig } from "./check_config.ts";
import type { EndpointConfig } from "./config.ts";
import { DebugActions } from "./debug_actions.ts";
import type { EndpointStep } from "./endpoint.ts";
import { logError } from "./error_log.ts";
import { sendErrorPage } from "./error_page.ts";
import { StaticManifest } from "./static_manifest.ts";
import { checkLocal, type StructUrl, structUrl, urlToString, withRoot } from "./url.ts";

/** An endpoint between start and stop: its config and compiled pipeline. */
export class RunningEndpoint implements EndpointContext {
  readonly config: EndpointConfig;
  readonly fs: FileSystem;
  readonly root: string;
  readonly secretKeyBase: string | undefined;
  readonly tempFiles: TempFiles | undefined;
  readonly structUrl: StructUrl;
  readonly #staticUrl: StructUrl;
  readonly #manifest: StaticManifest | undefined;
  readonly #actions: DebugActions | undefined;
  readonly #pipeline: PlugFunction;
  /** The last plug, when it is a router; the pipeline is without it then. */
  readonly #router: Router | undefined;
  readonly #maxUrlLength: number;
  /** Segments of the root path, which the proxy before the application has taken off. */
  readonly #scriptName: string[];

  constructor(
    readonly otpApp: string,
    steps: readonly EndpointStep[],
    readonly context: StartContext,
  ) {
    const config = checkConfig(context.config.endpoint ?? {}, context.env);
    this.#maxUrlLength = config.maxUrlLength ?? 10_000;
    this.fs = context.platform.fs;
    this.root = context.root;
    this.tempFiles = context.platform.tempFiles;
    this.secretKeyBase = config.secretKeyBase;
    this.structUrl = structUrl(config);
    this.#staticUrl = config.staticUrl === undefined ? this.structUrl : structUrl(config, config.staticUrl);
    this.#manifest =
      config.cacheStaticManifest === undefined
        ? undefined
        : StaticManifest.read(
            this.fs,
            resolvePath(this.root, config.cacheStaticManifest),
            config.cacheManifestSkipVsn === true,
          );
    const latest = config.cacheStaticManifestLatest ?? this.#manifest?.latest;
    this.config = latest === undefined ? config : { ...config, cacheStaticManifestLatest: latest };
    this.#scriptName = this.structUrl.path.split("/").filter((part) => part !== "");
    this.#actions = config.debugErrors === true ? new DebugActions() : undefined;
    const last = steps.at(-1)?.plug;
    this.#router = last instanceof Router ? last : undefined;
    const plugs = (this.#router === undefined ? steps : steps.slice(0, -1))
      .filter((step) => !step.whenReloading || config.codeReloader === true)
      .map((step) => step.run);
    if (config.forceSsl) plugs.unshift(ssl({ host: this.structUrl.host, ...config.forceSsl }));
    this.#pipeline = pipeline(plugs);
    if (context.env === "dev") warnOfShadowedRoutes(steps);
  }

  /** Runs a request to its end. An error is shown to the client, then thrown on. */
  call(conn: Conn): Conn | Promise<Conn> {
    let failure: { error: unknown } | undefined;
    const result = this.#run(conn, (error) => {
      failure = { error };
    });
    const conclude = (finished: Conn): Conn => {
      if (failure !== undefined) throw failure.error;
      return finished;
    };
    return result instanceof Promise ? result.then(conclude) : conclude(result);
  }

  /** @param report takes an error after the client was shown it */
  #run(conn: Conn, report: ReportError): Conn | Promise<Conn> {
    conn.endpoint = this;
    conn.secretKeyBase = this.secretKeyBase;
    if (this.#scriptName.length > 0) conn.scriptName = this.#scriptName;
    const fail = (error: unknown): Conn => {
      sendErrorPage(conn, error, this.config, this.#actions, this);
      report(error, conn);
      return conn;
    };
    try {
      const { length } = conn.adapter.target;
      if (length > this.#maxUrlLength) throw new UriTooLongError(length, this.#maxUrlLength);
      const action = this.#actions?.find(conn);
      if (action !== undefined) return action.catch(fail);
      const piped = this.#pipeline(conn);
      if (piped instanceof Promise) return piped.then((next) => this.#route(next, fail)).catch(fail);
      const routed = this.#route(piped, fail);
      return routed instanceof Promise ? routed.catch(fail) : routed;
    } catch (error) {
      return fail(error);
    }
  }

  #route(conn: Conn, fail: (error: unknown) => Conn): Conn | Promise<Conn> {
    if (this.#router === undefined || conn.halted) return finish(conn);
    const result = this.#router.callIfMatched(conn);
    if (result === undefined) return fail(new NoRouteError(conn, this.#router));
    return result instanceof Promise ? result.then(finish) : finish(result);
  }

  readonly handler: Handler = (request) => {
    let conn: Conn | undefined;
    try {
      conn = new Conn(request);
      const result = this.#run(conn, logError);
      if (result instanceof Promise) return result.then(nothing, (error: unknown) => logError(error, conn));
    } catch (error) {
      logError(error, conn);
      if (conn === undefined)
        request.sendResp(400, [["content-type", "text/plain; charset=utf-8"]], "Bad Request");
    }
  };

  url(): string {
    return urlToString(this.structUrl);
  }

  path(path: string): string {
    return withRoot(this.structUrl.path, path);
  }

  staticUrl(): string {
    return urlToString(this.#staticUrl);
  }

  staticPath(path: string): string {
    checkLocal(path);
    return withRoot(this.#staticUrl.path, this.#manifest?.path(path) ?? path);
  }

  staticIntegrity(path: string): string | undefined {
    checkLocal(path);
    return this.#manifest?.integrity(path);
  }
}

type ReportError = (error: unknown, conn: Conn) => void;

function nothing(): void {}

/** Says which routes are never reached, as Phoenix's compiler does. */
function warnOfShadowedRoutes(steps: readonly EndpointStep[]): void {
  for (const { plug } of steps) {
    if (!(plug instanceof Router)) continue;
    for (const { message, site } of shadowedRoutes(plug)) {
      Logger.warning(site === undefined ? message : `${site.file}:${site.line}: ${message}`);
    }
  }
}

function finish(conn: Conn): Conn | Promise<Conn> {
  const { streaming, bypass } = conn.private;
  // A test that bypasses the router looks at the conn only.
  if (bypass !== undefined && conn.state === "unset") return conn;
  if (streaming instanceof Promise) return streaming.then(() => conn.finish());
  return conn.finish();
}
