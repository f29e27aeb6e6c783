import type { CommandContext } from "../../cli/command.ts";
import { CommandError } from "../../cli/command.ts";
import { environment } from "../../cli/environment.ts";
import { CompileError } from "../../code/index.ts";
import { camelize } from "../../naming/index.ts";
import { openProject, type Project } from "../../project/index.ts";
import { LiveReload } from "../../project/live_reload.ts";
import { createHttpServer, type HttpServer } from "./http_server.ts";
import { type Watch, watchFiles } from "./watch.ts";

/** Folders whose files make a running application another one. */
const WATCHED = ["assets", "config", "lib", "priv/static"];

/** Where the endpoint's configuration says to listen. */
interface Listen {
  ip?: string;
  port?: number | string;
}

/** What keeps `serve` going and what ends it. */
export interface ServeOptions {
  /** Resolves when the server is to stop; on SIGINT and SIGTERM unless told. */
  until?: Promise<void>;
}

/**
 * Serves a project over HTTP until it is told to stop: `fledge server` on Node. With `endpoint.codeReloader` files are watched, the
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

  const liveReload = reloads ? new LiveReload() : undefined;
  const server = await listen(project, liveReload);
  const name = `${camelize(project.app)}Web.Endpoint`;
  const address = server.host.includes(":") ? `[${server.host}]` : server.host;
  terminal.write(`[info] Running ${name} with Node ${process.version} at ${address}:${server.port} (http)\n`);
  terminal.write(`[info] Access ${name} at ${publicUrl(project, server)}\n`);

  const watching = liveReload && watch(project, liveReload, context);
  liveReload?.onReloadRequest(async () => {
    await watching?.look();
    return project.error;
  });
  const failure = await Promise.race([until.then(() => undefined), crashed]);
  watching?.stop();
  liveReload?.close();
  await server.stop();
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

async function listen(project: Project, liveReload: LiveReload | undefined): Promise<HttpServer> {
  const { ip = "127.0.0.1", port = 4000 } = (project.config.endpoint?.http ?? {}) as Listen;
  if (!/^\d+$/.test(String(port)) || Number(port) > 65_535) {
    throw new CommandError(
      `the port must be a number up to 65535, got: ${port}; see endpoint.http in config/`,
    );
  }
  const handler = liveReload ? liveReload.wrap(project.handler) : project.handler;
  try {
    return await createHttpServer(handler, { host: ip, port: Number(port) });
  } catch (error) {
    await project.stop();
    const { code } = error as NodeJS.ErrnoException;
    const remedy = "choose another with PORT=4001 or in config/dev.ts";
    if (code === "EADDRINUSE")
      throw new CommandError(`the port ${port} is in use by another program; ${remedy}`);
    if (code === "EACCES") throw new CommandError(`this user may not listen on the port ${port}; ${remedy}`);
    throw error;
  }
}

function watch(project: Project, liveReload: LiveReload, context: CommandContext): Watch {
  const { fs } = context.platform;
  const take = async (paths: string[]) => {
    const { error, reloaded } = await project.changed(paths);
    if (error) reportFailure(error, context);
    else if (reloaded) context.terminal.write(`[info] Reloaded ${paths.join(", ")}\n`);
    // The declaration that a reload writes makes no page another one.
    const visible = paths.filter((path) => !path.endsWith(".d.ts"));
    if (error || reloaded) liveReload.notify("page");
    else if (visible.length > 0)
      liveReload.notify(visible.every((path) => path.endsWith(".css")) ? "css" : "page");
  };
  return watchFiles({ fs, root: project.root, folders: WATCHED, onChange: take });
}

function reportFailure(error: Error, { terminal }: CommandContext): void {
  const text = error instanceof CompileError ? error.message : (error.stack ?? error.message);
  terminal.error(`[error] ${text}\n`);
}

/** The address that a person opens in a browser. */
function publicUrl(project: Project, { port }: HttpServer): string {
  const url = (project.config.endpoint?.url ?? {}) as {
    host?: string;
    scheme?: string;
    port?: number | string;
  };
  const { host = "localhost", scheme = "http" } = url;
  const shown = url.port ?? port;
  const standard = String(shown) === (scheme === "https" ? "443" : "80");
  return `${scheme}://${host}${standard ? "" : `:${shown}`}`;
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
