import { columnOf, fieldOf, type SchemaClass } from "../schema/schema.ts";
import { dumpValue } from "../types/type.ts";
import { columnSql, type Source } from "./bindings.ts";
import type { QueryState } from "./query.ts";
import { allOf } from "./query.ts";
import { outputNames, type Selected } from "./selection.ts";
import { compileSql, joinSql, Redacted, type Sql, type Statement, sql } from "./sql.ts";

/** New values of a bulk update by field; `inc` adds, `push` and `pull` work on lists. */
export interface Updates {
  set?: Readonly<Record<string, unknown>>;
  inc?: Readonly<Record<string, unknown>>;
  push?: Readonly<Record<string, unknown>>;
  pull?: Readonly<Record<string, unknown>>;
}

/** `select …` with a name for each column, so that no two are mixed up. */
export function selectStatement(state: QueryState, selected: readonly Selected[]): Statement {
  const list = selected.length > 0 ? named(selected) : sql`1`;
  return compileSql(spaced([sql`select`, state.distinct && sql`distinct`, list, ...tail(state)]));
}

/** An aggregate over whatever the query answers; the statement's only column is `c0`. */
export function wrappedStatement(state: QueryState, outer: Sql, inner: Sql): Statement {
  const query = spaced([sql`select`, state.distinct && sql`distinct`, inner, ...tail(state)]);
  return compileSql(sql`select ${outer} as ${sql.id("c0")} from (${query}) as ${sql.id("s0")}`);
}

/** `update …` of the rows that a query means. */
export function updateStatement(
  state: QueryState,
  updates: Updates,
  returning: readonly Selected[],
): Statement {
  const { source } = state;
  refuse(state, "updateAll");
  const sets = (Object.entries(updates) as [keyof Updates, Record<string, unknown>][]).flatMap(
    ([kind, values]) => Object.entries(values).map(([name, value]) => assignment(source, kind, name, value)),
  );
  if (sets.length === 0) throw new TypeError("updateAll needs values: { set: { … } } or { inc: { … } }");
  const where = condition(state);
  return compileSql(
    spaced([
      sql`update ${table(source)} set ${joinSql(sets)}`,
      where && sql`where ${where}`,
      returned(returning),
    ]),
  );
}

/** `delete …` of the rows that a query means. */
export function deleteStatement(state: QueryState, returning: readonly Selected[]): Statement {
  refuse(state, "deleteAll");
  const where = condition(state);
  return compileSql(
    spaced([sql`delete from ${table(state.source)}`, where && sql`where ${where}`, returned(returning)]),
  );
}

/** What happens when a row with the same key is there already. */
export type OnConflict =
  | { readonly action: "nothing"; readonly target?: readonly string[] }
  | { readonly action: "update"; readonly target: readonly string[]; readonly updates: Updates }
  | { readonly action: "replace"; readonly target: readonly string[]; readonly fields: readonly string[] };

/** `insert …` of rows of columns; the database's default stands in for a field that a row has not. */
export function insertStatement(
  schema: SchemaClass,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: { returning: readonly string[]; onConflict?: OnConflict },
): Statement {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const target = { schema, alias: schema.source };
  const tuples = rows.map((row) => {
    const values = names.map((name) =>
      Object.hasOwn(row, name) ? sql`${dump(schema, name, row[name])}` : sql`default`,
    );
    return sql`(${joinSql(values)})`;
  });
  const body =
    names.length === 0
      ? sql`default values`
      : sql`(${joinSql(names.map((name) => sql.id(columnOf(schema, name))))}) values ${joinSql(tuples)}`;
  const columns = options.returning.map((name) => sql`${sql.id(columnOf(schema, name))}`);
  return compileSql(
    spaced([
      sql`insert into ${sql.table(schema.source)} ${body}`,
      options.onConflict && conflict(target, options.onConflict),
      columns.length > 0 && sql`returning ${joinSql(columns)}`,
    ]),
  );
}

