/** What is known of a file or folder. */
export interface FileStat {
  kind: "file" | "directory";
  /** Bytes; 0 for a folder. */
  size: number;
  /** Milliseconds since the epoch. */
  mtimeMs: number;
}

/**
 * The files of one project. Paths are absolute, with `/` between segments, on every platform.
 *
 * It is synchronous on purpose: modules are linked while they are being evaluated, and both implementations (Node's and the one in
 * memory) answer at once. Serving files to clients goes through `HttpAdapter.sendFile`, which streams.
 * Reading what is not there throws `FileNotFoundError`.
 */
export interface FileSystem {
  readText(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Writes a file and makes the folders that it needs. */
  write(path: string, contents: string | Uint8Array): void;
  stat(path: string): FileStat | undefined;
  exists(path: string): boolean;
  /** Names in a folder, sorted; `[]` when there is no such folder. */
  list(path: string): string[];
  /** Every file below a folder, as paths relative to it, sorted; skips `node_modules`, `.git` and `.fledge`. */
  walk(path: string): string[];
  mkdir(path: string): void;
  /** Removes a file or a folder with all that it holds; nothing happens when it is not there. */
  remove(path: string): void;
  /** Copies a file (replacing another) and makes the folders that it needs. */
  copy(from: string, to: string): void;
  /** Moves a file (replacing another) or a folder, and makes the folders that it needs. */
  rename(from: string, to: string): void;
}

/** Folders that `walk` leaves out: nothing in them is the project's own source. */
export const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git", ".fledge"]);

/** A file was asked for that does not exist. */
export class FileNotFoundError extends Error {
  override name = "FileNotFoundError";
  constructor(readonly path: string) {
    super(`no such file: ${path}`);
  }
}
