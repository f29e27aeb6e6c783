import type { Association } from "../schema/association.ts";
import { type AssociationName, associationsOf, type RelatedStruct } from "../schema/association.ts";
import {
  type AnyStruct,
  columnOf,
  type FieldName,
  type FieldValue,
  type SchemaClass,
  storedFields,
} from "../schema/schema.ts";
import type { EctoType } from "../types/type.ts";
import { columnExpression } from "./expression.ts";
import type { ExpressionOf } from "./expression_types.ts";
import { type Sql, sql } from "./sql.ts";

declare const relatedOf: unique symbol;
declare const structOf: unique symbol;

/** An association of a query's row, for `join`. */
export interface AssociationRef<R extends AnyStruct> {
  /** There is no such property at run time. */
  readonly [relatedOf]: R;
}

/** The columns of a table in a query, and its associations. */
export type Columns<S extends AnyStruct> = {
  readonly [K in FieldName<S>]: ExpressionOf<FieldValue<S, K>>;
} & {
  readonly [K in AssociationName<S>]: AssociationRef<RelatedStruct<S, K>>;
} & { readonly [structOf]: S };

/** The struct whose columns these are. */
export type StructOfColumns<C> = C extends { readonly [structOf]: infer S } ? S : never;

/** A table in a query. */
export interface Source {
  readonly schema: SchemaClass;
  readonly alias: string;
}

const sources = new WeakMap<object, Source>();
const references = new WeakMap<object, { source: Source; association: Association }>();

/** The columns of a table, with what `more` has beside them. */
export function columns(source: Source, more: Readonly<Record<string, object>> = {}): object {
  const made: Record<string, unknown> = {};
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(made, name, { get, enumerable: true });
  for (const name of storedFields(source.schema)) define(name, () => column(source, name));
  for (const [name, association] of associationsOf(source.schema)) {
    define(name, () => {
      const reference = {};
      references.set(reference, { source, association });
      return reference;
    });
  }
  const all = Object.create(
    made,
    Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { value }])),
  );
  sources.set(all, source);
  return all;
}

/** The table whose columns an object holds. */
export function sourceOf(value: unknown): Source | undefined {
  return typeof value === "object" && value !== null ? sources.get(value) : undefined;
}

/** What an association of a row stands for; throws when a join was given something else. */
export function referenceOf(value: unknown): { source: Source; association: Association } {
  const reference = typeof value === "object" && value !== null ? references.get(value) : undefined;
  if (!reference) throw new TypeError('a join takes an association: .join((p) => p.comments, "c")');
  return reference;
}

/** A field of a table as an expression. */
export function column(source: Source, name: string): ExpressionOf<unknown> {
  const type = source.schema.fields[name]?.type as EctoType<unknown> | undefined;
  return columnExpression(columnSql(source, name), type, columnOf(source.schema, name));
}

/** A field of a table as SQL: `"u0"."name"`. */
export function columnSql(source: Source, name: string): Sql {
  return sql`${sql.ref(`${source.alias}.${columnOf(source.schema, name)}`)}`;
}
