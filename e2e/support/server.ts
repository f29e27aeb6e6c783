import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The built site, running for a test. */
export interface SiteServer {
  /** Origin of the app, without a slash at its end. */
  url: string;
  /** Origin that the previews are served from. */
  previewUrl: string;
  stop(): Promise<void>;
}

/** A port that nothing listens on now, and neither on the one after it: the previews' origin is always the next port. */
export async function freePort(): Promise<number> {
  for (;;) {
    const first = await listenOn(0);
    const second = await listenOn(first.port + 1).catch(() => undefined);
    await Promise.all([first.close(), second?.close()]);
    if (second) return first.port;
  }
}

function listenOn(port: number): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, () => {
      const address = server.address();
      const taken = typeof address === "object" && address !== null ? address.port : port;
      resolve({ port: taken, close: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

/**
 * Starts the built site with `sandboxes/server.mjs` on free ports and waits until it answers; `npm test` builds it before.
 * With `SITE_URL` and `PREVIEW_URL` set, uses the site that runs there and leaves it running.
 */
export async function startServer(options: { timeoutMs?: number } = {}): Promise<SiteServer> {
  const { SITE_URL, PREVIEW_URL } = process.env;
  if (SITE_URL && PREVIEW_URL) return { url: SITE_URL, previewUrl: PREVIEW_URL, stop: async () => {} };

  const port = await freePort();
  const child = spawn(process.execPath, ["sandboxes/server.mjs"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const server = {
    url: `http://localhost:${port}`,
    previewUrl: `http://localhost:${port + 1}`,
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
