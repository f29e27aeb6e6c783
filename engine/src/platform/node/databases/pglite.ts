import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseError } from "../../../ecto/database/database_error.ts";
import { LocalCluster } from "../../../ecto/database/pglite_cluster.ts";
import { pgliteDriver } from "../../../ecto/database/pglite_driver.ts";
import type { DatabaseDriver } from "../../../ecto/database_driver.ts";
import { lockFolder } from "./folder_lock.ts";
import { newCluster, type PgliteModule } from "./new_cluster.ts";

const MEMORY = "";
const clusters = new Map<string, Promise<LocalCluster>>();

/**
 * PostgreSQL inside the process: `pglite://NAME` keeps its files under `.fledge/pglite` of the project,
 * `pglite://memory/NAME` keeps nothing. One cluster a process and folder.
 */
export function pglite(): DatabaseDriver {
  return pgliteDriver(({ memory }, { root }) => {
    const folder = memory ? MEMORY : join(root, ".fledge", "pglite");
    const known = clusters.get(folder);
    if (known) return known;
    const opened = open(folder, root);
    clusters.set(folder, opened);
    opened.catch(() => clusters.delete(folder));
    return opened;
  });
}

/** Ends every cluster of this process and gives their folders back. */
export async function closePglite(): Promise<void> {
  const open = [...clusters.values()];
  clusters.clear();
  await Promise.all(open.map(async (cluster) => (await cluster.catch(() => undefined))?.pglite.close()));
}

async function open(folder: string, root: string): Promise<LocalCluster> {
  const module = await load(root);
  if (folder === MEMORY) return new LocalCluster(await newCluster(module, root));
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  try {
    const pglite = await module.PGlite.create({ dataDir: join(folder, "data") });
    const close = pglite.close.bind(pglite);
    return new LocalCluster(
      Object.assign(pglite, {
        close: async () => {
          await close();
          unlock();
        },
      }),
    );
  } catch (error) {
    unlock();
    throw new DatabaseError(
      `the PostgreSQL files in ${folder} cannot be opened (${(error as Error).message}); delete the folder to begin anew`,
      { code: "unknown" },
      { cause: error },
    );
  }
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
