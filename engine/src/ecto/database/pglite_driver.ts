import type { DatabaseDriver, DatabaseOptions, DatabasePool } from "../database_driver.ts";
import { DatabaseError } from "./database_error.ts";
import { Mutex } from "./mutex.ts";
import { type ClusterSession, type PgliteCluster, quoteName } from "./pglite_cluster.ts";

/** Milliseconds to wait for the session unless the options say otherwise. */
export const QUEUE_TIMEOUT = 10_000;

/** Which cluster a URL means, and which database of it. */
export interface PgliteTarget {
  database: string;
  /** Whether nothing is kept on disk. */
  memory: boolean;
}

/**
 * Reads `pglite://NAME` and `pglite://memory/NAME`.
 *
 * @throws {DatabaseError} when there is no name
 */
export function pgliteTarget(url: string): PgliteTarget {
  const [, memory, database] = /^pglite:\/\/(memory\/)?([^/?#]+)$/.exec(url) ?? [];
  if (!database || database === "memory") {
    throw new DatabaseError(`the url ${url} names no database: write pglite://NAME or pglite://memory/NAME`, {
      code: "invalid_url",
    });
  }
  return { database: decodeURIComponent(database), memory: memory !== undefined };
}

/**
 * A driver over PGlite clusters, each database a schema of its cluster. A database that is connected to and not there is made:
 * it is a schema, and no more than that is wrong with a new project.
 *
 * @param open gives the cluster that a URL means; the same one every time
 */
export function pgliteDriver(
  open: (target: PgliteTarget, options: DatabaseOptions) => Promise<PgliteCluster>,
): DatabaseDriver {
  async function withSession<T>(
    options: DatabaseOptions,
    work: (session: ClusterSession, name: string) => Promise<T>,
  ): Promise<T> {
    const target = pgliteTarget(options.url);
    const cluster = await open(target, options);
    return cluster.withSession(null, options.queueTimeout ?? QUEUE_TIMEOUT, (session) =>
      work(session, target.database),
    );
  }
  return {
    async connect(options) {
      const target = pgliteTarget(options.url);
      const cluster = await open(target, options);
      await withSession(options, (session, name) =>
        session.exec(`create schema if not exists ${quoteName(name)}`),
      );
      return new PglitePool(cluster, target.database, options.queueTimeout ?? QUEUE_TIMEOUT);
    },
    create: (options) =>
      withSession(options, async (session, name) => {
        if (await exists(session, name)) return "already_up";
        await session.exec(`create schema ${quoteName(name)}`);
        return "created";
      }),
    drop: (options) =>
      withSession(options, async (session, name) => {
        if (!(await exists(session, name))) return "already_down";
        await session.exec(`drop schema ${quoteName(name)} cascade`);
        return "dropped";
      }),
  };
}

async function exists(session: ClusterSession, name: string): Promise<boolean> {
  const { rows } = await session.query("select 1 as found from pg_namespace where nspname = $1", [name]);
  return rows.length > 0;
}

class PglitePool implements DatabasePool {
  readonly dialect = "postgres";
  readonly #mutex = new Mutex();
  #closed = false;

  constructor(
    readonly cluster: PgliteCluster,
    readonly database: string,
    readonly timeout: number,
  ) {}

  withConnection<T>(work: (connection: ClusterSession) => Promise<T>): Promise<T> {
    if (this.#closed) throw new DatabaseError("the database connection was closed", { code: "closed" });
    return this.#mutex.run(() => this.cluster.withSession(this.database, this.timeout, work), this.timeout);
  }

  executeScript(sql: string): Promise<void> {
    return this.cluster.withSession(this.database, this.timeout, (session) => session.exec(sql));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#mutex.run(async () => {});
  }
}
