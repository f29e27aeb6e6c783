import type { FileSystem } from "../platform/file_system.ts";
import { relativePath, resolvePath } from "../platform/path.ts";
import type { Platform } from "../platform/platform.ts";
import { type CompiledModule, compile } from "./compile.ts";
import { CompileError } from "./compile_error.ts";
import { isUsedAsValue } from "./imported_names.ts";
import { compileJson } from "./json_module.ts";
import type { ImportRecord } from "./module_table.ts";
import { isNodeBuiltIn, isRelative, resolveRelative, suggestSpecifier } from "./resolve.ts";
import { suggest } from "./suggest.ts";
import { parseSource } from "./syntax.ts";

/** What a linked module exports, by name. */
export type ModuleExports = Record<string, unknown>;

/** What a graph needs of the platform. */
export type LinkerPlatform = Pick<Platform, "name" | "evaluate" | "importPackage"> & { fs: FileSystem };

interface ModuleRecord {
  readonly path: string;
  /** Path from the root: what errors and stack traces say. */
  readonly name: string;
  source: string;
  compiled: CompiledModule;
  /** Specifier → absolute path, for the files of the project. */
  resolved: Map<string, string>;
  exports: ModuleExports | undefined;
  state: "compiled" | "evaluating" | "evaluated";
}

/**
 * The modules of a project, compiled and linked in memory as they are asked for. Bindings are live, so that modules may import each
 * other in a circle as long as they use each other's values in functions only.
 *
 * @example
 * const graph = new ModuleGraph({ root: "/hello", platform });
 * await graph.prepare(["lib/hello_web/endpoint.ts"]);
 * const { Endpoint } = graph.import("lib/hello_web/endpoint.ts");
 */
export class ModuleGraph {
  readonly root: string;
  readonly #platform: LinkerPlatform;
  readonly #fs: FileSystem;
  readonly #modules = new Map<string, ModuleRecord>();
  readonly #packages = new Map<string, ModuleExports>();

  /**
   * @param options.root absolute path of the project's folder
   * @param options.packages packages that are loaded already, by specifier
   */
  constructor(options: {
    root: string;
    platform: LinkerPlatform;
    packages?: Iterable<readonly [string, object]>;
  }) {
    this.root = options.root;
    this.#platform = options.platform;
    this.#fs = options.platform.fs;
    for (const [specifier, namespace] of options.packages ?? [])
      this.#packages.set(specifier, packageExports(namespace));
  }

