import { FileNotFoundError, type FileStat, type FileSystem, skippedFolders } from "./file_system.ts";
import { dirname, joinPath } from "./path.ts";

interface MemoryFile {
  bytes: Uint8Array;
  /** The text once it was asked for: sources are read far more often than they change. */
  text: string | undefined;
  mtimeMs: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Files kept in memory: the project of a playground, or of a test.
 *
 * @example
 * const fs = new MemoryFileSystem({ "/hello/package.json": "{}" });
 * fs.list("/hello"); // ["package.json"]
 */
export class MemoryFileSystem implements FileSystem {
  #files = new Map<string, MemoryFile>();
  #folders = new Map<string, number>([["/", Date.now()]]);
  #listeners = new Set<(path: string) => void>();

  constructor(files: Record<string, string | Uint8Array> = {}) {
    for (const [path, contents] of Object.entries(files)) this.write(path, contents);
  }

  /**
   * Calls `listener` with the path of each file that is written or removed from now on.
   *
   * @returns a function that ends it
   */
  onChange(listener: (path: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readText(path: string): string {
    const file = this.#file(path);
    file.text ??= decoder.decode(file.bytes);
    return file.text;
  }

  readBytes(path: string): Uint8Array {
    return this.#file(path).bytes.slice();
  }

  write(path: string, contents: string | Uint8Array): void {
    const at = normalize(path);
    if (this.#folders.has(at)) throw new Error(`cannot write ${at}: it is a folder`);
    this.mkdir(dirname(at));
    const bytes = typeof contents === "string" ? encoder.encode(contents) : contents.slice();
    this.#files.set(at, { bytes, text: undefined, mtimeMs: Date.now() });
    this.#changed(at);
  }

  stat(path: string): FileStat | undefined {
    const at = normalize(path);
    const file = this.#files.get(at);
    if (file) return { kind: "file", size: file.bytes.byteLength, mtimeMs: file.mtimeMs };
    const mtimeMs = this.#folders.get(at);
    return mtimeMs === undefined ? undefined : { kind: "directory", size: 0, mtimeMs };
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined;
  }

  list(path: string): string[] {
    const prefix = below(normalize(path));
    const names = new Set<string>();
    for (const at of this.#paths()) {
      if (at.length > prefix.length && at.startsWith(prefix))
        names.add(at.slice(prefix.length).split("/", 1)[0]!);
    }
    return [...names].sort();
  }

  walk(path: string): string[] {
    const prefix = below(normalize(path));
    const found: string[] = [];
    for (const at of this.#files.keys()) {
      if (!at.startsWith(prefix)) continue;
      const relative = at.slice(prefix.length);
      const folders = relative.split("/").slice(0, -1);
      if (!folders.some((folder) => skippedFolders.has(folder))) found.push(relative);
    }
    return found.sort();
  }

  mkdir(path: string): void {
    const missing: string[] = [];
    for (let at = normalize(path); !this.#folders.has(at); at = dirname(at)) {
      if (this.#files.has(at)) throw new Error(`cannot make the folder ${at}: it is a file`);
      missing.push(at);
    }
    for (const at of missing) this.#folders.set(at, Date.now());
  }

  remove(path: string): void {
    const at = normalize(path);
    const prefix = below(at);
    for (const folder of [...this.#folders.keys()]) {
      if (folder !== "/" && (folder === at || folder.startsWith(prefix))) this.#folders.delete(folder);
    }
    for (const file of [...this.#files.keys()]) {
      if (file !== at && !file.startsWith(prefix)) continue;
      this.#files.delete(file);
      this.#changed(file);
    }
  }

  copy(from: string, to: string): void {
    this.write(to, this.#file(from).bytes);
  }

  rename(from: string, to: string): void {
    const source = normalize(from);
    const target = normalize(to);
    if (!this.exists(source)) throw new FileNotFoundError(source);
    if (source === target) return;
    if (this.#folders.has(target)) throw new Error(`cannot rename ${source} to ${target}: it is a folder`);
    if (target.startsWith(below(source))) {
      throw new Error(`cannot move the folder ${source} into itself: ${target}`);
    }
    if (this.#folders.has(source) && this.#files.has(target)) {
      throw new Error(`cannot rename the folder ${source} to ${target}: it is a file`);
    }
    this.mkdir(dirname(target));
    const moved = (path: string) => target + path.slice(source.length);
    for (const [path, mtimeMs] of [...this.#folders]) {
      if (path !== source && !path.startsWith(below(source))) continue;
      this.#folders.delete(path);
      this.#folders.set(moved(path), mtimeMs);
    }
    for (const [path, file] of [...this.#files]) {
      if (path !== source && !path.startsWith(below(source))) continue;
      this.#files.delete(path);
      this.#files.set(moved(path), file);
      this.#changed(path);
      this.#changed(moved(path));
    }
  }

  #file(path: string): MemoryFile {
    const at = normalize(path);
    const file = this.#files.get(at);
    if (file) return file;
    if (this.#folders.has(at)) throw new Error(`cannot read ${at}: it is a folder`);
    throw new FileNotFoundError(at);
  }

  *#paths(): Iterable<string> {
    yield* this.#files.keys();
    yield* this.#folders.keys();
  }

  #changed(path: string): void {
    for (const listener of this.#listeners) listener(path);
  }
}

function normalize(path: string): string {
  if (!path.startsWith("/")) throw new Error(`a path must be absolute, got: ${JSON.stringify(path)}`);
  return joinPath(path);
}

/** What every path inside the folder starts with. */
function below(folder: string): string {
  return folder === "/" ? "/" : `${folder}/`;
}
