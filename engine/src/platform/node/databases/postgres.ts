import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Pool, PoolClient, PoolConfig } from "pg";
import {
  DatabaseError,
  databaseDoesNotExist,
  databaseError,
  queueTimeout,
} from "../../../ecto/database/database_error.ts";
import { quoteName } from "../../../ecto/database/pglite_cluster.ts";
import { QUEUE_TIMEOUT } from "../../../ecto/database/pglite_driver.ts";
import { valueParser } from "../../../ecto/database/value_parsers.ts";
import type {
  DatabaseConnection,
  DatabaseDriver,
  DatabaseOptions,
  DatabasePool,
} from "../../../ecto/database_driver.ts";

const DOES_NOT_EXIST = "3D000";
const ALREADY_EXISTS = "42P04";
const IN_USE = "55006";

/** A PostgreSQL server, over the `pg` package. */
export function postgres(): DatabaseDriver {
  return {
    async connect(options) {
      const pool = new PostgresPool(await makePool(options, options.url), options);
      // A first connection tells at once what is wrong with the address.
      await pool
        .withConnection(async () => {})
        .catch(async (error: unknown) => {
          await pool.close();
          throw error;
        });
      return pool;
    },
    create: (options) =>
      maintain(options, async (connection, name) => {
        try {
          await connection.query(`create database ${quoteName(name)} encoding 'UTF8'`, []);
          return "created";
        } catch (error) {
          if ((error as DatabaseError).code === ALREADY_EXISTS) return "already_up";
          throw error;
        }
      }),
    drop: (options) =>
      maintain(options, async (connection, name) => {
        try {
          await connection.query(`drop database ${quoteName(name)}`, []);
          return "dropped";
        } catch (error) {
          if ((error as DatabaseError).code === DOES_NOT_EXIST) return "already_down";
          if ((error as DatabaseError).code !== IN_USE) throw error;
          const message = `the database "${name}" is in use and cannot be dropped: stop what is connected to it first`;
          throw new DatabaseError(message, { code: "in_use" }, { cause: error });
        }
      }),
  };
}

class PostgresPool implements DatabasePool {
  readonly dialect = "postgres";

  constructor(
    readonly pool: Pool,
    readonly options: DatabaseOptions,
  ) {
    // An idle connection that the server ends is replaced at the next query; unheard, the event would end the process.
    pool.on("error", () => {});
  }

  async withConnection<T>(work: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let broken: Error | undefined;
    const noteBreak = (error: Error) => {
      broken = error;
    };
    client.on("error", noteBreak);
    try {
      return await work({ query: (sql, parameters) => query(client, sql, parameters) });
    } finally {
      client.off("error", noteBreak);
      client.release(broken);
    }
  }

  async executeScript(sql: string): Promise<void> {
    const client = await this.#connect();
    try {
      await client.query(sql);
    } catch (error) {
      throw databaseError(error);
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw connectionError(error, this.options);
    }
  }
}

async function query(client: PoolClient, sql: string, parameters: readonly unknown[]) {
  try {
    const result = await client.query(sql, [...parameters]);
    return { rows: result.rows as Record<string, unknown>[], numRows: result.rowCount ?? 0 };
  } catch (error) {
    throw databaseError(error, sql);
  }
}

/** Runs `work` on the server's own database, from where others are made and dropped. */
async function maintain<T>(
  options: DatabaseOptions,
  work: (connection: DatabaseConnection, name: string) => Promise<T>,
): Promise<T> {
  const url = new URL(options.url);
  const name = decodeURIComponent(url.pathname.slice(1));
  if (!name)
    throw new DatabaseError(`the url ${safeUrl(options.url)} names no database: end it with /NAME`, {
      code: "invalid_url",
    });
  url.pathname = "/postgres";
  const pool = new PostgresPool(await makePool({ ...options, poolSize: 1 }, url.href), options);
  try {
    return await pool.withConnection((connection) => work(connection, name));
  } finally {
    await pool.close();
  }
}

async function makePool(options: DatabaseOptions, connectionString: string): Promise<Pool> {
  const { default: pg } = await load(options.root);
  const config: PoolConfig = {
    connectionString,
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.queueTimeout ?? QUEUE_TIMEOUT,
    allowExitOnIdle: true,
    types: { getTypeParser: ((oid: number) => valueParser(oid)) as never },
  };
  return new pg.Pool(config);
}

// The project's own copy comes first: it is a dependency of the project, not of the framework.
async function load(root: string): Promise<typeof import("pg")> {
  try {
    const require = createRequire(join(root, "package.json"));
    return (await import(pathToFileURL(require.resolve("pg")).href)) as typeof import("pg");
  } catch {
    try {
      return await import("pg");
    } catch (cause) {
      const message = "the database needs the package pg: add it with `npm install pg`";
      throw new DatabaseError(message, { code: "missing_package" }, { cause });
    }
  }
}

function connectionError(thrown: unknown, options: DatabaseOptions): DatabaseError {
  const { code, message = "" } = thrown as { code?: string; message?: string };
  const server = safeUrl(options.url);
  if (code === DOES_NOT_EXIST)
    return databaseDoesNotExist(decodeURIComponent(new URL(options.url).pathname.slice(1)));
  if (/timeout exceeded when trying to connect/.test(message))
    return queueTimeout(options.queueTimeout ?? QUEUE_TIMEOUT);
  const unreachable = ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ETIMEDOUT", "ENOENT", "EAI_AGAIN"];
  if (code && unreachable.includes(code)) {
    return new DatabaseError(
      `no PostgreSQL server answers at ${server} (${code}): start it, or set repo.url in config/dev.ts (or DATABASE_URL) to where it is`,
      { code: "connection_refused" },
      { cause: thrown },
    );
  }
  if (code === "28P01" || code === "28000") {
    const text = `the PostgreSQL server at ${server} refused the user or password of repo.url: ${message}`;
    return new DatabaseError(text, { code: "access_denied" }, { cause: thrown });
  }
  return databaseError(thrown);
}

/** The URL without its password. */
function safeUrl(text: string): string {
  const url = new URL(text);
  if (url.password) url.password = "***";
  return url.href;
}
