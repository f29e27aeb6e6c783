import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GuideData } from "../../content/guide_data.ts";
import type { ProjectFiles } from "../../sandboxes/runtime/sandbox.ts";
import { childEnvironment } from "../support/server.ts";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Every guide as the build wrote it. */
export function builtGuides(): GuideData[] {
  const folder = join(repository, "public/generated/guides");
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as GuideData);
}

/** Makes `folder` hold exactly these files, with the repository's packages beside them. */
export function writeProject(folder: string, files: ProjectFiles): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, contents] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
}

/** Runs a program to its end and keeps all that it said. */
export function run(
  command: string,
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: childEnvironment({ CI: "1", NO_COLOR: "1", ...options.env }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
