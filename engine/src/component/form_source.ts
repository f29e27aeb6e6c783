/** Whatever has a method of this name can stand behind a form; changesets do (`Phoenix.HTML.FormData`). */
export const formSource: unique symbol = Symbol.for("fledge.formSource") as never;

/** What is wrong with one field: a message that may hold `%{count}`, and what stands for it. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a form needs to know of what it is for. */
export interface FormState<Field extends string = string> {
  /** What the inputs' names begin with, unless `as` tells otherwise: `product` for `product[title]`. */
  readonly name?: string | undefined;
  /** What was sent before, for a form that is shown again. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Errors to show: none before the form was sent. */
  readonly errors: readonly FieldError[];
  /** `put` for what exists already. */
  readonly method?: "post" | "put" | undefined;
  /** Values that travel along unseen, such as the id of an entry of a nested list. */
  readonly hidden: Readonly<Record<string, string | number | bigint>>;
  /** The value of a field as the form shows it. */
  value(field: Field): unknown;
  /** The entries of an association or embed, in order. */
  nested(field: string): { readonly many: boolean; readonly entries: readonly FormSource[] };
  /** Whether a field may be left empty, its greatest length, … as attributes of its input. */
  validations?(field: string): Readonly<Record<string, string | number | boolean>>;
}

/** Something that a form can be for. */
export interface FormSource<Field extends string = string> {
  [formSource](): FormState<Field>;
}

/** The state behind a plain object of parameters. */
export function paramsState(params: Readonly<Record<string, unknown>>): FormState {
  return {
    params,
    errors: [],
    hidden: {},
    value: (field) => (Object.hasOwn(params, field) ? params[field] : undefined),
    nested(field) {
      const value = Object.hasOwn(params, field) ? params[field] : undefined;
      const many =
        Array.isArray(value) || (isRecord(value) && Object.keys(value).every((key) => /^\d+$/.test(key)));
      const entries = isRecord(value) || Array.isArray(value) ? (many ? Object.values(value) : [value]) : [];
      return {
        many,
        entries: entries.filter(isRecord).map((entry) => ({ [formSource]: () => paramsState(entry) })),
      };
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
