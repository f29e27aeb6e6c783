// The building blocks of the application's pages. They are yours: change how
// they look in assets/css/app.css, and what they are here.

import type {
  Attrs,
  FieldError,
  FormField,
  FormMethod,
  FormSource,
  Html,
  HtmlForm,
  SelectOptions,
  SelectValue,
  Slot,
  SlotFor,
} from "fledge/component";
import {
  Form,
  Link,
  normalizeValue,
  optionsForSelect,
  usedInput,
} from "fledge/component";
import type { Flash as FlashMessages } from "fledge/flash";

/**
 * A window over the page. It opens with `show`, or by a button with
 * `command="show-modal"` and `commandfor` set to its id.
 *
 * @example
 * <Modal id="confirm">Are you sure?</Modal>
 */
export function Modal({
  id,
  show = false,
  children,
}: {
  id: string;
  show?: boolean;
  children: Html;
}) {
  return (
    <dialog
      id={id}
      class="modal"
      open={show}
      closedby="any"
      aria-labelledby={`${id}-title`}
    >
      <form method="dialog" class="modal-close">
        <button type="submit" aria-label="close">
          <Icon name="x-mark" />
        </button>
      </form>
      <div id={`${id}-content`}>{children}</div>
    </dialog>
  );
}

type FlashKind = "info" | "error";

/**
 * A message that is shown once. It goes away when it is clicked.
 *
 * @example
 * <Flash kind="info" flash={flash} />
 * <Flash kind="error">It is too late.</Flash>
 */
export function Flash({
  kind,
  flash = {},
  title,
  children,
  ...rest
}: Attrs<
  { kind: FlashKind; flash?: FlashMessages; title?: string; children?: Html },
  "div"
>) {
  const message = children ?? (flash[kind] as Html);
  if (!message) return null;
  return (
    <div
      id={`flash-${kind}`}
      role="alert"
      class={["flash", `flash-${kind}`]}
      data-flash
      {...rest}
    >
      <Icon
        name={kind === "info" ? "information-circle" : "exclamation-circle"}
      />
      <div>
        {title && <p class="flash-title">{title}</p>}
        <p>{message}</p>
      </div>
      <button type="button" class="flash-close" aria-label="close">
        <Icon name="x-mark" />
      </button>
    </div>
  );
}

/** The messages that the controller put with `putFlash`. */
export function FlashGroup({
  flash,
  id = "flash-group",
}: {
  flash: FlashMessages;
  id?: string;
}) {
  return (
    <div id={id} class="flash-group" aria-live="polite">
      <Flash kind="info" title="Success!" flash={flash} />
      <Flash kind="error" title="Error!" flash={flash} />
    </div>
  );
}

/**
 * A form with its fields above each other and its buttons below.
 *
 * @example
 * <SimpleForm for={changeset} action={action} actions={<Button>Save</Button>}>
 *   {(f) => <Input field={f.field("email")} type="email" label="Email" />}
 * </SimpleForm>
 */
export function SimpleForm<Field extends string = string>({
  for: source,
  children,
  actions,
  ...rest
}: Attrs<
  {
    for: FormSource<Field> | HtmlForm<Field> | Record<string, unknown> | null;
    action?: string;
    as?: string;
    method?: FormMethod;
    id?: string;
    multipart?: boolean;
    children: SlotFor<HtmlForm<Field>>;
    actions?: Slot;
  },
  "form"
>) {
  return (
    <Form for={source} class="simple-form" {...rest}>
      {(form: HtmlForm<Field>) => (
        <>
          {children(form)}
          {actions && <div class="form-actions">{actions}</div>}
        </>
      )}
    </Form>
  );
}

/**
 * A button.
 *
 * @example
 * <Button>Send!</Button>
 * <Button type="button" class="ml-2">Cancel</Button>
 */
export function Button({
  type,
  class: classes,
  children,
  ...rest
}: Attrs<{ class?: string; children: Html }, "button">) {
  return (
    <button type={type} class={["button", classes]} {...rest}>
      {children}
    </button>
  );
}

