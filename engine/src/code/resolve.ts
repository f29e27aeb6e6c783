import type { FileSystem } from "../platform/file_system.ts";
import { basename, dirname, joinPath, relativePath } from "../platform/path.ts";
import { suggest } from "./suggest.ts";

const EXTENSIONS = [".ts", ".tsx", ".js", ".jsx", ".json"];
/** What TypeScript may be called in an import that names its output. */
const SOURCES: Record<string, string[]> = { ".js": [".ts", ".tsx"], ".jsx": [".tsx"] };

/** Whether a specifier names a file of the project, not a package. */
export function isRelative(specifier: string): boolean {
  return (
    specifier.startsWith("./") ||
    specifier.startsWith("../") ||
    specifier === "." ||
    specifier === ".." ||
    specifier.startsWith("/")
  );
}

/**
 * Finds the file that a relative specifier means: the file itself, with an extension added, TypeScript where it says `.js`,
 * or the `index` of a folder.
 *
 * @param importer absolute path of the file that has the import
 * @returns an absolute path, or `undefined` when there is no such file
 */
export function resolveRelative(fs: FileSystem, importer: string, specifier: string): string | undefined {
  const target = specifier.startsWith("/") ? joinPath(specifier) : joinPath(dirname(importer), specifier);
  for (const path of candidates(target)) if (fs.stat(path)?.kind === "file") return path;
  return undefined;
}

function* candidates(target: string): Generator<string> {
  yield target;
  for (const [extension, sources] of Object.entries(SOURCES)) {
    if (!target.endsWith(extension)) continue;
    for (const source of sources) yield target.slice(0, -extension.length) + source;
  }
  for (const extension of EXTENSIONS) yield target + extension;
  for (const extension of EXTENSIONS) yield joinPath(target, `index${extension}`);
}

/** The specifier that may be meant by one that leads nowhere: a neighbour with nearly this name, or a file of this name elsewhere. */
export function suggestSpecifier(
  fs: FileSystem,
  root: string,
  importer: string,
  specifier: string,
): string | undefined {
  const target = joinPath(dirname(importer), specifier);
  const bare = (path: string) => basename(path).replace(/\.(tsx?|jsx?|json)$/, "");
  const files = fs.walk(root).filter((path) => /\.(tsx?|jsx?|json)$/.test(path));
  const wanted = bare(target);
  const here = files.filter((path) => dirname(joinPath(root, path)) === dirname(target));
  const near = suggest(wanted, here.map(bare));
  const found =
    near === undefined
      ? files.find((path) => bare(path) === wanted)
      : here.find((path) => bare(path) === near);
  if (found === undefined) return undefined;
  const relative = relativePath(dirname(importer), joinPath(root, found));
  return relative.startsWith("../") ? relative : `./${relative}`;
}

/** Modules that only Node has. */
const NODE_BUILT_INS = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 " +
    "https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder timers tls " +
    "trace_events tty url util v8 vm wasi worker_threads zlib"
  ).split(" "),
);

/** Whether a package specifier means a module of Node itself. */
export function isNodeBuiltIn(specifier: string): boolean {
  return specifier.startsWith("node:") || NODE_BUILT_INS.has(specifier.split("/")[0]!);
}
