import { Decimal, type DecimalLike } from "../decimal.ts";
import { type EctoType, equalValues, invalid } from "./type.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const FLOAT = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Text as it is. */
export const stringType: EctoType<string> = {
  name: "string",
  cast: (value) => (typeof value === "string" ? value : invalid),
  dump: (value) => value,
  load: (value) => String(value),
};

/** Whole numbers that JavaScript holds exactly. */
export const integerType: EctoType<number> = {
  name: "integer",
  cast: castInteger,
  dump: (value) => value,
  load: (value) => loadInteger(value),
};

/** The integer of a primary or foreign key. */
export const idType: EctoType<number> = { ...integerType, name: "id" };

/** Floating point numbers. */
export const floatType: EctoType<number> = {
  name: "float",
  cast(value) {
    if (typeof value === "number") return Number.isFinite(value) ? value : invalid;
    return typeof value === "string" && FLOAT.test(value) ? Number(value) : invalid;
  },
  dump: (value) => value,
  load: (value) => Number(value),
};

/** `true` and `false`, also as the text of a form: `"true"`, `"1"`, `"false"`, `"0"`. */
export const booleanType: EctoType<boolean> = {
  name: "boolean",
  cast(value) {
    if (typeof value === "boolean") return value;
    if (value === "true" || value === "1") return true;
    return value === "false" || value === "0" ? false : invalid;
  },
  dump: (value) => value,
  load: (value) => value === true,
};

/** Exact decimals, as {@link Decimal}. */
export const decimalType: EctoType<Decimal> = {
  name: "decimal",
  cast(value) {
    const known =
      value instanceof Decimal ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "bigint";
    return known ? (Decimal.parse(value as DecimalLike) ?? invalid) : invalid;
  },
  dump: (value) => value.toString(),
  load: (value) => new Decimal(value as DecimalLike),
  equal: (a, b) => a.eq(b),
};

/** Bytes. */
export const binaryType: EctoType<Uint8Array> = {
  name: "binary",
  cast(value) {
    if (typeof value === "string") return new TextEncoder().encode(value);
    return value instanceof Uint8Array ? value : invalid;
  },
  dump: (value) => value,
  load: (value) => value as Uint8Array,
  equal: (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]),
};

/** A UUID in its lower-case text form. */
export const uuidType: EctoType<string> = {
  name: "uuid",
  cast: (value) => (typeof value === "string" && UUID.test(value) ? value.toLowerCase() : invalid),
  dump: (value) => value,
  load: (value) => String(value),
};

/** The UUID of a primary or foreign key. */
export const binaryIdType: EctoType<string> = { ...uuidType, name: "binaryId" };

/** A JSON object. */
export const mapType: EctoType<Record<string, unknown>> = {
  name: "map",
  cast: (value) => (isPlainObject(value) ? value : invalid),
  dump: (value) => JSON.stringify(value),
  load: (value) => value as Record<string, unknown>,
  equal: (a, b) => sameJson(a, b),
};

/** Any value; for virtual fields only. */
export const anyType: EctoType<unknown> = {
  name: "any",
  cast: (value) => value,
  dump: (value) => value,
  load: (value) => value,
};

/** A list whose elements are of one type. */
export function arrayType<T>(inner: EctoType<T>): EctoType<T[]> {
  return {
    name: `array of ${inner.name}`,
    cast(value) {
      if (!Array.isArray(value)) return invalid;
      const items: T[] = [];
      for (const entry of value) {
        const item = entry === null ? invalid : inner.cast(entry);
        if (item === invalid) return invalid;
        items.push(item);
      }
      return items;
    },
    dump: (value) => value.map((item) => inner.dump(item)),
    load: (value) => (value as unknown[]).map((item) => inner.load(item)),
    equal: (a, b) =>
      a.length === b.length && a.every((item, index) => equalValues(inner, item, b[index] ?? null)),
  };
}

/** One of the given strings. */
export function enumType<const T extends string>(values: readonly T[]): EctoType<T> {
  return {
    name: `one of ${values.join(", ")}`,
    cast: (value) => values.find((known) => known === value) ?? invalid,
    dump: (value) => value,
    load: (value) => value as T,
  };
}

function castInteger(value: unknown): number | typeof invalid {
  if (typeof value === "bigint") return castInteger(value.toString());
  const number = typeof value === "string" && /^[+-]?\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) + 0 : invalid;
}

function loadInteger(value: unknown): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(
      `the integer ${value} of the database is too large for a JavaScript number; make its field decimal() instead`,
    );
  }
  return number;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => key in b && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}
