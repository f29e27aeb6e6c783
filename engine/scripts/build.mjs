// Builds the npm package: JavaScript and declarations, one file a source file. `node scripts/build.mjs [FOLDER]`, dist/ unless told.
import { spawnSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const engine = fileURLToPath(new URL("..", import.meta.url));
const target = resolve(process.argv[2] ?? `${engine}/dist`);
const run = (script, ...args) => {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: engine, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync(target, { recursive: true, force: true });
run("scripts/templates.mjs");
run(
  fileURLToPath(import.meta.resolve("typescript/bin/tsc")),
  "-p",
  "tsconfig.build.json",
  "--outDir",
  target,
);
chmodSync(`${target}/cli/bin.js`, 0o755);
