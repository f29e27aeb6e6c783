import { equalities, from, Query, type QueryState } from "../query/query.ts";
import { loadRow, outputNames, type Selection, structSelection } from "../query/selection.ts";
import { selectStatement } from "../query/statements.ts";
import { type AnyStruct, isSchema, type SchemaClass } from "../schema/schema.ts";
import type { Executor } from "./executor.ts";
import { hydrate, preload } from "./preload.ts";

/** What is asked for by a schema or a query. */
export function stateOf(queryable: SchemaClass | { readonly state: QueryState }): QueryState {
  if (isSchema(queryable)) return from(queryable).state;
  if (queryable instanceof Query) return queryable.state;
  throw new TypeError("expected a schema or a query made with from(…)");
}

/** Runs a query and puts its rows together. */
export async function fetchAll(executor: Executor, state: QueryState): Promise<unknown[]> {
  const { schema } = state.source;
  if (state.selection) {
    const rows = await fetchRows(executor, state, state.selection);
    return Object.keys(state.preloads).length > 0
      ? preload(executor, rows as AnyStruct[], state.preloads)
      : rows;
  }
  const { selection, finish } = hydrate(state);
  const rows = await fetchRows(executor, state, selection ?? structSelection(state.source));
  return finish(executor, rows, schema);
}

async function fetchRows(executor: Executor, state: QueryState, selection: Selection): Promise<unknown[]> {
  const { rows } = await executor.run(selectStatement(state, selection.selected), state.source.schema.source);
  const names = outputNames(selection.selected);
  return rows.map((row) => selection.build(loadRow(selection.selected, names, row)));
}

/** A query with conditions that fields have the given values. */
export function withEqualities(state: QueryState, values: object): QueryState {
  return { ...state, wheres: [...state.wheres, ...equalities(state.source, values)] };
}

/** A query as it is shown in errors. */
export function describe(state: QueryState): string {
  const { sql, parameters } = selectStatement(
    state,
    (state.selection ?? structSelection(state.source)).selected,
  );
  return `${sql} ${JSON.stringify(parameters)}`;
}
