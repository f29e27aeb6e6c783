import type { AnyStruct, FieldName } from "../schema/schema.ts";

/**
 * Outside data for `cast`: the parameters of a request, a row of a file. Whatever somebody sent, because it is `cast` that looks at
 * it, and refuses what is no object.
 */
export type Attrs = unknown;

/** Outside data as it was cast, by field name. */
export type CastParams = Readonly<Record<string, unknown>>;

/** What an error is about and the numbers of its message, e.g. `{ count: 2, validation: "length", kind: "min" }`. */
export type ErrorOptions = Readonly<Record<string, unknown>>;

/** What is wrong with one field. */
export interface ChangesetError<Name extends string = string> {
  readonly field: Name;
  /** A template: `%{count}` stands for `options.count`. */
  readonly message: string;
  readonly options: ErrorOptions;
}

/** What the repository was asked to do with a changeset when it refused. */
export type ChangesetAction =
  | "insert"
  | "update"
  | "delete"
  | "replace"
  | "ignore"
  | "validate"
  | (string & {});

/** A constraint of the database and the field that its violation is reported on. */
export interface Constraint {
  readonly type: "unique" | "foreignKey" | "check" | "exclusion";
  /** Name of the constraint or unique index in the database. */
  readonly name: string;
  readonly match: "exact" | "suffix" | "prefix";
  readonly field: string;
  readonly message: string;
  /** What the error's options say under `constraint`. */
  readonly kind: string;
}

/** Options of the constraint functions. */
export interface ConstraintOptions {
  /** Name in the database; worked out from table and columns unless told. */
  name?: string;
  message?: string;
  /** How `name` is compared with the database's. */
  match?: "exact" | "suffix" | "prefix";
}

/** An option that every validation takes. */
export interface MessageOption {
  message?: string;
}

/** One field or several. */
export type OneOrMore<S extends AnyStruct> = FieldName<S> | readonly FieldName<S>[];

/** Bounds of `validateLength`. */
export interface LengthOptions extends MessageOption {
  is?: number;
  min?: number;
  max?: number;
  /** What is counted in text: `"graphemes"` (characters as read, the default), `"codepoints"` or `"bytes"`. */
  count?: "graphemes" | "codepoints" | "bytes";
}

/** A number as `validateNumber` compares it. */
export type Bound = number | string | { toString(): string; compare(other: never): number };

/** Bounds of `validateNumber`. */
export interface NumberOptions extends MessageOption {
  lessThan?: Bound;
  greaterThan?: Bound;
  lessThanOrEqualTo?: Bound;
  greaterThanOrEqualTo?: Bound;
  equalTo?: Bound;
  notEqualTo?: Bound;
}

/** Fills `%{name}` of a message with the options of that name. */
export function interpolate(error: Pick<ChangesetError, "message" | "options">): string {
  return error.message.replace(/%\{(\w+)\}/g, (text, name: string) =>
    Object.hasOwn(error.options, name) ? String(error.options[name]) : text,
  );
}

/** The fields that were named. */
export function asList<S extends AnyStruct>(fields: OneOrMore<S>): readonly FieldName<S>[] {
  return typeof fields === "string" ? [fields] : fields;
}
