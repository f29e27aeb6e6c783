/** Rows and the number of rows that a statement touched. */
export interface QueryResult {
  rows: Record<string, unknown>[];
  /** Rows inserted, updated, deleted or selected. */
  numRows: number;
}

/** One connection, used by one transaction or one query at a time. */
export interface DatabaseConnection {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult>;
}

/** The connections of one database. Made by a driver from the `repo` key of the config. */
export interface DatabasePool {
  readonly dialect: "postgres";
  /** Runs `work` with a connection of its own and gives it back afterwards, also when `work` throws. */
  withConnection<T>(work: (connection: DatabaseConnection) => Promise<T>): Promise<T>;
  /** Runs many statements separated by semicolons, for structure files and seeds. */
  executeScript(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** What `repo` in the config may say about the database. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/name` or `pglite://name`. */
  url: string;
  /** Connections at most; 10 unless told. PGlite always has one. */
  poolSize?: number;
}

/** A way to reach databases: `pg` or PGlite on Node, a port to the PGlite worker in the browser. */
export interface DatabaseDriver {
  /** Connects. Throws `DatabaseError` with `code: "does_not_exist"` when the database was not created yet. */
  connect(options: DatabaseOptions): Promise<DatabasePool>;
  create(options: DatabaseOptions): Promise<"created" | "already_up">;
  drop(options: DatabaseOptions): Promise<"dropped" | "already_down">;
}
