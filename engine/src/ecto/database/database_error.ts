/** What went wrong, beyond the five-character codes of PostgreSQL. */
export type DatabaseErrorCode =
  | "does_not_exist"
  | "connection_refused"
  | "access_denied"
  | "queue_timeout"
  | "closed"
  | (string & {});

/** What is known of an error of the database. */
export interface DatabaseErrorDetails {
  code: DatabaseErrorCode;
  sql?: string;
  constraint?: string;
  table?: string;
  column?: string;
  detail?: string;
  hint?: string;
  position?: number;
}

/** The database refused a statement or could not be reached; the message says what to do where that is known. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  /** PostgreSQL's code, e.g. `42P01`, or one of ours. */
  readonly code: DatabaseErrorCode;
  /** The statement. */
  readonly sql: string | undefined;
  /** The violated constraint or unique index. */
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** Character of the statement that the error is about, from 1. */
  readonly position: number | undefined;

  constructor(message: string, details: DatabaseErrorDetails, options?: ErrorOptions) {
    super(message, options);
    this.code = details.code;
    this.sql = details.sql;
    this.constraint = details.constraint;
    this.table = details.table;
    this.column = details.column;
    this.detail = details.detail;
    this.hint = details.hint;
    this.position = details.position;
  }

  /** What a `MessagePort` can carry. */
  toPlain(): DatabaseErrorDetails & { message: string } {
    const { message, code, sql, constraint, table, column, detail, hint, position } = this;
    return { message, code, sql, constraint, table, column, detail, hint, position };
  }
}

const MIGRATE = "run the migrations with `fledge ecto.migrate`";

/** What to do about an error, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  "42P01": MIGRATE,
  "42703": `if a migration adds it, ${MIGRATE}; else check the names of the schema's fields`,
  "42P07": "the migration that makes it may have run already, see `fledge ecto.migrations`",
  "25P02":
    "an earlier statement of this transaction failed; look for its error, or end the transaction with rollback",
  "57014": "the statement took too long and was cancelled",
};

/** Makes our error of what a PostgreSQL client threw. */
export function databaseError(thrown: unknown, sql?: string): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const error = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof error[name] === "string" ? (error[name] as string) : undefined);
  const code = text("code") ?? "unknown";
  const message = text("message") || String(thrown);
  const advice = ADVICE[code] ?? text("hint");
  const position = Number(text("position"));
  const details: DatabaseErrorDetails = {
    code,
    sql,
    constraint: text("constraint"),
    table: text("table"),
    column: text("column"),
    detail: text("detail"),
    hint: text("hint"),
    position: position > 0 ? position : undefined,
  };
  const lines = [advice ? `${message}: ${advice}` : message];
  if (details.detail) lines.push(details.detail);
  if (sql) lines.push("", sql);
  return new DatabaseError(lines.join("\n"), details, { cause: thrown });
}

/** The database was not created yet. */
export function databaseDoesNotExist(name: string): DatabaseError {
  return new DatabaseError(`the database "${name}" does not exist: create it with \`fledge ecto.create\``, {
    code: "does_not_exist",
  });
}

/** No connection became free in time. */
export function queueTimeout(milliseconds: number): DatabaseError {
  return new DatabaseError(
    `no database connection became free within ${milliseconds} ms. In the function given to Repo.transaction, use the repo ` +
      "that it is called with, not Repo itself, which waits for another connection. Else look for slow queries, or raise poolSize",
    { code: "queue_timeout" },
  );
}
