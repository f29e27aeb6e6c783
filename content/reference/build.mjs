// Builds the reference: `content/generated/reference/` from the doc comments of the framework's sources.
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Writes the data of the app's reference pages; rejects with a `GuideError` for a doc comment that is missing or wrong. */
export async function buildReference() {
  // Below the repository's node_modules, so that the bundle finds the packages that it leaves out.
  const outfile = `${root}node_modules/.cache/fledge/build_reference.mjs`;
  mkdirSync(`${root}node_modules/.cache/fledge`, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["content/reference/main.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const reference = await import(pathToFileURL(outfile).href);
  await reference.buildReference(root);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildReference().catch((error) => {
    console.error(error.name === "GuideError" ? error.message : error);
    process.exit(1);
  });
}
