import type { Decimal } from "../decimal.ts";
import {
  type AnyStruct,
  columnOf,
  fieldOf,
  type SchemaClass,
  setState,
  storedFields,
} from "../schema/schema.ts";
import { type EctoType, loadValue } from "../types/type.ts";
import { columnSql, type Source, type StructOfColumns, sourceOf } from "./bindings.ts";
import { isExpression, nameOf, sqlOf, typeOf } from "./expression.ts";
import type { Expression } from "./expression_types.ts";
import type { Sql } from "./sql.ts";

/** What a selection gives for each row. */
export type Select<T> =
  T extends Expression<infer V>
    ? V
    : T extends { readonly [K in keyof T]: unknown } & { eq?: never }
      ? [StructOfColumns<T>] extends [never]
        ? {
            -readonly [K in keyof T]: T[K] extends string | number | boolean | null | Date | Decimal
              ? T[K]
              : Select<T[K]>;
          }
        : StructOfColumns<T>
      : T;

/** A column of the statement. */
export interface Selected {
  readonly sql: Sql;
  readonly type: EctoType<unknown> | undefined;
  /** The column's own name, unless it is a computed one. */
  readonly name: string | undefined;
}

/** What a query selects, and how a row is put together from it. */
export interface Selection {
  readonly selected: readonly Selected[];
  /** Makes the row; `values` are those of `selected`, loaded. */
  build(values: readonly unknown[]): unknown;
}

/** Reads what a `select` callback answered. */
export function selectionOf(chosen: unknown): Selection {
  if (isExpression(chosen)) {
    return {
      selected: [{ sql: sqlOf(chosen), type: typeOf(chosen), name: nameOf(chosen) }],
      build: ([value]) => value,
    };
  }
  const source = sourceOf(chosen);
  if (source) return structSelection(source);
  if (isFields(chosen)) return structSelection(chosen.source, chosen.fields);
  if (typeof chosen !== "object" || chosen === null || chosen instanceof Date)
    return { selected: [], build: () => chosen };
  const entries = Object.entries(chosen).map(([key, value]) => [key, selectionOf(value)] as const);
  return {
    selected: entries.flatMap(([, selection]) => selection.selected),
    build(values) {
      const result: Record<string, unknown> | unknown[] = Array.isArray(chosen) ? [] : {};
      let at = 0;
      for (const [key, selection] of entries) {
        const end = at + selection.selected.length;
        (result as Record<string, unknown>)[key] = selection.build(values.slice(at, end));
        at = end;
      }
      return result;
    },
  };
}

/** Selects a table's fields into structs; `null` where a left join found no row. */
export function structSelection(
  source: Source,
  fields: readonly string[] = storedFields(source.schema),
): Selection {
  const { schema } = source;
  const keys = fields.length === 0 ? schema.primaryKey : fields;
  const keyAt = schema.primaryKey.map((name) => keys.indexOf(name)).filter((index) => index >= 0);
  return {
    selected: keys.map((name) => ({
      sql: columnSql(source, name),
      type: fieldOf(schema, name).type,
      name: columnOf(schema, name),
    })),
    build(values) {
      if (keyAt.length > 0 && keyAt.every((index) => values[index] === null)) return null;
      return loadStruct(schema, Object.fromEntries(keys.map((name, index) => [name, values[index]])));
    },
  };
}

/** A struct as it was read from the database; fields that were not read are `null`. */
export function loadStruct(schema: SchemaClass, values: Readonly<Record<string, unknown>>): AnyStruct {
  const struct = new schema();
  for (const name of storedFields(schema))
    (struct as unknown as Record<string, unknown>)[name] = values[name] ?? null;
  setState(struct, "loaded");
  return struct;
}

/** The name of each selected column in a row: its own if no other has it. */
export function outputNames(selected: readonly Selected[]): string[] {
  return selected.map(({ name }, index) => {
    const isUnique = name !== undefined && selected.every((other, at) => at === index || other.name !== name);
    return isUnique ? name : `c${index}`;
  });
}

/** Loads the values of a row in the order of `selected`. */
export function loadRow(
  selected: readonly Selected[],
  names: readonly string[],
  row: Readonly<Record<string, unknown>>,
): unknown[] {
  return selected.map(({ type }, index) => {
    const value = row[names[index] as string] ?? null;
    return type ? loadValue(type, value) : value;
  });
}

function isFields(value: unknown): value is { source: Source; fields: readonly string[] } {
  return (
    typeof value === "object" &&
    value !== null &&
    "fields" in value &&
    "source" in value &&
    Array.isArray(value.fields)
  );
}
