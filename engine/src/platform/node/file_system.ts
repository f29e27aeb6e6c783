import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { FileNotFoundError, type FileStat, type FileSystem, skippedFolders } from "../file_system.ts";
import { dirname, isAbsolutePath, joinPath } from "../path.ts";

/** There is no file with a name longer than names can be, and clients may ask for one. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENAMETOOLONG") return undefined;
    throw error;
  }
}

/**
 * The files of this computer.
 *
 * @example
 * nodeFileSystem.readText("/hello/package.json");
 */
export const nodeFileSystem: FileSystem = {
  readText(path) {
    return read(path, () => readFileSync(path, "utf8"));
  },

  readBytes(path) {
    return read(path, () => new Uint8Array(readFileSync(path)));
  },

  write(path, contents) {
    demandAbsolute(path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  },

  stat(path): FileStat | undefined {
    demandAbsolute(path);
    const stat = statOf(path);
    if (!stat) return undefined;
    if (stat.isDirectory()) return { kind: "directory", size: 0, mtimeMs: stat.mtimeMs };
    return { kind: "file", size: stat.size, mtimeMs: stat.mtimeMs };
  },

  exists(path) {
    demandAbsolute(path);
    return existsSync(path);
  },

  list(path) {
    demandAbsolute(path);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
    return readdirSync(path).sort();
  },

  walk(path) {
    demandAbsolute(path);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
    const found: string[] = [];
    const visit = (folder: string, prefix: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const at = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (!skippedFolders.has(entry.name)) visit(at, `${prefix}${entry.name}/`);
        } else if (entry.isFile() || isLinkToFile(at)) {
          found.push(prefix + entry.name);
        }
      }
    };
    visit(joinPath(path), "");
    return found.sort();
  },

  mkdir(path) {
    demandAbsolute(path);
    mkdirSync(path, { recursive: true });
  },

  remove(path) {
    demandAbsolute(path);
    rmSync(path, { recursive: true, force: true });
  },

  copy(from, to) {
    demandAbsolute(from);
    demandAbsolute(to);
    // copyFile truncates a file that is its own target.
    if (joinPath(from) === joinPath(to)) return;
    const source = statSync(from, { throwIfNoEntry: false });
    if (!source) throw new FileNotFoundError(from);
    if (source.isDirectory()) throw new Error(`cannot read ${from}: it is a folder`);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  },

  rename(from, to) {
    demandAbsolute(from);
    demandAbsolute(to);
    if (!existsSync(from)) throw new FileNotFoundError(from);
    if (joinPath(from) === joinPath(to)) return;
    // rename(2) replaces an empty folder silently, which the one in memory does not.
    if (statSync(to, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`cannot rename ${from} to ${to}: it is a folder`);
    }
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  },
};

function read<T>(path: string, work: () => T): T {
  demandAbsolute(path);
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new FileNotFoundError(path);
    if (code === "EISDIR") throw new Error(`cannot read ${path}: it is a folder`);
    throw error;
  }
}

/** Links to folders are not followed: they may lead back up. */
function isLinkToFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function demandAbsolute(path: string): void {
  if (!isAbsolutePath(path)) throw new Error(`a path must be absolute, got: ${JSON.stringify(path)}`);
}