  /**
   * Compiles the entries and all files that they reach, and loads the packages that these import, so that `import` can answer at once.
   *
   * @param entries paths, absolute or from the root
   * @throws CompileError for the first file that does not compile, or an import that leads nowhere
   */
  async prepare(entries: readonly string[]): Promise<void> {
    const seen = new Set<string>();
    const wanted = new Map<string, { record: ModuleRecord; entry: ImportRecord }>();
    const queue = entries.map((entry) => this.#entryPath(entry));
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const record = this.#record(path);
      for (const entry of record.compiled.imports) {
        if (isRelative(entry.specifier)) {
          const target = this.#resolve(record, entry.specifier);
          if (target !== undefined) queue.push(target);
          else if (!entry.dynamic) throw this.#missingFile(record, entry);
        } else if (!this.#packages.has(entry.specifier)) {
          const known = wanted.get(entry.specifier);
          if (known === undefined || known.entry.dynamic) wanted.set(entry.specifier, { record, entry });
        }
      }
    }
    await Promise.all([...wanted.values()].map(({ record, entry }) => this.#loadPackage(record, entry)));
  }

  /**
   * Evaluates a module, and before it what it imports, unless that is done already.
   *
   * @param path absolute or from the root
   * @throws CompileError, or whatever the module throws while it loads
   */
  import(path: string): ModuleExports {
    return this.#evaluate(this.#record(this.#entryPath(path)));
  }

  /**
   * Forgets modules whose files changed, came or went, and every module that imports one of them.
   *
   * @param paths absolute or from the root
   * @returns paths from the root of the modules that will be evaluated anew
   */
  invalidate(paths: readonly string[]): string[] {
    const changed = new Set(paths.map((path) => resolvePath(this.root, path)));
    // A file that came or went may change what an import of an unchanged file means.
    for (const record of this.#modules.values()) {
      for (const [specifier, target] of record.resolved) {
        if (resolveRelative(this.#fs, record.path, specifier) !== target) {
          record.resolved.delete(specifier);
          changed.add(record.path);
        }
      }
    }
    const dropped = this.#withImporters(changed);
    for (const path of dropped) {
      const record = this.#modules.get(path)!;
      if (this.#fs.exists(path) && this.#fs.readText(path) === record.source) reset(record);
      else this.#modules.delete(path);
    }
    return dropped.map((path) => relativePath(this.root, path));
  }

  /** Paths from the root of the modules that are evaluated, in the order in which they were met. */
  get loaded(): string[] {
    return [...this.#modules.values()].filter(({ state }) => state === "evaluated").map(({ name }) => name);
  }

  #entryPath(path: string): string {
    const absolute = resolvePath(this.root, path);
    const found = resolveRelative(this.#fs, absolute, absolute);
    if (found !== undefined) return found;
    const name = relativePath(this.root, absolute);
    throw new CompileError({ reason: "there is no such file", file: name });
  }

  #record(path: string): ModuleRecord {
    const known = this.#modules.get(path);
    if (known !== undefined) return known;
    const name = relativePath(this.root, path);
    const source = this.#fs.readText(path);
    const compiled = path.endsWith(".json") ? compileJson(name, source) : compile(name, source);
    const record: ModuleRecord = {
      path,
      name,
      source,
      compiled,
      resolved: new Map(),
      exports: undefined,
      state: "compiled",
    };
    this.#modules.set(path, record);
    return record;
  }

  #resolve(record: ModuleRecord, specifier: string): string | undefined {
    const known = record.resolved.get(specifier);
    if (known !== undefined) return known;
    const found = resolveRelative(this.#fs, record.path, specifier);
    if (found !== undefined) record.resolved.set(specifier, found);
    return found;
  }

  #evaluate(record: ModuleRecord): ModuleExports {
    if (record.exports !== undefined) return record.exports;
    const exports: ModuleExports = {};
    record.exports = exports;
    record.state = "evaluating";
    try {
      this.#checkNames(record);
      // Known before they have a value, so that `export *` in a circle of modules sees them.
      for (const name of record.compiled.exports.names) exports[name] = undefined;
      const module = { exports };
      const run = this.#platform.evaluate(record.compiled.code, record.name);
      run(exports, (specifier: string) => this.#require(record, specifier), module, this.#importMeta(record));
      record.exports = module.exports;
      record.state = "evaluated";
      return record.exports;
    } catch (error) {
      this.#explainCircle(record, error);
      for (const path of this.#withImporters([record.path])) reset(this.#modules.get(path)!);
      throw error;
    }
  }

  #require(record: ModuleRecord, specifier: string): ModuleExports {
    const entry = record.compiled.imports.find((candidate) => candidate.specifier === specifier) ?? {
      specifier,
      dynamic: true,
      line: 1,
      column: 1,
      names: [],
    };
    if (!isRelative(specifier)) {
      const namespace = this.#packages.get(specifier);
      if (namespace !== undefined) return namespace;
      throw this.#missingPackage(record, entry);
    }
    const path = this.#resolve(record, specifier);
    if (path === undefined) throw this.#missingFile(record, entry);
    return this.#evaluate(this.#record(path));
  }

  #importMeta(record: ModuleRecord): object {
    const { path } = record;
    return { url: `file://${path}`, filename: path, dirname: path.slice(0, path.lastIndexOf("/")) };
  }

  /** Throws when an import asks for a name that its module does not export. */
  #checkNames(record: ModuleRecord): void {
    for (const entry of record.compiled.imports) {
      if (entry.dynamic || entry.names.length === 0) continue;
      const offered = this.#offered(record, entry.specifier, new Set());
      if (offered === undefined) continue;
      for (const { name, line, column } of entry.names) {
        if (offered.has(name)) continue;
        if (
          !isRelative(entry.specifier) &&
          !isUsedAsValue(parseSource(record.name, record.source), entry.specifier, name)
        )
          continue;
        const meant = name === "default" ? undefined : suggest(name, offered);
        const hint =
          name === "default"
            ? `has no default export: import { … } from "${entry.specifier}"`
            : `has no export ${name}${meant === undefined ? exportList(offered) : `; did you mean ${meant}?`}`;
        throw this.#errorAt(record, line, column, `"${entry.specifier}" ${hint}`);
      }
    }
  }

  /** The names that a specifier offers, or `undefined` when it leads nowhere (which is told when it is loaded). */
  #offered(record: ModuleRecord, specifier: string, seen: Set<string>): Set<string> | undefined {
    if (!isRelative(specifier)) {
      const namespace = this.#packages.get(specifier);
      return namespace === undefined ? undefined : new Set(Object.keys(namespace));
    }
    const path = this.#resolve(record, specifier);
    if (path === undefined) return undefined;
    if (seen.has(path)) return new Set();
    seen.add(path);
    const target = this.#record(path);
    const names = new Set(target.compiled.exports.names);
    for (const star of target.compiled.exports.stars) {
      for (const name of this.#offered(target, star, seen) ?? []) if (name !== "default") names.add(name);
    }
    return names;
  }

  /** These modules and all that import them, directly or not. */
  #withImporters(paths: Iterable<string>): string[] {
    const importers = new Map<string, string[]>();
    for (const record of this.#modules.values()) {
      for (const target of new Set(record.resolved.values())) {
        const list = importers.get(target);
        if (list === undefined) importers.set(target, [record.path]);
        else list.push(record.path);
      }
    }
    const found = new Set<string>();
    const queue = [...paths];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (found.has(path)) continue;
      found.add(path);
      queue.push(...(importers.get(path) ?? []));
    }
    return [...found].filter((path) => this.#modules.has(path));
  }

  async #loadPackage(record: ModuleRecord, entry: ImportRecord): Promise<void> {
    if (isNodeBuiltIn(entry.specifier) && this.#platform.name !== "node") {
      if (entry.dynamic) return;
      throw this.#missingPackage(record, entry);
    }
    try {
      const namespace = await this.#platform.importPackage(entry.specifier, this.root);
      this.#packages.set(entry.specifier, packageExports(namespace as object));
    } catch (error) {
      // What is imported on demand is missed on demand.
      if (!entry.dynamic) throw this.#missingPackage(record, entry, error);
    }
  }

