import { type FSWatcher, watch } from "node:fs";
import type { FileSystem } from "../file_system.ts";

/** Options of `watchFiles`. */
export interface WatchOptions {
  fs: FileSystem;
  /** Absolute path of the folder. */
  root: string;
  /** Folders of `root` that are watched, with all below them. */
  folders: readonly string[];
  /** Told of the paths (from `root`) of files that were written or removed. */
  onChange: (paths: string[]) => void | Promise<void>;
  /** Milliseconds of quiet that are waited for; 30 unless told. Editors write a file in several steps. */
  quietMs?: number;
  /** Milliseconds between looks at the files where the system tells of no changes; 500 unless told. */
  pollMs?: number;
}

/** A watch that runs. */
export interface Watch {
  /** Looks at the files now; resolves when `onChange` has dealt with what changed. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Watches folders for changed files. What changed is found by comparing the files with what they were, so that it does not
 * matter how exactly the system tells of changes; where it cannot tell (some network and container file systems), the files
 * are looked at from time to time.
 */
export function watchFiles(options: WatchOptions): Watch {
  const { fs, root, folders, onChange, quietMs = 30, pollMs = 500 } = options;
  let known = snapshot(fs, root, folders);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async () => {
    clearTimeout(timer);
    timer = undefined;
    const now = snapshot(fs, root, folders);
    const changed = [...now.keys(), ...known.keys()].filter((path) => now.get(path) !== known.get(path));
    known = now;
    if (changed.length > 0) await onChange([...new Set(changed)]);
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), quietMs);
  };

  const watchers: FSWatcher[] = [];
  let poll: ReturnType<typeof setInterval> | undefined;
  const startPolling = () => {
    poll ??= setInterval(() => void look(), pollMs);
  };
  try {
    for (const folder of folders) {
      if (!fs.exists(`${root}/${folder}`)) continue;
      const watcher = watch(`${root}/${folder}`, { recursive: true }, lookSoon);
      watcher.on("error", startPolling);
      watchers.push(watcher);
    }
  } catch {
    startPolling();
  }

  return {
    look,
    stop: () => {
      clearTimeout(timer);
      clearInterval(poll);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Path from the root → what tells one version of the file from the next. */
function snapshot(fs: FileSystem, root: string, folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const path of fs.walk(`${root}/${folder}`)) {
      const stat = fs.stat(`${root}/${folder}/${path}`);
      if (stat) files.set(`${folder}/${path}`, `${stat.size} ${stat.mtimeMs}`);
    }
  }
  return files;
}
