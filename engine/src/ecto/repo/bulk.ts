import { aggregateType } from "../query/aggregates.ts";
import { columnSql } from "../query/bindings.ts";
import type { QueryState } from "../query/query.ts";
import { loadRow, loadStruct, outputNames, type Selection } from "../query/selection.ts";
import { sql } from "../query/sql.ts";
import {
  deleteStatement,
  insertStatement,
  type OnConflict,
  selectStatement,
  type Updates,
  updateStatement,
  wrappedStatement,
} from "../query/statements.ts";
import { type AnyStruct, columnOf, fieldOf, type SchemaClass, storedFields } from "../schema/schema.ts";
import { loadValue } from "../types/type.ts";
import type { Executor } from "./executor.ts";

/** How many rows a bulk operation touched, and those that were asked back. */
export interface BulkResult<R> {
  readonly count: number;
  /** What the query selects of each row; empty when it selects nothing. */
  readonly rows: R[];
}

/** Aggregates that a column may be brought to. */
export type Aggregate = "count" | "sum" | "avg" | "min" | "max";

/** Changes every row that a query means. */
export async function updateAll(
  executor: Executor,
  state: QueryState,
  updates: Updates,
): Promise<BulkResult<unknown>> {
  return touched(executor, state, updateStatement(state, updates, state.selection?.selected ?? []));
}

/** Deletes every row that a query means. */
export async function deleteAll(executor: Executor, state: QueryState): Promise<BulkResult<unknown>> {
  return touched(executor, state, deleteStatement(state, state.selection?.selected ?? []));
}

/** Inserts many rows with one statement. */
export async function insertAll(
  executor: Executor,
  schema: SchemaClass,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: { returning?: true | readonly string[]; onConflict?: OnConflict },
): Promise<BulkResult<AnyStruct>> {
  if (rows.length === 0) return { count: 0, rows: [] };
  const returning = options.returning === true ? storedFields(schema) : [...(options.returning ?? [])];
  const filled = rows.map((row) => withKeys(schema, row));
  const statement = insertStatement(schema, filled, { returning, onConflict: options.onConflict });
  const result = await executor.run(statement, schema.source);
  if (returning.length === 0) return { count: result.numRows, rows: [] };
  const structs = result.rows.map((row) => {
    const values = returning.map((name) => [
      name,
      loadValue(fieldOf(schema, name).type, row[columnOf(schema, name)]),
    ]);
    return loadStruct(schema, Object.fromEntries(values));
  });
  return { count: result.numRows, rows: structs };
}

/** One aggregate over all that a query answers. */
export async function aggregate(
  executor: Executor,
  state: QueryState,
  kind: Aggregate,
  field: string | undefined,
): Promise<unknown> {
  const bare: QueryState = { ...state, preloads: {}, orders: state.limit === undefined ? [] : state.orders };
  const inner =
    field === undefined ? sql`1 as ${sql.id("v")}` : sql`${columnSql(state.source, field)} as ${sql.id("v")}`;
  const over = field === undefined ? sql`count(*)` : sql`${sql.raw(kind)}(${sql.ref("s0.v")})`;
  const { rows } = await executor.run(wrappedStatement(bare, over, inner), state.source.schema.source);
  const type = aggregateType(
    kind,
    field === undefined ? undefined : fieldOf(state.source.schema, field).type,
  );
  return loadValue(type, rows[0]?.c0 ?? null);
}

/** Whether a query answers any row. */
export async function exists(executor: Executor, state: QueryState): Promise<boolean> {
  const bare: QueryState = { ...state, preloads: {}, orders: [], limit: 1 };
  const { rows } = await executor.run(selectStatement(bare, []), state.source.schema.source);
  return rows.length > 0;
}

async function touched(
  executor: Executor,
  state: QueryState,
  statement: ReturnType<typeof deleteStatement>,
): Promise<BulkResult<unknown>> {
  const result = await executor.run(statement, state.source.schema.source);
  const { selection } = state;
  return { count: result.numRows, rows: selection ? result.rows.map((row) => rebuild(selection, row)) : [] };
}

function rebuild(selection: Selection, row: Readonly<Record<string, unknown>>): unknown {
  return selection.build(loadRow(selection.selected, outputNames(selection.selected), row));
}

// Keys that the database does not make are made here, as in `insert`; timestamps are not.
function withKeys(schema: SchemaClass, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const keys = schema.primaryKey.filter(
    (name) => !Object.hasOwn(row, name) && schema.fields[name]?.autogenerate,
  );
  return {
    ...Object.fromEntries(keys.map((name) => [name, schema.fields[name]?.autogenerate?.value()])),
    ...row,
  };
}
