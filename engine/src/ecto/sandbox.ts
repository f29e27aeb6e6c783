import { Mutex } from "./database/mutex.ts";
import type { DatabaseConnection, DatabasePool, QueryResult } from "./database_driver.ts";
import { prepareDatabase } from "./migration/prepare.ts";
import { ConnectionExecutor } from "./repo/executor.ts";
import type { RepoChild, RepoRuntime } from "./repo/repo_child.ts";

/** A test's hold on a repository's database. */
export interface SandboxOwner {
  /** Undoes all that was written since the start. */
  stop(): Promise<void>;
}

const turns = new WeakMap<RepoChild, Mutex>();
const prepared = new WeakMap<RepoRuntime, Promise<void>>();

/**
 * Begins a transaction that all statements of a repository run in until it is stopped and rolled back: what a test writes, no other
 * test sees.
 *
 * A repository has one owner at a time: nothing tells which test a statement belongs to, so that tests of one process that ask for
 * it at once get it one after the other. Test files in processes of their own run side by side, each with a connection and a
 * transaction of its own; on PGlite each with a database of its own.
 *
 * The database is made and migrated first, once for each start of the application.
 *
 * @example
 * const owner = await startOwner(Repo);
 * try {
 *   await postFixture();
 * } finally {
 *   await owner.stop();
 * }
 * @see Ecto.Adapters.SQL.Sandbox.start_owner!/2
 */
export async function startOwner(repo: RepoChild): Promise<SandboxOwner> {
  const turn = turns.get(repo) ?? new Mutex();
  turns.set(repo, turn);
  const release = await turn.acquire();
  try {
    const { runtime } = repo;
    await prepareOnce(runtime);
    const pool = await runtime.lease.pool();
    const [connection, giveBack] = await checkOut(pool);
    await connection.query("begin", []);
    repo.setOwner(new ConnectionExecutor(new SandboxConnection(connection), runtime.observe, 1));
    return {
      async stop() {
        try {
          repo.setOwner(undefined);
          await connection.query("rollback", []);
          await giveBack();
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function prepareOnce(runtime: RepoRuntime): Promise<void> {
  const known = prepared.get(runtime);
  if (known) return known;
  const work = prepareDatabase(runtime.driver, runtime.options, runtime.context.platform);
  prepared.set(runtime, work);
  work.catch(() => prepared.delete(runtime));
  return work;
}

/** Takes a connection until it is given back. */
function checkOut(pool: DatabasePool): Promise<[DatabaseConnection, () => Promise<void>]> {
  return new Promise((resolve, reject) => {
    const done = pool.withConnection(
      (connection) =>
        new Promise<void>((letGo) => {
          resolve([
            connection,
            () => {
              letGo();
              return done;
            },
          ]);
        }),
    );
    done.catch(reject);
  });
}

/**
 * A connection in which a statement that fails does not end the test's transaction: each that writes is run in a savepoint of its
 * own, as it would be in a transaction of its own outside of tests.
 */
class SandboxConnection implements DatabaseConnection {
  readonly #turn = new Mutex();

  constructor(readonly connection: DatabaseConnection) {}

  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    return this.#turn.run(async () => {
      if (/^\s*(savepoint|release|rollback)\b/i.test(sql)) return this.connection.query(sql, parameters);
      await this.connection.query("savepoint fledge_test", []);
      try {
        const result = await this.connection.query(sql, parameters);
        await this.connection.query("release savepoint fledge_test", []);
        return result;
      } catch (error) {
        await this.connection.query("rollback to savepoint fledge_test", []);
        throw error;
      }
    });
  }
}