  #missingFile(record: ModuleRecord, entry: ImportRecord): CompileError {
    const meant = suggestSpecifier(this.#fs, this.root, record.path, entry.specifier);
    const hint = meant === undefined ? "" : `; did you mean "${meant}"?`;
    return this.#errorAt(
      record,
      entry.line,
      entry.column,
      `it imports "${entry.specifier}", and there is no such file${hint}`,
    );
  }

  #missingPackage(
    record: ModuleRecord,
    { specifier, line, column }: ImportRecord,
    cause?: unknown,
  ): CompileError {
    let reason: string;
    if (isNodeBuiltIn(specifier) && this.#platform.name !== "node") {
      reason = `it imports "${specifier}", which only Node has, and this project runs in a browser: use the web's own API (fetch, crypto, URL, …) or run it on Node`;
    } else if (specifier.startsWith("fledge/") || specifier === "fledge") {
      reason = `Fledge has no module "${specifier}"`;
    } else {
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      reason = `it imports "${specifier}", and there is no such package here: ${
        this.#platform.name === "node"
          ? `run npm install ${name}`
          : "a browser has only the packages that came with it"
      }; a file of the project begins with ./ or ../`;
    }
    const error = this.#errorAt(record, line, column, reason);
    if (cause !== undefined) error.cause = cause;
    return error;
  }

  #errorAt(record: ModuleRecord, line: number, column: number, reason: string): CompileError {
    return new CompileError({ reason, file: record.name, source: record.source, line, column });
  }

  /** A value that is not there yet makes for an error that says nothing of the reason. */
  #explainCircle(record: ModuleRecord, error: unknown): void {
    if (!(error instanceof TypeError || error instanceof ReferenceError) || explained.has(error)) return;
    explained.add(error);
    const unfinished = [...record.resolved.values()]
      .map((path) => this.#modules.get(path))
      .find((target) => target?.state === "evaluating" && target !== record);
    if (unfinished === undefined) return;
    error.message +=
      ` (${record.name} and ${unfinished.name} import each other, and ${unfinished.name} is not loaded yet: ` +
      "use what it exports inside functions only)";
  }
}

const explained = new WeakSet<object>();

function reset(record: ModuleRecord): void {
  record.exports = undefined;
  record.state = "compiled";
}

/** A package's names as CommonJS code expects them. */
function packageExports(namespace: object): ModuleExports {
  return Object.defineProperty({ ...namespace }, "__esModule", { value: true }) as ModuleExports;
}

function exportList(names: Set<string>): string {
  if (names.size === 0) return ", it exports nothing";
  const list = [...names].sort();
  return `; it has ${list.slice(0, 6).join(", ")}${list.length > 6 ? ", …" : ""}`;
}
