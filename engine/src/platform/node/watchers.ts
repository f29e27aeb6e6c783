import { type ChildProcess, spawn } from "node:child_process";
import type { Watcher, WatcherOptions } from "../../endpoint/config.ts";
import { resolvePath } from "../path.ts";
import type { WatchersOptions } from "../platform.ts";

/** What `startWatchers` needs to know. */
export interface WatchersContext extends WatchersOptions {
  /** Milliseconds before a watcher that failed is started again; default 2000. */
  restartAfter?: number;
}

/**
 * Starts the watchers of an endpoint: programs and functions that run beside the server, such as a bundler.
 *
 * A program that ends with an error, or cannot be started, is reported and started again after a while.
 *
 * @returns a function that ends them
 * @example const stop = startWatchers({ npx: ["esbuild", "--watch", { cd: "assets" }] }, { root, report: console.error });
 * @see Phoenix.Endpoint "watchers"
 */
export function startWatchers(
  watchers: Readonly<Record<string, Watcher>>,
  { root, report, restartAfter = 2000 }: WatchersContext,
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  for (const [name, watcher] of Object.entries(watchers)) {
    const failed = (reason: string): void => {
      if (signal.aborted) return;
      report(`the watcher ${name} ${reason}; it is started again`);
      const timer = setTimeout(start, restartAfter);
      signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    };
    const start = (): void => {
      if (signal.aborted) return;
      if (typeof watcher === "function") {
        // In a promise, so that what it throws at once is told in the same way.
        Promise.resolve()
          .then(() => watcher({ root, signal }))
          .catch((error: unknown) => failed(`has failed: ${String(error)}`));
      } else run(name, watcher, root, signal, failed);
    };
    start();
  }
  return () => abort.abort();
}

function run(
  name: string,
  given: readonly (string | WatcherOptions)[],
  root: string,
  signal: AbortSignal,
  failed: (reason: string) => void,
): void {
  const args = given.filter((part) => typeof part === "string");
  const { cd = ".", env = {} }: WatcherOptions = Object.assign(
    {},
    ...given.filter((part) => typeof part === "object"),
  );
  const child: ChildProcess = spawn(name, args, {
    cwd: resolvePath(root, cd),
    env: { ...process.env, ...env },
    // A watcher that reads would take the keys away from the server.
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const stop = (): void => void child.kill();
  signal.addEventListener("abort", stop, { once: true });
  child.once("error", (error) => {
    signal.removeEventListener("abort", stop);
    failed(`cannot be started: ${error.message}. Is the program installed, and the folder there?`);
  });
  child.once("exit", (code, by) => {
    signal.removeEventListener("abort", stop);
    if (code !== 0) failed(code === null ? `was ended by ${by}` : `has ended with ${code}`);
  });
}
