// The packages that a project may import in the application worker, as a module: specifier → namespace.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const engine = fileURLToPath(new URL("../../engine/", import.meta.url));

// For Node and for tools, not for the code of a project.
const notForProjects = new Set([".", "./package.json", "./platform/node", "./platform/web", "./vite"]);

/** `import { packages } from "fledge:packages"` gives every module of the engine that a project may import, and `vitest`. */
export function packagesPlugin() {
  const { exports } = JSON.parse(readFileSync(`${engine}package.json`, "utf8"));
  const specifiers = Object.keys(exports)
    .filter((subpath) => !notForProjects.has(subpath))
    .map((subpath) => `fledge${subpath.slice(1)}`);
  return {
    name: "fledge-packages",
    setup(build) {
      build.onResolve({ filter: /^fledge:packages$/ }, () => ({ path: "packages", namespace: "fledge" }));
      build.onLoad({ filter: /.*/, namespace: "fledge" }, () => ({
        contents: [
          ...specifiers.map((specifier, index) => `import * as m${index} from ${JSON.stringify(specifier)};`),
          'import { testRunner } from "fledge/platform/web";',
          "export const packages = {",
          ...specifiers.map((specifier, index) => `${JSON.stringify(specifier)}: m${index},`),
          "vitest: testRunner };",
        ].join("\n"),
        resolveDir: engine,
      }));
    },
  };
}
