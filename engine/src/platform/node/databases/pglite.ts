import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseError } from "../../../ecto/database/database_error.ts";
import { LocalCluster, type PgliteCluster } from "../../../ecto/database/pglite_cluster.ts";
import { pgliteDriver } from "../../../ecto/database/pglite_driver.ts";
import type { DatabaseDriver } from "../../../ecto/database_driver.ts";
import { newCluster, type PgliteModule } from "./new_cluster.ts";
import { SharedCluster } from "./shared_cluster.ts";

const MEMORY = "";
const clusters = new Map<string, Opened>();

interface Opened {
  cluster: Promise<PgliteCluster>;
  close(): Promise<void>;
}

/**
 * PostgreSQL inside the process: `pglite://NAME` keeps its files under `.fledge/pglite` of the project, where several processes share
 * them (see `SharedCluster`), `pglite://memory/NAME` keeps nothing. One cluster a process and folder.
 */
export function pglite(): DatabaseDriver {
  return pgliteDriver(({ memory }, { root }) => {
    const folder = memory ? MEMORY : join(root, ".fledge", "pglite");
    const known = clusters.get(folder);
    if (known) return known.cluster;
    const opened = memory ? inMemory(root) : onDisk(folder, root);
    clusters.set(folder, opened);
    opened.cluster.catch(() => clusters.delete(folder));
    return opened.cluster;
  });
}

/** Ends this process's use of every cluster. Files that it has open are closed, and are another process's from then on. */
export async function closePglite(): Promise<void> {
  const open = [...clusters.values()];
  clusters.clear();
  await Promise.all(open.map((cluster) => cluster.close()));
}

function inMemory(root: string): Opened {
  const made = load(root).then(async (module) => new LocalCluster(await newCluster(module, root)));
  return {
    cluster: made,
    async close() {
      await (await made.catch(() => undefined))?.pglite.close();
    },
  };
}

function onDisk(folder: string, root: string): Opened {
  const shared = new SharedCluster(folder, async () => {
    const { PGlite } = await load(root);
    return PGlite.create({ dataDir: join(folder, "data") }).catch((error: Error) => {
      throw new DatabaseError(
        `the PostgreSQL files in ${folder} cannot be opened (${error.message}); delete the folder to begin anew`,
        { code: "unknown" },
        { cause: error },
      );
    });
  });
  return { cluster: Promise.resolve(shared), close: () => shared.close() };
}

// The project's own copy comes first: it is a dependency of the project, not of the framework.
async function load(root: string): Promise<PgliteModule> {
  const name = "@electric-sql/pglite";
  try {
    const require = createRequire(join(root, "package.json"));
    return (await import(pathToFileURL(require.resolve(name)).href)) as PgliteModule;
  } catch {
    try {
      return (await import("@electric-sql/pglite")) as unknown as PgliteModule;
    } catch (cause) {
      const message = `the database needs the package ${name}: add it with \`npm install ${name}\``;
      throw new DatabaseError(message, { code: "missing_package" }, { cause });
    }
  }
}
