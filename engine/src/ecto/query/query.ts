import {
  type Association,
  type AssociationName,
  associationsOf,
  type RelatedStruct,
} from "../schema/association.ts";
import {
  type AnyStruct,
  type FieldName,
  fieldOf,
  type SchemaClass,
  type StructValues,
} from "../schema/schema.ts";
import type { AssociationRef } from "./bindings.ts";
import { type Columns, column, columnSql, columns, referenceOf, type Source } from "./bindings.ts";
import { sqlOf } from "./expression.ts";
import type { Condition, Expression, Ordering } from "./expression_types.ts";
import type { Select, Selection } from "./selection.ts";
import { selectionOf } from "./selection.ts";
import { type Sql, sql } from "./sql.ts";

/** Associations to load with a row, by name: `{ items: { product: true } }`. */
export type PreloadTree = { readonly [association: string]: true | PreloadTree };

/** Associations of a struct type to load, by name. */
export type Preloads<S extends AnyStruct> = {
  readonly [K in AssociationName<S>]?: true | Preloads<RelatedStruct<S, K>>;
};

/** A table that was joined. */
export interface Join {
  readonly kind: "inner" | "left";
  readonly source: Source;
  readonly on: Sql;
  /** Where in the tree of associations the rows belong; of the table between two, there is none. */
  readonly path: readonly string[] | undefined;
}

/** What a query asks for; a query is made from one and never changed. */
export interface QueryState {
  readonly source: Source;
  readonly joins: readonly Join[];
  readonly named: Readonly<Record<string, object>>;
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly wheres: readonly Sql[];
  readonly groups: readonly Sql[];
  readonly havings: readonly Sql[];
  readonly orders: readonly Sql[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly distinct: boolean;
  readonly lock: string | undefined;
  readonly selection: Selection | undefined;
  readonly preloads: PreloadTree;
}

declare const rowOf: unique symbol;

type OneOrMany<T> = T | readonly T[];

/**
 * A query over the rows of a schema. Every method answers another query; none changes the one it is called on.
 *
 * `S` is the struct, `B` what callbacks are given, `R` what each row becomes.
 *
 * @see Ecto.Query
 */
export class Query<S extends AnyStruct, B, R> {
  /** There is no such property at run time. */
  declare readonly [rowOf]: R;
  /** What is asked for; for the framework's own use. */
  readonly state: QueryState;

  /** Made by `from`. */
  constructor(state: QueryState) {
    this.state = state;
  }

  /**
   * Keeps the rows for which a condition holds, or whose fields have the given values; several are tied by "and".
   *
   * @example
   * from(User).where((u) => u.email.ilike("%@example.com").and(u.age.gte(18)))
   * from(User).where({ name: "Ada" })
   * @see Ecto.Query.where/3
   */
  where(condition: ((bindings: B) => Condition) | StructValues<S>): Query<S, B, R> {
    return this.#with({ wheres: [...this.state.wheres, ...this.#conditions(condition)] });
  }

