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
  /**
   * The entries of an association or embed, in order.
   *
   * @param fallback an object or a list of them, for sources that do not know what an entry is without one
   */
  nested(
    field: string,
    fallback?: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[],
  ): { readonly many: boolean; readonly entries: readonly FormSource[] };
  /** Whether a field may be left empty, its greatest length, … as attributes of its input. */
  validations?(field: string): Readonly<Record<string, string | number | boolean>>;
}

/** Something that a form can be for. */
export interface FormSource<Field extends string = string> {
  [formSource](): FormState<Field>;
}

/**
 * The state behind a plain object of parameters.
 *
 * @param params what was sent
 * @param data what a field shows that was not sent
 */
export function paramsState(
  params: Readonly<Record<string, unknown>>,
  data: Readonly<Record<string, unknown>> = {},
): FormState {
  return {
    params,
    errors: [],
    hidden: {},
    value: (field) => (Object.hasOwn(params, field) ? params[field] : own(data, field)),
    nested(field, fallback) {
      const sent = own(params, field);
      if (isRecord(sent) || Array.isArray(sent)) {
        const many =
          Array.isArray(sent) ||
          Array.isArray(fallback) ||
          Object.keys(sent).every((key) => /^\d+$/.test(key));
        return {
          many,
          entries: (many ? Object.values(sent) : [sent]).filter(isRecord).map((entry) => source(entry, {})),
        };
      }
      const shown = fallback ?? own(data, field);
      const many = Array.isArray(shown);
      return {
        many,
        entries: [shown ?? {}]
          .flat()
          .filter(isRecord)
          .map((entry) => source({}, entry)),
      };
    },
  };
}

/** A source for an entry of a form: parameters that were sent, or data to begin with. */
function source(params: Record<string, unknown>, data: Record<string, unknown>): FormSource {
  return { [formSource]: () => paramsState(params, data) };
}

/** What stands behind an entry that is given by hand. */
export function dataSource(entry: FormSource | Readonly<Record<string, unknown>>): FormSource {
  return typeof (entry as Partial<FormSource>)[formSource] === "function"
    ? (entry as FormSource)
    : source({}, entry as Record<string, unknown>);
}

function own(values: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(values, field) ? values[field] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
