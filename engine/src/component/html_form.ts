import {
  dataSource,
  type FieldError,
  type FormSource,
  type FormState,
  formSource,
  paramsState,
} from "./form_source.ts";

/** Options of `toForm`. */
export interface FormOptions {
  /** What the inputs' names begin with: `product` for `product[title]`. */
  as?: string | undefined;
  /** What the inputs' ids begin with; `as` unless told. */
  id?: string | undefined;
  /** Errors to show, in place of the source's own. */
  errors?: readonly FieldError[] | undefined;
}

type Data = Readonly<Record<string, unknown>>;

/** How the forms of an association's entries are made. */
export interface NestedOptions {
  /** What the inputs' names begin with; default `order[items]`. */
  as?: string;
  /** What the inputs' ids begin with; default `order_items`. */
  id?: string;
  /** Entries when there are none yet: an object for one, a list for many. Changesets know their own. */
  default?: Data | readonly Data[];
  /** Entries before those that are there, until the form was sent. */
  prepend?: readonly (FormSource | Data)[];
  /** Entries after those that are there, until the form was sent. */
  append?: readonly (FormSource | Data)[];
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

  /**
   * The id of a field's input.
   *
   * @param value tells the inputs of one field apart, such as radio buttons
   * @example
   * toForm({}, { as: "search" }).inputId("role", "site admin"); // "search_role_site_admin"
   * @see Phoenix.HTML.Form.input_id/2
   */
  inputId(field: string, value?: string | number | boolean): string {
    const id = this.id === undefined ? field : `${this.id}_${field}`;
    return value === undefined ? id : `${id}_${String(value).replace(/[^\p{L}\p{N}_-]/gu, "_")}`;
  }

  /** What a browser can check of a field, as attributes of its input. @see Phoenix.HTML.Form.input_validations/2 */
  inputValidations(field: string): Readonly<Record<string, string | number | boolean>> {
    return this.state.validations?.(field) ?? {};
  }

  /**
   * The forms of an association or embed, one an entry.
   *
   * @param options names, ids and entries to begin with
   * @see Phoenix.HTML.FormData.to_form/4
   */
  nested(field: string, options: NestedOptions = {}): HtmlForm[] {
    const { as = this.inputName(field), id = this.inputId(field), prepend = [], append = [] } = options;
    const { many, entries } = this.state.nested(field, options.default);
    const sent = Object.hasOwn(this.state.params, field);
    const all = many && !sent ? [...prepend.map(dataSource), ...entries, ...append.map(dataSource)] : entries;
    return all.map((entry, index) => {
      const state = entry[formSource]();
      return many
        ? new HtmlForm(state, `${as}[${index}]`, `${id}_${index}`, state.errors, index)
        : new HtmlForm(state, as, id, state.errors);
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
 * A field of several inputs is used when one of them is.
 *
 * @example
 * const form = toForm({ name: "", _unused_name: "", email: "a@b.c" });
 * usedInput(form.field("name")); // false
 * usedInput(form.field("email")); // true
 * @see Phoenix.Component.used_input?/1
 */
export function usedInput({ field, form }: FormField): boolean {
  return isUsed(form.state.params, field);
}

function isUsed(params: Data, field: string): boolean {
  if (!Object.hasOwn(params, field) || Object.hasOwn(params, `_unused_${field}`)) return false;
  const value = params[field];
  if (!isPlain(value)) return true;
  return Object.keys(value).some((key) => !key.startsWith("_unused_") && isUsed(value, key));
}

/** Whether a parameter is a map of others, and no file or list. */
function isPlain(value: unknown): value is Data {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * A value as an input of a type takes it: dates and times in the form that browsers expect.
 *
 * @param type the type of the input, e.g. `datetime-local`
 * @see Phoenix.HTML.Form.normalize_value/2
 */
export function normalizeValue(type: string, value: unknown): unknown {
  if (type === "checkbox")
    return value === true || value === "true" || value === "on" || value === 1 || value === "1";
  if (value === null || value === undefined) return undefined;
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text === "string" || (typeof text === "object" && !Array.isArray(text))) {
    if (type === "datetime-local")
      return /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)/.exec(String(text))?.slice(1).join("T") ?? text;
    if (type === "time") return /^(\d\d:\d\d)/.exec(String(text))?.[1] ?? text;
  }
  if (typeof text === "object" && !Array.isArray(text)) return String(text);
  return text;
}
