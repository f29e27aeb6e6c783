import { hiddenInput } from "./form.ts";
import type { FormField, HtmlForm, NestedOptions } from "./html_form.ts";
import type { Html } from "./rendered.ts";

/** Props of `InputsFor`. */
export interface InputsForProps extends NestedOptions {
  /** The association or embed: `form.field("items")`. */
  field: FormField;
  /** Rendered once an entry, with its form. */
  children: (form: HtmlForm) => Html;
  /** Leaves the unseen inputs (ids of entries) out. */
  skipHidden?: boolean;
}

/**
 * The inputs of an association's entries, within a form.
 *
 * @example
 * <InputsFor field={form.field("lineItems")}>{(item) => <Input field={item.field("quantity")} type="number" />}</InputsFor>
 * @see Phoenix.Component.inputs_for/1
 */
export function InputsFor({ field, children, skipHidden = false, ...options }: InputsForProps): Html {
  return field.form.nested(field.field, options).map((form) => {
    const hidden = skipHidden ? [] : Object.entries(form.state.hidden);
    return [...hidden.map(([name, value]) => hiddenInput(form.inputName(name), value)), children(form)];
  });
}
