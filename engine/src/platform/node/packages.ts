import { existsSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Loads a package as a module of the project would.
 *
 * `fledge/*` is always this very copy of the engine: its classes must be the ones that the commands work with.
 *
 * @param specifier `fledge/router`, `pg`, `@scope/name/part`, `node:path`
 * @param root absolute path of the project's folder
 * @throws PackageNotFoundError when it is not installed or has no such entry
 */
export function importPackage(specifier: string, root: string): Promise<unknown> {
  if (specifier.startsWith("fledge/") || isBuiltin(specifier)) return import(specifier);
  return import(pathToFileURL(resolvePackage(specifier, root)).href);
}

/** A package is not installed, or has no entry of that name. */
export class PackageNotFoundError extends Error {
  override name = "PackageNotFoundError";
}

/** Conditions of `exports` that apply to `import` on Node, as Node has them. */
const conditions = new Set(["node", "import", "module-sync", "default"]);

/** `import.meta.resolve` cannot be asked on behalf of another file, and `require.resolve` knows other conditions. */
function resolvePackage(specifier: string, root: string): string {
  const parts = specifier.split("/");
  const name = parts.splice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  const subpath = parts.length > 0 ? `./${parts.join("/")}` : ".";
  const folder = findPackage(name, root);
  if (!folder) {
    throw new PackageNotFoundError(
      `the package "${name}" is not installed; add it with: npm install ${name}`,
    );
  }
  const { exports, main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    exports?: unknown;
    main?: string;
  };
  const entry = exports === undefined ? withoutExports(folder, subpath, main) : withExports(exports, subpath);
  if (!entry) throw new PackageNotFoundError(`the package "${name}" has no entry "${subpath}"`);
  return join(folder, entry);
}

function findPackage(name: string, root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function withoutExports(folder: string, subpath: string, main: string | undefined): string | undefined {
  const entry = subpath === "." ? (main ?? "index.js") : subpath;
  const isFile = (path: string) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile();
  return [entry, `${entry}.js`, `${entry}/index.js`].find(isFile);
}

function withExports(exports: unknown, subpath: string): string | undefined {
  const bySubpath =
    typeof exports === "object" && exports !== null && !Array.isArray(exports) && hasSubpaths(exports)
      ? (exports as Record<string, unknown>)
      : { ".": exports };
  if (Object.hasOwn(bySubpath, subpath)) return chooseTarget(bySubpath[subpath], "");
  let best: { key: string; star: string } | undefined;
  for (const key of Object.keys(bySubpath)) {
    const [before, after, more] = key.split("*");
    if (before === undefined || after === undefined || more !== undefined) continue;
    const fits = subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= key.length;
    // Of several patterns the one with the longest part before the star is meant.
    if (fits && (!best || before.length > best.key.indexOf("*"))) {
      best = { key, star: subpath.slice(before.length, subpath.length - after.length) };
    }
  }
  return best && chooseTarget(bySubpath[best.key], best.star);
}

function hasSubpaths(exports: object): boolean {
  return Object.keys(exports).some((key) => key.startsWith("."));
}

function chooseTarget(target: unknown, star: string): string | undefined {
  if (typeof target === "string") return target.replaceAll("*", star);
  if (Array.isArray(target)) return target.map((one) => chooseTarget(one, star)).find(Boolean);
  if (typeof target !== "object" || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const chosen = chooseTarget(inner, star);
    if (chosen) return chosen;
  }
  return undefined;
}
