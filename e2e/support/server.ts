import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The environment of a child process: this one's without what Vitest put there, and with `more`. */
export function childEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  return { ...env, ...more } as NodeJS.ProcessEnv;
}

/** The built site, running for a test. */
export interface SiteServer {
  /** Origin of the app, without a slash at its end. */
  url: string;
  stop(): Promise<void>;
}

/** A port that nothing listens on now, with the one after it free as well: the preview's origin. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await listenOnce(0);
    if (port !== undefined && (await listenOnce(port + 1)) !== undefined) return port;
  }
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts the built site with `sandboxes/server.mjs` on free ports and waits until it answers; `npm test` builds it before.
 * With `SITE_URL` set, uses the site that runs there and leaves it running.
 */
export async function startServer(options: { timeoutMs?: number } = {}): Promise<SiteServer> {
  const { SITE_URL } = process.env;
  if (SITE_URL) return { url: SITE_URL, stop: async () => {} };

  const port = await freePort();
  const child = spawn(process.execPath, ["sandboxes/server.mjs"], {
    cwd: root,
    env: childEnvironment({ NODE_ENV: "production", PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const server = {
    url: `http://localhost:${port}`,
    stop: () => stopGroup(child),
  };
  try {
    await waitUntilUp(server.url, child, options.timeoutMs ?? 60_000);
  } catch (error) {
    await stopGroup(child);
    throw new Error(`The site did not start: ${(error as Error).message}\n${output}`);
  }
  return server;
}

/** Waits until an address answers anything below 500; rejects when the process ends or the time is over. */
export async function waitUntilUp(url: string, child: ChildProcess, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the process ended with ${child.exitCode ?? child.signalCode}`);
    }
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: "manual" });
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ends a process that was started `detached`, with everything that it started. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, name);
    } catch {
      // Already gone.
    }
  };
  signal("SIGTERM");
  const timer = setTimeout(() => signal("SIGKILL"), 3000);
  await ended;
  clearTimeout(timer);
}
