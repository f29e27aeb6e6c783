import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from "kysely";

/** A piece of SQL with its parameters. Kysely is named in the files below `query/` and `migration/` only, never in a public type. */
export type Sql = RawBuilder<unknown>;

/** A statement as a connection takes it. */
export interface Statement {
  sql: string;
  parameters: readonly unknown[];
  /** The parameters as the log shows them, where that differs. */
  shown?: readonly unknown[];
}

/** A parameter that the log does not show. */
export class Redacted {
  constructor(readonly value: unknown) {}
}

/** Builds statements; it never runs any. */
export const kysely = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Compiles a piece of SQL that is a statement of its own. */
export function compileSql(piece: Sql): Statement {
  const { sql: text, parameters } = piece.compile(kysely);
  if (!parameters.some((value) => value instanceof Redacted)) return { sql: text, parameters };
  return {
    sql: text,
    parameters: parameters.map((value) => (value instanceof Redacted ? value.value : value)),
    shown: parameters.map((value) => (value instanceof Redacted ? "**redacted**" : value)),
  };
}

/** Pieces with a separator between. */
export function joinSql(pieces: readonly Sql[], separator: Sql = sql`, `): Sql {
  return sql.join([...pieces], separator);
}

export { sql };