function named(selected: readonly Selected[]): Sql {
  const names = outputNames(selected);
  return joinSql(
    selected.map((item, index) =>
      names[index] === item.name ? item.sql : sql`${item.sql} as ${sql.id(names[index] as string)}`,
    ),
  );
}

function tail(state: QueryState): (Sql | false | undefined)[] {
  const where = allOf(state.wheres);
  const having = allOf(state.havings);
  return [
    sql`from ${table(state.source)}`,
    ...state.joins.map(({ kind, source, on }) => sql`${sql.raw(kind)} join ${table(source)} on ${on}`),
    where && sql`where ${where}`,
    state.groups.length > 0 && sql`group by ${joinSql(state.groups)}`,
    having && sql`having ${having}`,
    state.orders.length > 0 && sql`order by ${joinSql(state.orders)}`,
    state.limit !== undefined && sql`limit ${state.limit}`,
    state.offset !== undefined && sql`offset ${state.offset}`,
    state.lock !== undefined && sql.raw(state.lock),
  ];
}

function table(source: Source): Sql {
  return sql`${sql.table(source.schema.source)} as ${sql.id(source.alias)}`;
}

function spaced(parts: readonly (Sql | false | undefined)[]): Sql {
  return joinSql(
    parts.filter((part) => part !== undefined && part !== false),
    sql` `,
  );
}

function returned(selected: readonly Selected[]): Sql | false {
  return selected.length > 0 && sql`returning ${named(selected)}`;
}

/** The condition of a bulk write; a query with joins or a limit means rows by their primary key. */
function condition(state: QueryState): Sql | undefined {
  if (state.joins.length === 0 && state.limit === undefined && state.offset === undefined)
    return allOf(state.wheres);
  const { schema, alias } = state.source;
  const keys = (from: Source) => schema.primaryKey.map((name) => columnSql(from, name));
  if (schema.primaryKey.length === 0)
    throw new TypeError(`${schema.name} has no primary key to tell the joined rows by`);
  const inner = spaced([sql`select ${joinSql(keys(state.source))}`, ...tail(state)]);
  return sql`(${joinSql(keys({ schema, alias }))}) in (${inner})`;
}

function refuse(state: QueryState, what: string): void {
  const unfit = state.groups.length > 0 ? "groupBy" : state.distinct ? "distinct" : undefined;
  if (unfit) throw new TypeError(`${what} does not take a query with ${unfit}`);
}

function assignment(source: Source, kind: keyof Updates, name: string, value: unknown): Sql {
  const target = sql.id(columnOf(source.schema, name));
  const current = columnSql(source, name);
  const { type } = fieldOf(source.schema, name);
  if (kind === "set") return sql`${target} = ${dump(source.schema, name, value)}`;
  if (kind === "inc") return sql`${target} = ${current} + ${dumpValue(type, value)}`;
  const operation = sql.raw(kind === "push" ? "array_append" : "array_remove");
  return sql`${target} = ${operation}(${current}, ${value})`;
}

function dump(schema: SchemaClass, name: string, value: unknown): unknown {
  const { type, options } = fieldOf(schema, name);
  const dumped = dumpValue(type, value);
  return options.redact || /password/i.test(name) ? new Redacted(dumped) : dumped;
}

function conflict(target: Source, rule: OnConflict): Sql {
  const columns = rule.target?.map((name) => sql.id(columnOf(target.schema, name)));
  const on = columns ? sql`on conflict (${joinSql(columns.map((id) => sql`${id}`))})` : sql`on conflict`;
  if (rule.action === "nothing") return sql`${on} do nothing`;
  const sets =
    rule.action === "replace"
      ? rule.fields.map((name) => {
          const id = sql.id(columnOf(target.schema, name));
          return sql`${id} = excluded.${id}`;
        })
      : (Object.entries(rule.updates) as [keyof Updates, Record<string, unknown>][]).flatMap(
          ([kind, values]) =>
            Object.entries(values).map(([name, value]) => assignment(target, kind, name, value)),
        );
  return sql`${on} do update set ${joinSql(sets)}`;
}