type InputType =
  | "checkbox"
  | "color"
  | "date"
  | "datetime-local"
  | "email"
  | "file"
  | "hidden"
  | "month"
  | "number"
  | "password"
  | "radio"
  | "range"
  | "search"
  | "select"
  | "tel"
  | "text"
  | "textarea"
  | "time"
  | "url"
  | "week";

type InputProps = Attrs<
  {
    /** A field of a form. Without one, give `name`, and `id`, `value` and `errors` where they are needed. */
    field?: FormField;
    id?: string;
    name?: string;
    label?: string;
    value?: unknown;
    type?: InputType;
    errors?: string[];
    checked?: boolean;
    /** The first entry of a select, with no value. */
    prompt?: string;
    /** The entries of a select, as `optionsForSelect` takes them. */
    options?: SelectOptions;
    multiple?: boolean;
    rows?: number;
    cols?: number;
  },
  "input"
>;

/**
 * A field with its label and its error messages.
 *
 * @example
 * <Input field={f.field("email")} type="email" label="Email" />
 * <Input name="terms" type="checkbox" errors={["must be accepted"]} />
 */
export function Input({
  field,
  errors: given,
  multiple = false,
  ...props
}: InputProps) {
  const errors =
    given ??
    (field && usedInput(field) ? field.errors.map(translateError) : []);
  const name =
    props.name ?? (field && multiple ? `${field.name}[]` : field?.name);
  const id = props.id ?? field?.id;
  const value = "value" in props ? props.value : field?.value;
  return (
    <BareInput
      {...props}
      id={id}
      name={name}
      value={value}
      errors={errors}
      multiple={multiple}
    />
  );
}

