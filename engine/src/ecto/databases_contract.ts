import { nodeDatabases } from "../platform/node/databases/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { DatabaseConnection, DatabaseOptions } from "./database_driver.ts";
import { type RepoChild, repo } from "./repo/repo_child.ts";

const SERVER = process.env.FLEDGE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432";
// The engine's own folder: PGlite keeps an empty cluster there, which spares every test file making one.
const ROOT = process.cwd();

/** The drivers of Node; what they share is shared by all tests of a file. */
export const databases = nodeDatabases();

/** The databases that the tests run on: PGlite always, a PostgreSQL server where there is one. */
export const kinds: readonly ("pglite" | "postgres")[] = (await serverAnswers())
  ? ["pglite", "postgres"]
  : ["pglite"];

/** Options of a database of that name; it is not made yet. */
export function optionsFor(kind: "pglite" | "postgres", name: string): DatabaseOptions {
  const url = kind === "pglite" ? `pglite://memory/${name}` : `${SERVER}/${name}`;
  return { url, root: ROOT, poolSize: 4, queueTimeout: 2000 };
}

/** A started repository on a new database of that name with the given tables. */
export async function startRepo(
  kind: "pglite" | "postgres",
  name: string,
  tables: string,
): Promise<{ repo: RepoChild; stop: () => Promise<void>; options: DatabaseOptions }> {
  const options = optionsFor(kind, name);
  const driver = databases[kind];
  if (!driver) throw new Error(`no driver for ${kind}`);
  await driver.drop(options);
  await driver.create(options);
  const started = repo({ otpApp: "hello" });
  const platform = { databases } as unknown as Platform;
  const running = started.start({
    env: "test",
    config: { repo: { ...options, log: false } },
    platform,
    root: ROOT,
  });
  const pool = await started.runtime.lease.pool();
  await pool.executeScript(tables);
  return {
    repo: started,
    options,
    async stop() {
      await started.runtime.lease.release({ now: true });
      await running.stop();
      await driver.drop(options);
    },
  };
}

async function serverAnswers(): Promise<boolean> {
  const options: DatabaseOptions = { url: `${SERVER}/postgres`, root: ROOT, queueTimeout: 1000 };
  try {
    const pool = await databases.postgres?.connect(options);
    await pool?.withConnection((connection: DatabaseConnection) => connection.query("select 1", []));
    await pool?.close();
    return true;
  } catch {
    return false;
  }
}
