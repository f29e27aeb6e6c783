// What the builds of the guides and of the reference begin and end with.
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** The repository's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Bundles a module of the repository for Node and imports it. `name` is that of the bundle. */
export async function importBundled(entry, name) {
  // Below the repository's node_modules, so that the bundle finds the packages that it leaves out.
  const folder = `${root}node_modules/.cache/fledge`;
  const outfile = `${folder}/${name}.mjs`;
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return import(pathToFileURL(outfile).href);
}

/** Ends the process with what was wrong; a mistake in a guide or a comment is told without a stack trace. */
export function fail(error) {
  console.error(error.name === "GuideError" ? error.message : error);
  process.exit(1);
}
