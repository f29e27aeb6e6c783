import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Pglite } from "../../../ecto/database/pglite_cluster.ts";

/** What is used of the package. */
export interface PgliteModule {
  PGlite: {
    create(options?: PgliteOptions): Promise<Pglite & { dumpDataDir(compression: "none"): Promise<Blob> }>;
  };
}

interface PgliteOptions {
  dataDir?: string;
  loadDataDir?: Blob;
  initDbStartParams?: string[];
}

/**
 * Makes an empty cluster in memory.
 *
 * Making one from nothing takes seconds of initdb, so that the first one is kept as a file below the project's `.fledge` folder and
 * later ones are copies of it: every test process begins with one.
 */
export async function newCluster({ PGlite }: PgliteModule, root: string): Promise<Pglite> {
  const path = join(root, ".fledge", "pglite", "new_cluster.tar");
  if (existsSync(path)) {
    try {
      return await PGlite.create({ loadDataDir: new Blob([readFileSync(path)]) });
    } catch {
      // Of another version, or cut short.
      rmSync(path, { force: true });
    }
  }
  // Small segments keep the file small.
  const pglite = await PGlite.create({ initDbStartParams: ["--wal-segsize=1"] });
  if (existsSync(join(root, "package.json"))) await keep(path, await pglite.dumpDataDir("none"));
  return pglite;
}

async function keep(path: string, data: Blob): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(unfinished, new Uint8Array(await data.arrayBuffer()));
  renameSync(unfinished, path);
}