  /**
   * Keeps also the rows for which a condition holds, whatever was asked before.
   *
   * @example
   * from(User).where({ name: "Ada" }).orWhere({ name: "Grace" })
   * @see Ecto.Query.or_where/3
   */
  orWhere(condition: ((bindings: B) => Condition) | StructValues<S>): Query<S, B, R> {
    const before = allOf(this.state.wheres);
    const added = allOf(this.#conditions(condition)) ?? sql`true`;
    return this.#with({ wheres: [before ? sql`(${before} or ${added})` : added] });
  }

  /**
   * Joins an association, leaving out rows that have none; the name stands for its columns from then on.
   *
   * @example
   * from(Comment).join((c) => c.post, "p").where(({ p }) => p.title.eq("Hello"))
   * @see Ecto.Query.join/5
   */
  join<R2 extends AnyStruct, N extends string>(
    association: (bindings: B) => AssociationRef<R2>,
    name: N,
  ): Query<S, B & { readonly [K in N]: Columns<R2> }, R> {
    return this.#join("inner", association, name);
  }

  /** Joins an association, also for rows that have none. @see Ecto.Query.join/5 */
  leftJoin<R2 extends AnyStruct, N extends string>(
    association: (bindings: B) => AssociationRef<R2>,
    name: N,
  ): Query<S, B & { readonly [K in N]: Columns<R2> }, R> {
    return this.#join("left", association, name);
  }

  /**
   * Orders rows: by columns from small to large, or by `column.desc()`.
   *
   * @example
   * from(User).orderBy((u) => [u.name, u.insertedAt.desc()])
   * @see Ecto.Query.order_by/3
   */
  orderBy(order: (bindings: B) => OneOrMany<Expression<unknown> | Ordering>): Query<S, B, R> {
    return this.#with({ orders: [...this.state.orders, ...this.#pieces(order)] });
  }

  /** Makes one row of those that are alike in some columns. @see Ecto.Query.group_by/3 */
  groupBy(group: (bindings: B) => OneOrMany<Expression<unknown>>): Query<S, B, R> {
    return this.#with({ groups: [...this.state.groups, ...this.#pieces(group)] });
  }

  /** Keeps the groups for which a condition holds. @see Ecto.Query.having/3 */
  having(condition: (bindings: B) => Condition): Query<S, B, R> {
    return this.#with({ havings: [...this.state.havings, sqlOf(condition(this.#bindings()))] });
  }

  /**
   * At most so many rows.
   *
   * @example
   * from(User).orderBy((u) => u.name).limit(10)
   * @see Ecto.Query.limit/3
   */
  limit(count: number): Query<S, B, R> {
    return this.#with({ limit: wholeNumber("limit", count) });
  }

  /**
   * Leaves out the first rows.
   *
   * @example
   * from(User).orderBy((u) => u.name).limit(10).offset(20)
   * @see Ecto.Query.offset/3
   */
  offset(count: number): Query<S, B, R> {
    return this.#with({ offset: wholeNumber("offset", count) });
  }

  /** Leaves out rows that are alike in all that is selected. @see Ecto.Query.distinct/3 */
  distinct(): Query<S, B, R> {
    return this.#with({ distinct: true });
  }

  /** Locks the rows until the transaction ends, e.g. `"for update"`. @see Ecto.Query.lock/3 */
  lock(mode: "for update" | "for no key update" | "for share" | "for key share"): Query<S, B, R> {
    return this.#with({ lock: mode });
  }

  /**
   * What each row becomes: a column, an object or a list of columns, or a struct with some of its fields.
   *
   * @example
   * from(User).select((u) => u.email)                       // gives string | null
   * from(User).select((u) => ({ id: u.id, name: u.name }))  // gives { id: number; name: string | null }
   * from(Product).select(["views"])                         // gives structs with that field only
   * @see Ecto.Query.select/3
   */
  select<K extends FieldName<S>>(fields: readonly K[]): Query<S, B, Pick<S, K & keyof S>>;
  select<const T>(select: (bindings: B) => T): Query<S, B, Select<T>>;
  select(select: readonly string[] | ((bindings: B) => unknown)): Query<S, B, never> {
    const chosen =
      typeof select === "function" ? select(this.#bindings()) : { source: this.state.source, fields: select };
    return this.#with({ selection: selectionOf(chosen) }) as Query<S, B, never>;
  }

  /**
   * Loads associations with the rows: from a join of that association if there is one, else with a query of its own.
   *
   * @example
   * from(Post).preload({ comments: { author: true } })
   * @see Ecto.Query.preload/3
   */
  preload(associations: Preloads<S>): Query<S, B, R> {
    return this.#with({ preloads: mergePreloads(this.state.preloads, associations as PreloadTree) });
  }

  /** The query without an order, a limit or what else the names say. @see Ecto.Query.exclude/2 */
  exclude(
    ...parts: ("where" | "orderBy" | "limit" | "offset" | "select" | "preload" | "distinct" | "groupBy")[]
  ): Query<S, B, R> {
    const empty: Record<string, Partial<QueryState>> = {
      where: { wheres: [] },
      orderBy: { orders: [] },
      limit: { limit: undefined },
      offset: { offset: undefined },
      select: { selection: undefined },
      preload: { preloads: {} },
      distinct: { distinct: false },
      groupBy: { groups: [], havings: [] },
    };
    return this.#with(Object.assign({}, ...parts.map((part) => empty[part])));
  }

  #with(state: Partial<QueryState>): Query<S, B, R> {
    return new Query({ ...this.state, ...state });
  }

  #bindings(): B {
    return columns(this.state.source, this.state.named) as B;
  }

