import { Decimal, type DecimalLike } from "../decimal.ts";
import type { ErrorOptions, LengthOptions, NumberOptions } from "./types.ts";

/** A message template and its options; `undefined` when the value is fine. */
export type Failure = { readonly message: string; readonly options: ErrorOptions } | undefined;

/** Whether a required value is missing: `null`, or text with nothing but blanks. */
export function isBlank(value: unknown, trim: boolean): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "string" && (trim ? value.trim() : value) === "";
}

/** Checks text by its characters, a list by its items, bytes by their number. */
export function checkLength(value: unknown, options: LengthOptions): Failure {
  const { type, length } = measure(value, options.count ?? "graphemes");
  const wrong = (kind: "is" | "min" | "max", count: number): Failure => ({
    message: options.message ?? lengthMessage(type, kind),
    options: { count, validation: "length", kind, type },
  });
  const { is, min, max } = options;
  if (is !== undefined && length !== is) return wrong("is", is);
  if (min !== undefined && length < min) return wrong("min", min);
  if (max !== undefined && length > max) return wrong("max", max);
  return undefined;
}

const comparisons = {
  lessThan: { message: "must be less than %{number}", holds: (order: number) => order < 0 },
  greaterThan: { message: "must be greater than %{number}", holds: (order: number) => order > 0 },
  lessThanOrEqualTo: {
    message: "must be less than or equal to %{number}",
    holds: (order: number) => order <= 0,
  },
  greaterThanOrEqualTo: {
    message: "must be greater than or equal to %{number}",
    holds: (order: number) => order >= 0,
  },
  equalTo: { message: "must be equal to %{number}", holds: (order: number) => order === 0 },
  notEqualTo: { message: "must be not equal to %{number}", holds: (order: number) => order !== 0 },
};

/** Checks a number or decimal against every bound that is given, in the order that they are given. */
export function checkNumber(value: unknown, options: NumberOptions): Failure {
  for (const [kind, bound] of Object.entries(options)) {
    if (!(kind in comparisons) || bound === undefined) continue;
    const { message, holds } = comparisons[kind as keyof typeof comparisons];
    if (!holds(compareNumbers(value, bound))) {
      return { message: options.message ?? message, options: { validation: "number", kind, number: bound } };
    }
  }
  return undefined;
}

/** Whether a list has a value; decimals and dates are compared by what they mean. */
export function includes(list: readonly unknown[], value: unknown): boolean {
  return list.some((entry) => same(entry, value));
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return a.eq(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return Object.is(a, b);
}

function measure(
  value: unknown,
  unit: NonNullable<LengthOptions["count"]>,
): { type: string; length: number } {
  if (typeof value === "string") {
    if (unit === "bytes") return { type: "binary", length: new TextEncoder().encode(value).length };
    return { type: "string", length: unit === "codepoints" ? [...value].length : graphemes(value) };
  }
  if (value instanceof Uint8Array) return { type: "binary", length: value.length };
  if (Array.isArray(value)) return { type: "list", length: value.length };
  if (typeof value === "object" && value !== null) return { type: "map", length: Object.keys(value).length };
  throw new TypeError("validateLength works on text, bytes, lists and maps only");
}

function graphemes(text: string): number {
  let count = 0;
  for (const _ of new Intl.Segmenter().segment(text)) count += 1;
  return count;
}

function lengthMessage(type: string, kind: "is" | "min" | "max"): string {
  const verb = type === "list" || type === "map" ? "should have" : "should be";
  const bound = { is: "", min: "at least ", max: "at most " }[kind];
  const noun = { list: "item(s)", map: "item(s)", binary: "byte(s)" }[type] ?? "character(s)";
  return `${verb} ${bound}%{count} ${noun}`;
}

function compareNumbers(value: unknown, bound: unknown): number {
  if (typeof value === "number" && typeof bound === "number")
    return value < bound ? -1 : value > bound ? 1 : 0;
  return new Decimal(value as DecimalLike).compare(bound as DecimalLike);
}
