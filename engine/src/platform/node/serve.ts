import type { CommandContext } from "../../cli/command.ts";
import { CommandError } from "../../cli/command.ts";
import { environment } from "../../cli/environment.ts";
import { CompileError } from "../../code/index.ts";
import type { EndpointConfig, HttpsConfig, ListenConfig } from "../../endpoint/config.ts";
import type { ListeningServer, ServerAdapter, ServerOptions } from "../../endpoint/server_adapter.ts";
import { structUrl, urlToString } from "../../endpoint/url.ts";
import type { Handler } from "../../http/adapter.ts";
import { camelize } from "../../naming/index.ts";
import { openProject, type Project } from "../../project/index.ts";
import { LiveReload } from "../../project/live_reload.ts";
import type { FileSystem } from "../file_system.ts";
import { resolvePath } from "../path.ts";
import { createHttpServer } from "./http_server.ts";
import { type Watch, watchFiles } from "./watch.ts";
import { startWatchers } from "./watchers.ts";

/** Folders whose files make a running application another one. */
const WATCHED = ["assets", "config", "lib", "priv/static"];

/** The server that an endpoint has unless its config names another. */
const nodeServer: ServerAdapter = { name: `Node ${process.version}`, start: createHttpServer };

/** What keeps `serve` going and what ends it. */
export interface ServeOptions {
  /** Resolves when the server is to stop; on SIGINT and SIGTERM unless told. */
  until?: Promise<void>;
}

/**
 * Serves a project over HTTP, HTTPS or both until it is told to stop: `fledge server` on Node. With `endpoint.codeReloader` files are watched, the
 * application is reloaded as they change, and open pages with it.
 *
 * @returns the exit code
 */
export async function serve(
  context: CommandContext,
  { until = signal() }: ServeOptions = {},
): Promise<number> {
  const { platform, root, vars, terminal } = context;
  const env = environment(context);
  let crash: (error: Error) => void = () => {};
  const crashed = new Promise<Error>((resolve) => {
    crash = resolve;
  });
  const onError = (error: Error) => {
    terminal.error(`[error] ${error.stack ?? error.message}\n`);
    if (env === "prod") crash(error);
  };
  const stopGuarding = guardProcess(onError, terminal);
  const project = await openProject({ platform, root, env, vars, onError });
  const reloads = project.config.endpoint?.codeReloader === true;
  try {
    await project.start();
  } catch (error) {
    if (!reloads) throw error;
    reportFailure(error as Error, context);
  }

  const config = endpointConfig(project);
  const liveReload = reloads && config.liveReload !== false ? new LiveReload(config.liveReload) : undefined;
  const adapter = config.adapter ?? nodeServer;
  const servers = config.server === false ? [] : await listen(project, liveReload, context, adapter);
  project.listening = servers.map(({ scheme, host, port }) => ({ scheme, address: host, port }));
  const name = `${camelize(project.app)}Web.Endpoint`;
  for (const { host, port, scheme } of servers) {
    const address = host.includes(":") ? `[${host}]` : host;
    terminal.write(`[info] Running ${name} with ${adapter.name} at ${address}:${port} (${scheme})\n`);
  }
  if (servers.length === 0)
    terminal.write("[info] endpoint.server is false in config/: the application runs, and nothing listens\n");
  else if (config.logAccessUrl !== false)
    terminal.write(`[info] Access ${name} at ${publicUrl(project, servers)}\n`);
  // With forceWatchers the endpoint has started them.
  const watchers = servers.length === 0 || config.forceWatchers === true ? {} : (config.watchers ?? {});
  const report = (message: string): void => terminal.error(`[error] ${message}\n`);
  const stopWatchers = startWatchers(watchers, { root, report });

  const watching = reloads ? watch(project, liveReload, context) : undefined;
  liveReload?.onReloadRequest(async () => {
    await watching?.look();
    return project.error;
  });
  const failure = await Promise.race([until.then(() => undefined), crashed]);
  watching?.stop();
  stopWatchers();
  liveReload?.close();
  await Promise.all(servers.map((server) => server.stop()));
  await project.stop();
  stopGuarding();
  return failure ? 1 : 0;
}

/**
 * Keeps one part of the application from ending all of it. A promise that nobody waited for is reported and that is all; an
 * exception that nobody caught may have left things half done, so that production starts anew.
 */
function guardProcess(
  onError: (error: Error) => void,
  { error: write }: CommandContext["terminal"],
): () => void {
  const onRejection = (reason: unknown) => {
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    write(`[error] a promise was rejected and nobody waited for it: ${text}\n`);
  };
  process.on("unhandledRejection", onRejection);
  process.on("uncaughtException", onError);
  return () => {
    process.off("unhandledRejection", onRejection);
    process.off("uncaughtException", onError);
  };
}

