import type { FileSystem } from "../platform/file_system.ts";
import { ProjectError } from "./load_config.ts";

/**
 * The name of the application in a folder: `fledge.app` of its package.json, or else the package's name.
 *
 * @throws ProjectError when the folder holds no project
 */
export function appName(fs: FileSystem, root: string): string {
  const path = `${root}/package.json`;
  if (!fs.exists(path)) {
    throw new ProjectError(
      `there is no project in ${root} (it has no package.json); make one with: fledge new hello`,
    );
  }
  const manifest = parse(fs.readText(path), path);
  const name = manifest.fledge?.app ?? manifest.name;
  if (typeof name === "string" && /^[a-z][a-z0-9_]*$/.test(name)) return name;
  throw new ProjectError(
    `${path} names no application; add "fledge": { "app": "hello" } with the name of the folder below lib/`,
  );
}

function parse(text: string, path: string): { name?: unknown; fledge?: { app?: unknown } } {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest === "object" && manifest !== null) return manifest;
  } catch (error) {
    throw new ProjectError(`${path} is not JSON: ${(error as Error).message}`);
  }
  throw new ProjectError(`${path} must hold an object`);
}
