import type { CommandHost } from "../cli/command.ts";
import type { DatabaseDriver } from "../ecto/database_driver.ts";
import type { Watcher } from "../endpoint/config.ts";
import type { FileSystem } from "./file_system.ts";
import type { TempFiles } from "./temp_files.ts";

/** Evaluates one linked module's code. `vm` on Node, `new Function` in a worker; both keep the file name in stack traces. */
export type Evaluate = (code: string, filename: string) => (...args: unknown[]) => unknown;

/** What a process takes. */
export interface Vitals {
  /** Bytes: all that the system has given, objects of JavaScript, and what belongs to them outside of the heap. */
  readonly memory: { readonly total: number; readonly heap: number; readonly external: number };
  /** The part of the time since the last question that was spent working, from 0 to 1. */
  readonly eventLoop: { readonly utilization: number };
}

/** What watchers are started with. */
export interface WatchersOptions {
  /** Absolute path of the project's folder. */
  readonly root: string;
  /** Told when a watcher has failed. */
  readonly report: (message: string) => void;
}

/** What the engine needs of the place it runs in. One object for Node, one for a worker. */
export interface Platform {
  readonly name: "node" | "worker";
  readonly fs: FileSystem;
  /** Where uploads are kept while a request lasts; default: on `fs`. */
  readonly tempFiles?: TempFiles;
  /** Environment variables, as `config/runtime.ts` sees them. */
  readonly vars: Readonly<Record<string, string | undefined>>;
  readonly evaluate: Evaluate;
  /** Loads `fledge/*` and npm packages for the project under `root`; rejects when there is no such package. */
  importPackage(specifier: string, root: string): Promise<unknown>;
  /** Drivers by URL scheme: `postgres`, `pglite`. */
  readonly databases: Readonly<Record<string, DatabaseDriver>>;
  /** Starts programs and functions that run beside the application; gives a function that ends them. Absent where there are none. */
  startWatchers?(watchers: Readonly<Record<string, Watcher>>, options: WatchersOptions): () => void;
  /** What the process takes now. Absent where it cannot be known. */
  vitals?(): Vitals;
  /** What commands can do here beside working with files: run programs, serve, run tests. */
  readonly commands?: CommandHost;
}