function BareInput({
  type = "text",
  id,
  name,
  label,
  value,
  errors = [],
  checked,
  prompt,
  options = [],
  multiple,
  rows,
  ...rest
}: Omit<InputProps, "field">) {
  const invalid = errors.length > 0;
  const described = invalid && id ? `${id}-error` : undefined;
  const common = {
    id,
    name,
    "aria-invalid": invalid && ("true" as const),
    "aria-describedby": described,
  };
  const messages = invalid && <ErrorMessages id={described} errors={errors} />;
  switch (type) {
    case "checkbox":
      return (
        <div class="field">
          <label class="checkbox">
            <input
              type="hidden"
              name={name}
              value="false"
              disabled={rest.disabled}
              form={rest.form}
            />
            <input
              {...common}
              type="checkbox"
              value="true"
              checked={checked ?? Boolean(normalizeValue(type, value))}
              {...rest}
            />
            {label}
          </label>
          {messages}
        </div>
      );
    case "select":
      return (
        <div class="field">
          {label && <Label for={id}>{label}</Label>}
          <select
            {...common}
            class={["input", invalid && "invalid"]}
            multiple={multiple}
            {...(rest as Attrs<object, "select">)}
          >
            {prompt && <option value="">{prompt}</option>}
            {optionsForSelect(options, value as SelectValue | SelectValue[])}
          </select>
          {messages}
        </div>
      );
    case "textarea":
      return (
        <div class="field">
          {label && <Label for={id}>{label}</Label>}
          <textarea
            {...common}
            class={["input", invalid && "invalid"]}
            rows={rows ?? 6}
            {...(rest as Attrs<object, "textarea">)}
          >
            {text(normalizeValue(type, value))}
          </textarea>
          {messages}
        </div>
      );
    case "hidden":
      return <input {...common} type="hidden" value={text(value)} {...rest} />;
    default:
      return (
        <div class="field">
          {label && <Label for={id}>{label}</Label>}
          <input
            {...common}
            type={type}
            class={["input", invalid && "invalid"]}
            value={
              type === "file" ? undefined : text(normalizeValue(type, value))
            }
            checked={checked}
            multiple={multiple}
            {...rest}
          />
          {messages}
        </div>
      );
  }
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

/** The label of a field. */
export function Label({
  for: id,
  children,
}: {
  for?: string | undefined;
  children: Html;
}) {
  return (
    <label class="label" for={id}>
      {children}
    </label>
  );
}

function ErrorMessages({
  id,
  errors,
}: {
  id: string | undefined;
  errors: string[];
}) {
  return (
    <div id={id} class="field-errors">
      {errors.map((message) => (
        <ErrorMessage>{message}</ErrorMessage>
      ))}
    </div>
  );
}

/** What is wrong with a field. */
export function ErrorMessage({ children }: { children: Html }) {
  return (
    <p class="error">
      <Icon name="exclamation-circle" />
      {children}
    </p>
  );
}

/** The head of a page: a title, what it is about, what can be done. */
export function Header({
  children,
  subtitle,
  actions,
  class: classes,
}: {
  children: Html;
  subtitle?: Slot;
  actions?: Slot;
  class?: string;
}) {
  return (
    <header class={["page-header", classes]}>
      <div>
        <h1>{children}</h1>
        {subtitle && <p class="subtitle">{subtitle}</p>}
      </div>
      {actions && <div class="page-actions">{actions}</div>}
    </header>
  );
}

/**
 * A table, one row an entry.
 *
 * @example
 * <Table
 *   id="users"
 *   rows={users}
 *   rowLink={(user) => path("/users/:id", { id: user })}
 *   cols={[
 *     { label: "Id", cell: (user) => user.id },
 *     { label: "Name", cell: (user) => user.name },
 *   ]}
 *   actions={[(user) => <Link href={path("/users/:id/edit", { id: user })}>Edit</Link>]}
 * />
 */
export function Table<Row>({
  id,
  rows,
  rowId,
  rowLink,
  cols,
  actions = [],
}: {
  id: string;
  rows: readonly Row[];
  /** The id of a row's element, for rows that change. */
  rowId?: (row: Row) => string;
  /** Where a click on a row leads. */
  rowLink?: (row: Row) => string;
  cols: { label?: string; cell: SlotFor<Row> }[];
  actions?: SlotFor<Row>[];
}) {
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            {cols.map(({ label }) => (
              <th>{label}</th>
            ))}
            {actions.length > 0 && (
              <th>
                <span class="visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody id={id}>
          {rows.map((row) => (
            <tr id={rowId?.(row)} class={[rowLink && "linked"]}>
              {cols.map(({ cell }, index) => (
                <td>
                  {rowLink && index === 0 ? (
                    <Link class="row-link" href={rowLink(row)}>
                      {cell(row)}
                    </Link>
                  ) : (
                    cell(row)
                  )}
                </td>
              ))}
              {actions.length > 0 && (
                <td class="row-actions">
                  {actions.map((action) => (
                    <span>{action(row)}</span>
                  ))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/**
 * Names and values below each other.
 *
 * @example
 * <List items={[{ title: "Title", value: post.title }, { title: "Views", value: post.views }]} />
 */
export function List({ items }: { items: { title: string; value: Html }[] }) {
  return (
    <dl class="list">
      {items.map(({ title, value }) => (
        <div>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * A link back.
 *
 * @example
 * <Back navigate={path("/posts")}>Back to posts</Back>
 */
export function Back({
  navigate,
  children,
}: {
  navigate: string;
  children: Html;
}) {
  return (
    <p class="back">
      <Link href={navigate}>
        <Icon name="arrow-left" /> {children}
      </Link>
    </p>
  );
}

/**
 * An icon: `x-mark`, `information-circle`, `exclamation-circle`, `arrow-left`,
 * or one that you add to assets/css/app.css.
 */
export function Icon({
  name,
  class: classes,
}: {
  name: string;
  class?: string;
}) {
  return <span class={["icon", `icon-${name}`, classes]} aria-hidden="true" />;
}

/** An error of a changeset as text: numbers and the like are put into it. */
export function translateError({
  message,
  options,
}: Pick<FieldError, "message" | "options">): string {
  return message.replace(/%\{(\w+)\}/g, (_, name: string) =>
    String(options[name] ?? ""),
  );
}

/** The errors of one field as text. */
export function translateErrors(
  errors: readonly FieldError[],
  field: string,
): string[] {
  return errors.filter((error) => error.field === field).map(translateError);
}
