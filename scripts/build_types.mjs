// Gathers the types that the editor needs into one file, path → text: the framework's declarations as published, those of
// the packages that they name, and the part of Vitest that tests use.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ts from "typescript";
import { root } from "./lib.mjs";

const engine = join(root, "engine");
/** What the editor sees below its root. */
const files = {};
/** Packages whose types show through the framework's own. */
const transparent = new Set(["kysely"]);
/** Other modules that declarations name: of Node, of build tools. A page has no use for their types. */
const opaque = new Set();

const read = (path) => readFileSync(path, "utf8");
const posix = (path) => path.split(sep).join("/");

/** Where a declaration file stands for the editor. */
function shownPath(path) {
  if (path.startsWith(engine + sep)) return `node_modules/fledge/${posix(relative(engine, path))}`;
  const inside = path.lastIndexOf(`node_modules${sep}`);
  return posix(path.slice(inside));
}

/** The published manifest, without what only tools read. */
function addManifest(folder, shown) {
  const manifest = JSON.parse(read(join(folder, "package.json")));
  const { name, version, type, types, typings, exports, imports } = manifest;
  files[`${shown}/package.json`] = JSON.stringify({
    name,
    version,
    type,
    types: types ?? typings,
    exports,
    imports,
  });
}

const resolution = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
};

/** Adds a declaration file, and every one that it names. */
function add(path) {
  const shown = shownPath(path);
  if (shown in files) return;
  const text = read(path);
  files[shown] = text.replace(/^\/\/# sourceMappingURL=.*$/m, "");
  const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true);
  for (const { fileName } of referencedFiles) add(join(dirname(path), fileName));
  for (const { fileName: name } of importedFiles) {
    if (name === "vitest") continue;
    if (!/^[.#]/.test(name) && !transparent.has(name)) {
      opaque.add(name);
      continue;
    }
    const found = ts.resolveModuleName(name, path, resolution, ts.sys).resolvedModule?.resolvedFileName;
    if (found?.endsWith(".d.ts") || found?.endsWith(".d.mts")) {
      if (!name.startsWith(".")) addPackageOf(found);
      add(found);
    }
  }
}

function addPackageOf(path) {
  const [, folder] = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(path) ?? [];
  if (folder) addManifest(folder, posix(folder.slice(folder.lastIndexOf(`node_modules${sep}`))));
}

const { exports } = JSON.parse(read(join(engine, "package.json")));
const missing = [];
for (const [specifier, target] of Object.entries(exports)) {
  // What only a tool's configuration imports would bring that tool's types along.
  if (specifier === "./vite" || typeof target === "string") continue;
  const path = join(engine, target.types);
  if (existsSync(path)) add(path);
  else missing.push(target.types);
}
if (missing.length > 0) {
  console.error(
    `The framework is not built, or its package.json names what there is not: ${missing.join(", ")}.`,
  );
  process.exit(1);
}
addManifest(engine, "node_modules/fledge");

files["node_modules/vitest/package.json"] = JSON.stringify({
  name: "vitest",
  exports: { ".": { types: "./index.d.ts" }, "./config": { types: "./config.d.ts" } },
});
files["node_modules/vitest/index.d.ts"] = read(new URL("types/vitest.d.ts", import.meta.url));
files["node_modules/vitest/config.d.ts"] =
  "export declare function defineConfig<T extends object>(config: T): T;\n";
opaque.add("fledge/vite");
files["opaque.d.ts"] = [...opaque]
  .sort()
  .map((name) => `declare module ${JSON.stringify(name)};\n`)
  .join("");

const folder = join(root, "public", "generated");
mkdirSync(folder, { recursive: true });
const json = JSON.stringify(files);
writeFileSync(join(folder, "types.json"), json);
console.log(`${Object.keys(files).length} declaration files, ${Math.round(json.length / 1024)} kB`);
