import { type FieldError, type FormSource, type FormState, formSource, paramsState } from "./form_source.ts";

/** Options of `toForm`. */
export interface FormOptions {
  /** What the inputs' names begin with: `product` for `product[title]`. */
  as?: string | undefined;
  /** What the inputs' ids begin with; `as` unless told. */
  id?: string | undefined;
  /** Errors to show, in place of the source's own. */
  errors?: readonly FieldError[] | undefined;
}

/**
 * One field of a form: what an input needs to know.
 *
 * @see Phoenix.HTML.FormField
 */
export interface FormField {
  /** Id for the input: `product_title`. */
  readonly id: string;
  /** Name for the input: `product[title]`. */
  readonly name: string;
  /** The field's own name: `title`. */
  readonly field: string;
  readonly value: unknown;
  readonly errors: readonly FieldError[];
  readonly form: HtmlForm;
}

/**
 * A form that is being rendered: names, ids, values and errors of its fields.
 *
 * @see Phoenix.HTML.Form
 */
export class HtmlForm<Field extends string = string> {
  constructor(
    readonly state: FormState<Field>,
    /** What names begin with; `undefined` when fields go by their own name. */
    readonly name: string | undefined,
    /** What ids begin with. */
    readonly id: string | undefined,
    /** Errors to show. */
    readonly errors: readonly FieldError[],
    /** Place among the entries of a nested list. */
    readonly index: number | undefined = undefined,
  ) {}

  /**
   * A field of the form.
   *
   * @example <Input field={form.field("title")} label="Title" />
   */
  field(field: Field | (string & {})): FormField {
    return {
      id: this.inputId(field),
      name: this.inputName(field),
      field,
      value: this.state.value(field as Field),
      errors: this.errors.filter((error) => error.field === field),
      form: this as unknown as HtmlForm,
    };
  }

  /** The name of a field's input. @see Phoenix.HTML.Form.input_name/2 */
  inputName(field: string): string {
    return this.name === undefined ? field : `${this.name}[${field}]`;
  }

  /** The id of a field's input. @see Phoenix.HTML.Form.input_id/2 */
  inputId(field: string): string {
    return this.id === undefined ? field : `${this.id}_${field}`;
  }

  /** The forms of an association or embed, one an entry. @see Phoenix.HTML.FormData.to_form/4 */
  nested(field: string): HtmlForm[] {
    const { many, entries } = this.state.nested(field);
    const name = this.inputName(field);
    const id = this.inputId(field);
    return entries.map((entry, index) => {
      const state = entry[formSource]();
      return many
        ? new HtmlForm(state, `${name}[${index}]`, `${id}_${index}`, state.errors, index)
        : new HtmlForm(state, name, id, state.errors);
    });
  }
}

/**
 * Makes a form of a changeset or of plain parameters.
 *
 * @param source a changeset, parameters as an object, a form (which is taken as it is), or null for a form of nothing
 * @param options what names begin with and the like
 * @example const form = toForm(changeset, { as: "product" });
 * @see Phoenix.Component.to_form/2
 */
export function toForm<Field extends string = string>(
  source: FormSource<Field> | HtmlForm<Field> | Readonly<Record<string, unknown>> | null | undefined,
  options: FormOptions = {},
): HtmlForm<Field> {
  if (source instanceof HtmlForm) {
    if (options.as === undefined && options.id === undefined && options.errors === undefined) return source;
    return makeForm(source.state, {
      as: source.name,
      id: source.id,
      errors: source.errors,
      ...defined(options),
    });
  }
  const state = isFormSource<Field>(source)
    ? source[formSource]()
    : paramsState((source ?? {}) as Record<string, unknown>);
  return makeForm(state as FormState<Field>, options);
}

function makeForm<Field extends string>(state: FormState<Field>, options: FormOptions): HtmlForm<Field> {
  const name = options.as ?? state.name;
  return new HtmlForm(state, name, options.id ?? name, options.errors ?? state.errors);
}

function defined(options: FormOptions): FormOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function isFormSource<Field extends string>(value: unknown): value is FormSource<Field> {
  return typeof (value as Partial<FormSource> | null | undefined)?.[formSource] === "function";
}

/**
 * Whether a visitor has used a field: it was sent, and not as one that LiveView marks as untouched. Errors of others are not shown yet.
 *
 * @see Phoenix.Component.used_input?/1
 */
export function usedInput({ field, form }: FormField): boolean {
  const { params } = form.state;
  return Object.hasOwn(params, field) && !Object.hasOwn(params, `_unused_${field}`);
}

/**
 * A value as an input of a type takes it: dates and times in the form that browsers expect.
 *
 * @param type the type of the input, e.g. `datetime-local`
 * @see Phoenix.HTML.Form.normalize_value/2
 */
export function normalizeValue(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === "checkbox")
    return value === true || value === "true" || value === "on" || value === 1 || value === "1";
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text === "string" || (typeof text === "object" && !Array.isArray(text))) {
    if (type === "datetime-local")
      return /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(String(text))?.slice(1).join("T") ?? text;
    if (type === "time") return /^(\d\d:\d\d)/.exec(String(text))?.[1] ?? text;
  }
  if (typeof text === "object" && !Array.isArray(text)) return String(text);
  return text;
}
