// Builds the guides and the reference: `public/generated/guides/` for the browser, `content/generated/` for the app. Needs the
// engine's build.
import { mkdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { buildReference } from "./reference/build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
// Below the repository's node_modules, so that the bundle finds the packages that it leaves out.
const outfile = `${root}node_modules/.cache/fledge/build_guides.mjs`;
mkdirSync(new URL("../node_modules/.cache/fledge", import.meta.url), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ["content/build/main.ts"],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
const { buildGuides, GuideError } = await import(pathToFileURL(outfile).href);
try {
  await buildGuides(root);
  await buildReference();
  // A database of a captured command may still have timers; nothing is left to do.
  process.exit(0);
} catch (error) {
  console.error(error.name === GuideError.name ? error.message : error);
  process.exit(1);
}
