// What the scripts share: running a command, installing, knowing what is out of date. Node's own modules only,
// because these run before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command in the repository, its output shown; resolves to its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Like `run`, but a failure ends the script with what to look at. */
export async function mustRun(label, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    console.error(`\n${label} failed (exit code ${code}). The lines above say why.`);
    process.exit(code);
  }
}

/**
 * Installs what package-lock.json names, unless that was done since it last changed. Not by `npm ci`: that refuses a lock which
 * lacks another platform's optional binaries, and which of them there are differs from registry to registry.
 */
export async function install() {
  const marker = join(root, "node_modules", ".package-lock.json");
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs)
    return;
  console.log("Installing packages …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await mustRun("npm install", npm, ["install", "--no-save", "--no-audit", "--no-fund"]);
}

const skipped = new Set(["node_modules", ".git", ".next", "out", "dist", "generated", "coverage", ".fledge"]);

/** The newest change below a file or folder, in milliseconds since the epoch. */
export function newestChange(path) {
  const full = join(root, path);
  if (!existsSync(full)) return 0;
  const stat = statSync(full);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let newest = 0;
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    newest = Math.max(newest, newestChange(join(path, entry.name)));
  }
  return newest;
}

const stampOf = (name) => join(root, "node_modules", ".cache", "fledge", `${name}.stamp`);

/** Runs one step of the build, unless its inputs are older than its last success and its outputs are still there. */
export async function step(name, { label, inputs, outputs, force = false }, work) {
  const stamp = stampOf(name);
  const fresh =
    !force &&
    existsSync(stamp) &&
    outputs.every((path) => existsSync(join(root, path))) &&
    Math.max(...inputs.map(newestChange)) < statSync(stamp).mtimeMs;
  if (fresh) return false;
  const started = Date.now();
  process.stdout.write(`${label} …\n`);
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  // The stamp carries the time at which the step began: a file saved while it ran counts as newer.
  writeFileSync(stamp, "");
  utimesSync(stamp, new Date(started), new Date(started));
  console.log(`${label}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return true;
}
