import { MemoryFileSystem } from "fledge/platform/web";
import type { FileChange, ProjectFiles } from "../../sandbox.ts";

/**
 * The files of the project in the worker. What the framework or a command writes is told, at once, so that it is not lost when the
 * worker has to be ended; what the page writes is not.
 */
export class ProjectFilesystem {
  readonly fs = new MemoryFileSystem();
  readonly root: string;
  /** Paths written by commands since the last `takeWritten`. */
  #written = new Set<string>();
  #untold = new Set<string>();
  #quiet = true;
  #onChanges: (changes: FileChange[]) => void;

  constructor(root: string, files: ProjectFiles, onChanges: (changes: FileChange[]) => void) {
    this.root = root;
    this.#onChanges = onChanges;
    this.fs.mkdir(root);
    this.fs.onChange((path) => this.#changed(path));
    this.apply(Object.entries(files).map(([path, contents]) => ({ path, contents })));
  }

  /** Writes what the page wrote. */
  apply(changes: FileChange[]): void {
    this.#quiet = true;
    for (const { path, contents } of changes) {
      const at = `${this.root}/${path}`;
      if (contents === null) this.fs.remove(at);
      else this.fs.write(at, contents);
    }
    this.#quiet = false;
  }

  /** Paths from the root that commands wrote since this was last asked. */
  takeWritten(): string[] {
    const written = [...this.#written];
    this.#written.clear();
    return written;
  }

  /** Paths from the root of all files. */
  paths(): string[] {
    return this.fs.walk(this.root);
  }

  /** All files by their path from the root. */
  all(): ProjectFiles {
    return Object.fromEntries(this.paths().map((path) => [path, this.#read(`${this.root}/${path}`)]));
  }

  #changed(at: string): void {
    if (this.#quiet || !at.startsWith(`${this.root}/`)) return;
    const path = at.slice(this.root.length + 1);
    if (path.startsWith(".fledge/") || path.startsWith("node_modules/")) return;
    this.#written.add(path);
    if (this.#untold.size === 0) queueMicrotask(() => this.#tell());
    this.#untold.add(path);
  }

  #tell(): void {
    const changes = [...this.#untold].map((path): FileChange => {
      const at = `${this.root}/${path}`;
      return { path, contents: this.fs.exists(at) ? this.#read(at) : null };
    });
    this.#untold.clear();
    this.#onChanges(changes);
  }

  #read(at: string): string | Uint8Array {
    const bytes = this.fs.readBytes(at);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return bytes;
    }
  }
}
