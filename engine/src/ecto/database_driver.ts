/** Rows and the number of rows that a statement touched. */
export interface QueryResult {
  rows: Record<string, unknown>[];
  /** Rows inserted, updated, deleted or selected. */
  numRows: number;
}

/**
 * One connection, used by one transaction or one query at a time.
 *
 * Values come as: integers `number` (`bigint` beyond 2^53), `numeric` and `date`/`time` text, timestamps `Date` in UTC, `bytea`
 * `Uint8Array`, `json` parsed, arrays as lists, everything else text. Parameters: text, numbers, bigints, booleans, `Uint8Array`,
 * lists of these, `null`.
 */
export interface DatabaseConnection {
  /** Runs one statement; its parameters are `$1`, `$2` and so on. Rejects with a `DatabaseError`. */
  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult>;
}

/** The connections of one database. Made by a driver from the `repo` key of the config. */
export interface DatabasePool {
  readonly dialect: "postgres";
  /** Runs `work` with a connection of its own and gives it back afterwards, also when `work` throws. */
  withConnection<T>(work: (connection: DatabaseConnection) => Promise<T>): Promise<T>;
  /** Runs many statements separated by semicolons, for structure files and seeds. */
  executeScript(sql: string): Promise<void>;
  /** Waits for what is running and ends the connections. */
  close(): Promise<void>;
}

/** What `repo` in the config may say about the database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name` or `pglite://name`. */
  url: string;
  /** Connections at most; 10 unless told. PGlite always has one. */
  poolSize?: number;
  /** Milliseconds to wait for a free connection before giving up; 10 000 unless told. */
  queueTimeout?: number;
  /** Absolute path of the project's folder; PGlite on Node keeps its files below it. */
  root: string;
}

/** A way to reach databases: `pg` or PGlite on Node, a port to the PGlite worker in the browser. */
export interface DatabaseDriver {
  /**
   * Makes a pool. Throws `DatabaseError` when the database cannot be reached, with `code: "does_not_exist"` when it was not
   * created yet.
   */
  connect(options: DatabaseOptions): Promise<DatabasePool>;
  /** Creates the database, unless it is there. */
  create(options: DatabaseOptions): Promise<"created" | "already_up">;
  /** Deletes the database with all that is in it, if there is one. */
  drop(options: DatabaseOptions): Promise<"dropped" | "already_down">;
}
