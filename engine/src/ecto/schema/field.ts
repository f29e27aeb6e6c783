import type { Decimal } from "../decimal.ts";
import {
  anyType,
  arrayType,
  binaryIdType,
  binaryType,
  booleanType,
  decimalType,
  enumType,
  floatType,
  idType,
  integerType,
  mapType,
  stringType,
  uuidType,
} from "../types/basic.ts";
import {
  dateType,
  naiveDatetimeType,
  naiveDatetimeUsecType,
  timeType,
  timeUsecType,
  truncateToSecond,
  utcDatetimeType,
  utcDatetimeUsecType,
} from "../types/time.ts";
import type { EctoType } from "../types/type.ts";

/** Options that every field takes. */
export interface FieldOptions<T> {
  /** The value of a new struct. A field with a default is typed without `null`. */
  default?: T;
  /** Column name; the field's name in snake_case unless told. */
  source?: string;
  /** Not kept in the database. */
  virtual?: boolean;
  /** Shown as `**redacted**` in logs and when the struct is inspected. */
  redact?: boolean;
  /** Part of the primary key. */
  primaryKey?: boolean;
}

/** A field of a schema: its type, options, and in `T` what it holds in a struct. */
export interface Field<T = unknown> {
  readonly type: EctoType<NonNullable<T>>;
  readonly options: Readonly<FieldOptions<T>>;
  /** Fills the field when a struct is inserted (or, with `"update"`, also when it is updated). */
  readonly autogenerate?: { readonly on: "insert" | "update"; readonly value: () => T };
}

type Builder<T> = {
  (options: FieldOptions<T> & { default: T }): Field<T>;
  (options?: FieldOptions<T>): Field<T | null>;
};

function builder<T>(type: EctoType<T & {}>): Builder<T> {
  return ((options: FieldOptions<T> = {}) => ({ type, options })) as unknown as Builder<T>;
}

/** Text in a `varchar(255)` column. @see Ecto.Schema.field/3 */
export const string: Builder<string> = builder(stringType);
/** Text of any length. It is cast as `string()` is. */
export const text: Builder<string> = builder(stringType);
/** A whole number. */
export const integer: Builder<number> = builder(integerType);
/** A floating point number. */
export const float: Builder<number> = builder(floatType);
/** An exact {@link Decimal}. */
export const decimal: Builder<Decimal> = builder(decimalType);
/** `true` or `false`. */
export const boolean: Builder<boolean> = builder(booleanType);
/** The integer key of another table's row. */
export const id: Builder<number> = builder(idType);
/** The UUID key of another table's row. */
export const binaryId: Builder<string> = builder(binaryIdType);
/** A UUID. */
export const uuid: Builder<string> = builder(uuidType);
/** Bytes. */
export const binary: Builder<Uint8Array> = builder(binaryType);
/** A day, as `"2026-11-22"`. */
export const date: Builder<string> = builder(dateType);
/** A time of the day, as `"14:30:00"`. */
export const time: Builder<string> = builder(timeType);
/** A time of the day with microseconds. */
export const timeUsec: Builder<string> = builder(timeUsecType);
/** A point in time, to the second. */
export const utcDatetime: Builder<Date> = builder(utcDatetimeType);
/** A point in time, to the millisecond. */
export const utcDatetimeUsec: Builder<Date> = builder(utcDatetimeUsecType);
/** A date and time without a zone, to the second; its `Date` is read in UTC. */
export const naiveDatetime: Builder<Date> = builder(naiveDatetimeType);
/** A date and time without a zone, to the millisecond; its `Date` is read in UTC. */
export const naiveDatetimeUsec: Builder<Date> = builder(naiveDatetimeUsecType);
/** A JSON object in a `jsonb` column. */
export const map: Builder<Record<string, unknown>> = builder(mapType);

/** A value of any kind; for virtual fields. */
export function any<T = unknown>(options: FieldOptions<T> & { virtual: true }): Field<T | null> {
  return { type: anyType as EctoType<NonNullable<T>>, options };
}

/**
 * A list in a PostgreSQL array column.
 *
 * @example
 * class Article extends Schema("articles", { tags: array(string(), { default: [] }) }) {}
 * new Article().tags; // []
 */
export function array<T>(
  inner: Field<T>,
  options: FieldOptions<NonNullable<T>[]> & { default: NonNullable<T>[] },
): Field<NonNullable<T>[]>;
export function array<T>(
  inner: Field<T>,
  options?: FieldOptions<NonNullable<T>[]>,
): Field<NonNullable<T>[] | null>;
export function array<T>(
  inner: Field<T>,
  options: FieldOptions<NonNullable<T>[]> = {},
): Field<NonNullable<T>[]> {
  return { type: arrayType(inner.type), options };
}

/**
 * One of a few strings, in a text column.
 *
 * @example
 * class Article extends Schema("articles", { status: enumOf(["draft", "live"], { default: "draft" }) }) {}
 * new Article().status; // "draft"
 * @see Ecto.Enum
 */
export function enumOf<const T extends string>(
  values: readonly T[],
  options: FieldOptions<NoInfer<T>> & { default: NoInfer<T> },
): Field<T>;
export function enumOf<const T extends string>(
  values: readonly T[],
  options?: FieldOptions<NoInfer<T>>,
): Field<T | null>;
export function enumOf<const T extends string>(
  values: readonly T[],
  options: FieldOptions<T> = {},
): Field<T> {
  return { type: enumType(values) as EctoType<NonNullable<T>>, options };
}

/**
 * A field of a type of your own.
 *
 * @param type an {@link EctoType}
 * @see Ecto.Type
 */
export function field<T>(type: EctoType<T & {}>, options: FieldOptions<T> = {}): Field<T | null> {
  return { type, options: options as FieldOptions<T | null> } as Field<T | null>;
}

/**
 * The fields `insertedAt` and `updatedAt`, filled when a struct is inserted and updated.
 *
 * @param options `type`: `"naiveDatetime"` unless told
 * @example
 * class Article extends Schema("articles", { title: string(), ...timestamps() }) {}
 * @see Ecto.Schema.timestamps/1
 */
export function timestamps(
  options: { type?: "naiveDatetime" | "naiveDatetimeUsec" | "utcDatetime" | "utcDatetimeUsec" } = {},
): { insertedAt: Field<Date>; updatedAt: Field<Date> } {
  const types = { naiveDatetimeType, naiveDatetimeUsecType, utcDatetimeType, utcDatetimeUsecType };
  const name = options.type ?? "naiveDatetime";
  const now = name.endsWith("Usec") ? () => new Date() : () => truncateToSecond(new Date());
  const type = types[`${name}Type`];
  return {
    insertedAt: { type, options: {}, autogenerate: { on: "insert", value: now } },
    updatedAt: { type, options: {}, autogenerate: { on: "update", value: now } },
  };
}