  #conditions(given: ((bindings: B) => Condition) | StructValues<S>): Sql[] {
    if (typeof given === "function") return [sqlOf(given(this.#bindings()))];
    return equalities(this.state.source, given);
  }

  #pieces(make: (bindings: B) => OneOrMany<object>): Sql[] {
    return [make(this.#bindings())].flat().map(sqlOf);
  }

  #join<R2 extends AnyStruct, N extends string>(
    kind: "inner" | "left",
    choose: (bindings: B) => AssociationRef<R2>,
    name: N,
  ): Query<S, B & { readonly [K in N]: Columns<R2> }, R> {
    const { source, association } = referenceOf(choose(this.#bindings()));
    const parent = this.state.paths.get(source.alias);
    const path = parent && [...parent, association.name];
    const joins = joinAssociation(kind, source, association, this.state.joins.length + 1, path);
    const joined = (joins.at(-1) as Join).source;
    const paths = new Map(this.state.paths);
    if (path) paths.set(joined.alias, path);
    return new Query({
      ...this.state,
      joins: [...this.state.joins, ...joins],
      named: { ...this.state.named, [name]: columns(joined) },
      paths,
    });
  }
}

/**
 * Begins a query over the rows of a schema.
 *
 * @example
 * const query = from(User).where((u) => u.email.ilike("%1%")).orderBy((u) => u.name).limit(10);
 * await Repo.all(query);
 * @see Ecto.Query.from/2
 */
export function from<S extends AnyStruct>(schema: SchemaClass<S>): Query<S, Columns<S>, S> {
  const source: Source = { schema, alias: aliasOf(schema.source, 0) };
  return new Query({
    source,
    joins: [],
    named: {},
    paths: new Map([[source.alias, []]]),
    wheres: [],
    groups: [],
    havings: [],
    orders: [],
    limit: undefined,
    offset: undefined,
    distinct: false,
    lock: undefined,
    selection: undefined,
    preloads: {},
  });
}

/** Conditions that fields have the given values; `null` becomes `is null`. */
export function equalities(source: Source, values: object): Sql[] {
  return Object.entries(values).map(([name, value]) => {
    fieldOf(source.schema, name);
    const field = column(source, name);
    return sqlOf(value === null || value === undefined ? field.isNull() : field.eq(value));
  });
}

/** Conditions tied by "and"; `undefined` when there is none. */
export function allOf(conditions: readonly Sql[]): Sql | undefined {
  if (conditions.length <= 1) return conditions[0];
  return sql`(${sql.join([...conditions], sql` and `)})`;
}

function joinAssociation(
  kind: "inner" | "left",
  from: Source,
  association: Association,
  index: number,
  path: readonly string[] | undefined,
): Join[] {
  const { related, ownerKey, relatedKey, joinThrough, through } = association;
  if (through) return joinThroughs(kind, from, through, index, path);
  const ownerSql = columnSql(from, ownerKey);
  if (!joinThrough) {
    const source = { schema: related, alias: aliasOf(related.source, index) };
    return [{ kind, source, on: sql`${columnSql(source, relatedKey)} = ${ownerSql}`, path }];
  }
  const between = { schema: tableOnly(joinThrough.table), alias: aliasOf(joinThrough.table, index) };
  const source = { schema: related, alias: aliasOf(related.source, index + 1) };
  const ref = (name: string) => sql.ref(`${between.alias}.${name}`);
  return [
    { kind, source: between, on: sql`${ref(joinThrough.ownerColumn)} = ${ownerSql}`, path: undefined },
    { kind, source, on: sql`${columnSql(source, relatedKey)} = ${ref(joinThrough.relatedColumn)}`, path },
  ];
}

function joinThroughs(
  kind: "inner" | "left",
  from: Source,
  through: readonly string[],
  index: number,
  path: readonly string[] | undefined,
): Join[] {
  const joins: Join[] = [];
  let source = from;
  for (const [step, name] of through.entries()) {
    const association = associationsOf(source.schema).get(name);
    if (!association) throw new TypeError(`unknown association \`${name}\` in schema ${source.schema.name}`);
    const isLast = step === through.length - 1;
    joins.push(
      ...joinAssociation(kind, source, association, index + joins.length, isLast ? path : undefined),
    );
    source = (joins.at(-1) as Join).source;
  }
  return joins;
}

function tableOnly(table: string): SchemaClass {
  return { source: table, fields: {}, primaryKey: [], name: table } as unknown as SchemaClass;
}

function aliasOf(table: string, index: number): string {
  return `${/[a-z]/i.exec(table)?.[0].toLowerCase() ?? "t"}${index}`;
}

function mergePreloads(left: PreloadTree, right: PreloadTree): PreloadTree {
  const merged: Record<string, true | PreloadTree> = { ...left };
  for (const [name, tree] of Object.entries(right)) {
    const known = merged[name];
    merged[name] =
      typeof known === "object" && typeof tree === "object"
        ? mergePreloads(known, tree)
        : typeof known === "object"
          ? known
          : tree;
  }
  return merged;
}

function wholeNumber(what: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new TypeError(`${what} takes a whole number that is not negative, got: ${value}`);
}
