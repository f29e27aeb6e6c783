import { DatabaseError } from "../database/database_error.ts";
import { Mutex } from "../database/mutex.ts";
import type { DatabaseConnection, DatabasePool, QueryResult } from "../database_driver.ts";
import type { Statement } from "../query/sql.ts";

/** Milliseconds that each part of a query took. */
export interface QueryTimes {
  /** Waiting for a connection. */
  queue?: number;
  /** In the database. */
  query: number;
}

/** Is told of each query that was run. */
export type QueryObserver = (query: {
  statement: Statement;
  source: string | undefined;
  times: QueryTimes;
  result: QueryResult | undefined;
  error: unknown;
}) => void;

/** Runs statements: on any connection of a pool, or on the one of a transaction. */
export interface Executor {
  /** Whether statements are part of a transaction. */
  readonly inTransaction: boolean;
  /** @param source the table, for the log */
  run(statement: Statement, source?: string): Promise<QueryResult>;
  /** Runs `work` in a transaction: committed when it resolves, rolled back when it throws. One inside another is a savepoint. */
  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T>;
}

/** Gives each statement whatever connection is free. */
export class PoolExecutor implements Executor {
  readonly inTransaction = false;

  constructor(
    readonly pool: () => Promise<DatabasePool>,
    readonly observe: QueryObserver,
  ) {}

  async run(statement: Statement, source?: string): Promise<QueryResult> {
    const start = performance.now();
    const pool = await this.pool();
    try {
      return await pool.withConnection((connection) =>
        observed(connection, statement, source, this.observe, performance.now() - start),
      );
    } catch (error) {
      throw withCallers(error);
    }
  }

  async transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    const pool = await this.pool();
    return pool.withConnection(async (connection) => {
      const executor = new ConnectionExecutor(connection, this.observe, 1);
      await executor.run({ sql: "begin", parameters: [] });
      return finish(executor, work, "commit", "rollback");
    });
  }
}

/** Gives every statement the same connection, which has a transaction open. */
export class ConnectionExecutor implements Executor {
  readonly inTransaction = true;
  /** The error that ended the transaction for the database; nothing but a rollback is possible then. */
  failure: unknown;
  // Savepoints end in the reverse order of their beginning, so that two may not be open side by side.
  readonly #nesting = new Mutex();

  constructor(
    readonly connection: DatabaseConnection,
    readonly observe: QueryObserver,
    readonly depth: number,
  ) {}

  async run(statement: Statement, source?: string): Promise<QueryResult> {
    try {
      return await observed(this.connection, statement, source, this.observe);
    } catch (error) {
      this.failure ??= error;
      throw withCallers(error);
    }
  }

  transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.#nesting.run(async () => {
      const name = `fledge_${this.depth}`;
      await this.run({ sql: `savepoint ${name}`, parameters: [] });
      const executor = new ConnectionExecutor(this.connection, this.observe, this.depth + 1);
      return finish(executor, work, `release savepoint ${name}`, `rollback to savepoint ${name}`);
    }, NESTING_TIMEOUT);
  }
}

const NESTING_TIMEOUT = 10_000;

/** An error made where the database's answer arrives knows nothing of who asked; here, the functions that await it are known. */
function withCallers(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    const frames = new Error().stack?.split("\n").filter((line) => !line.startsWith("Error")) ?? [];
    error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  }
  return error;
}

async function finish<T>(
  executor: ConnectionExecutor,
  work: (executor: Executor) => Promise<T>,
  commit: string,
  rollback: string,
): Promise<T> {
  const end = (sql: string) => executor.run({ sql, parameters: [] });
  let value: T;
  try {
    value = await work(executor);
    // The database would answer a commit with a silent rollback.
    if (executor.failure) throw executor.failure;
  } catch (error) {
    await end(rollback);
    throw error;
  }
  await end(commit);
  return value;
}

async function observed(
  connection: DatabaseConnection,
  statement: Statement,
  source: string | undefined,
  observe: QueryObserver,
  queue?: number,
): Promise<QueryResult> {
  const start = performance.now();
  const tell = (result: QueryResult | undefined, error: unknown) =>
    observe({ statement, source, times: { queue, query: performance.now() - start }, result, error });
  try {
    const result = await connection.query(statement.sql, statement.parameters);
    tell(result, undefined);
    return result;
  } catch (error) {
    tell(undefined, error);
    throw error;
  }
}
