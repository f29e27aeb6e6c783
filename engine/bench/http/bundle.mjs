import * as fs from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the Fledge server of the benchmarks, with the engine from its sources. */
export async function bundleFledge(outfile) {
  const common = {
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["fledge-source", "node"],
    packages: "external",
    logLevel: "error",
  };
  // The template compiler is itself of the engine's source.
  const compiler = here("../../.bench/compiler.mjs");
  await build({ ...common, entryPoints: [here("../../src/code/template_compiler.ts")], outfile: compiler });
  const { compileTemplates } = await import(compiler);
  const templates = {
    name: "templates",
    setup(pluginBuild) {
      // The engine's own specifiers go into the bundle; what it depends on stays outside.
      pluginBuild.onResolve({ filter: /^[^./]/ }, (args) => {
        if (args.kind === "entry-point" || args.path.startsWith("fledge/") || args.path.startsWith("#"))
          return undefined;
        return { path: args.path, external: true };
      });
      pluginBuild.onLoad({ filter: /\.tsx$/ }, async ({ path }) => ({
        contents: compileTemplates(path, await fs.readFile(path, "utf8")).code,
        loader: "ts",
      }));
    },
  };
  await build({
    ...common,
    packages: "bundle",
    plugins: [templates],
    entryPoints: [here("fledge.mjs")],
    outfile,
  });
}