/** Opens what the configuration names: `endpoint.http`, `endpoint.https`, or both. */
async function listen(
  project: Project,
  liveReload: LiveReload | undefined,
  { platform }: CommandContext,
  adapter: ServerAdapter,
): Promise<ListeningServer[]> {
  const { http, https, drainer } = endpointConfig(project);
  const drainTimeout = drainer === false ? 0 : drainer?.shutdown;
  const listeners: ServerOptions[] = [];
  const servers: ListeningServer[] = [];
  const handler = liveReload ? liveReload.wrap(project.handler) : project.handler;
  try {
    if (http !== false && (http || !https)) listeners.push(address("http", http ?? {}, 4000));
    if (https) {
      listeners.push({
        ...address("https", https, 443),
        https: {
          ...credentials(https, project.root, platform.fs),
          http2: https.http2 !== false,
          ...(https.cipherSuite !== undefined && { cipherSuite: https.cipherSuite }),
        },
      });
    }
    if (listeners.length === 0) {
      throw new CommandError(
        "nothing to listen on: endpoint.http is false in config/, and there is no endpoint.https",
      );
    }
    for (const listener of listeners) {
      const options = drainTimeout === undefined ? listener : { ...listener, drainTimeout };
      servers.push(await open(adapter, handler, options));
    }
    return servers;
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    await project.stop();
    throw error;
  }
}

function address(
  key: "http" | "https",
  { ip = "127.0.0.1", port }: ListenConfig,
  standard: number,
): ServerOptions {
  const given = String(port ?? standard);
  if (!/^\d+$/.test(given) || Number(given) > 65_535) {
    throw new CommandError(
      `the port must be a number up to 65535, got: ${given}; see endpoint.${key} in config/`,
    );
  }
  return { host: ip, port: Number(given) };
}

/** Reads key and certificate. Node sends those in between after the certificate, from the same text. */
function credentials(https: HttpsConfig, root: string, fs: FileSystem): { key: string; cert: string } {
  const read = (key: "keyfile" | "certfile" | "cacertfile"): string => {
    const file = https[key];
    const remedy = "`fledge gen.cert` makes a pair for development";
    if (!file) throw new CommandError(`endpoint.https in config/ needs a ${key}; ${remedy}`);
    try {
      return fs.readText(resolvePath(root, file));
    } catch {
      throw new CommandError(
        `there is no file ${file}, which config/ names as endpoint.https.${key}; ${remedy}`,
      );
    }
  };
  const chain = https.cacertfile ? `\n${read("cacertfile")}` : "";
  return { key: read("keyfile"), cert: read("certfile") + chain };
}

async function open(
  adapter: ServerAdapter,
  handler: Handler,
  options: ServerOptions,
): Promise<ListeningServer> {
  const { port } = options;
  try {
    return await adapter.start(handler, options);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const remedy = options.https
      ? "choose another in config/dev.ts"
      : "choose another with PORT=4001 or in config/dev.ts";
    if (code === "EADDRINUSE")
      throw new CommandError(`the port ${port} is in use by another program; ${remedy}`);
    if (code === "EACCES") throw new CommandError(`this user may not listen on the port ${port}; ${remedy}`);
    if (code.startsWith("ERR_OSSL"))
      throw new CommandError(`endpoint.https.keyfile and certfile in config/ cannot be used: ${message}`);
    throw error;
  }
}

function watch(project: Project, liveReload: LiveReload | undefined, context: CommandContext): Watch {
  const { fs } = context.platform;
  const take = async (paths: string[]) => {
    const { error, reloaded } = await project.changed(paths);
    if (error) reportFailure(error, context);
    else if (reloaded) context.terminal.write(`[info] Reloaded ${paths.join(", ")}\n`);
    liveReload?.changed(paths, error !== undefined || reloaded);
  };
  return watchFiles({ fs, root: project.root, folders: WATCHED, onChange: take });
}

function reportFailure(error: Error, { terminal }: CommandContext): void {
  const text = error instanceof CompileError ? error.message : (error.stack ?? error.message);
  terminal.error(`[error] ${text}\n`);
}

/** The address that a person opens in a browser. */
function publicUrl(project: Project, servers: readonly ListeningServer[]): string {
  const listening = Object.fromEntries(servers.map(({ scheme, port }) => [scheme, { port }]));
  return urlToString(structUrl({ ...endpointConfig(project), ...listening }));
}

function endpointConfig(project: Project): EndpointConfig {
  return project.config.endpoint ?? {};
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const name of ["SIGINT", "SIGTERM"] as const) {
      process.on(name, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}
