import { spreadAttributes } from "./attributes.ts";
import { type Html, Rendered, Template } from "./rendered.ts";

/** What an option stands for; `null` is sent as nothing. */
export type SelectValue = string | number | bigint | boolean | null;

/** An entry of a select: its value, its label with its value or with a group, an option with attributes, or a line between. */
export type SelectOption =
  | string
  | number
  | readonly [label: string | number, value: SelectValue | SelectOptions]
  | {
      readonly label: string | number;
      readonly value: SelectValue;
      readonly disabled?: boolean | undefined;
      readonly [attribute: string]: unknown;
    }
  | { readonly group: string; readonly options: SelectOptions }
  | { readonly hr: true };

/** The entries of a select; an object is read as label → value or label → group. */
export type SelectOptions =
  | readonly SelectOption[]
  | { readonly [label: string]: SelectValue | SelectOptions };

const optionTemplate = new Template(["<option", ">", "</option>"], true, [1, 0]);
const groupTemplate = new Template(["<optgroup", ">", "</optgroup>"], true, [1, 0]);
const lineTemplate = new Template(["<hr>"], true, null);

/**
 * The `<option>`s of a select.
 *
 * @param options values, `[label, value]`, `{ label, value, disabled }`, `{ group, options }`, `{ hr: true }`, or an object of label → value
 * @param selected the value that is chosen, or a list of them; `1` and `"1"` are the same
 * @returns markup that stands in a `<select>`
 * @example
 * renderToString(optionsForSelect({ Admin: "admin" }, "admin")); // "<option value=\"admin\" selected>Admin</option>"
 * @see Phoenix.HTML.Form.options_for_select/2
 */
export function optionsForSelect(
  options: SelectOptions,
  selected?: SelectValue | readonly SelectValue[],
): Html {
  const chosen = Array.isArray(selected)
    ? selected
    : selected === undefined || selected === null
      ? []
      : [selected];
  return optionsOf(options, new Set(chosen.map(textOf)));
}

function optionsOf(options: SelectOptions, selected: ReadonlySet<string>): Html[] {
  const entries: readonly SelectOption[] = isList(options) ? options : Object.entries(options);
  return entries.map((entry) => {
    if (typeof entry !== "object") return option(String(entry), entry, {}, selected);
    if (isList(entry)) {
      const [label, value] = entry as readonly [string | number, SelectValue | SelectOptions];
      return typeof value === "object" && value !== null
        ? group(String(label), value, selected)
        : option(String(label), value, {}, selected);
    }
    if ("hr" in entry) return new Rendered(lineTemplate, []);
    if ("group" in entry) return group(entry.group as string, entry.options as SelectOptions, selected);
    const { label, value, ...attributes } = entry as Extract<SelectOption, { value: SelectValue }>;
    return option(String(label), value, attributes, selected);
  });
}

function isList(value: unknown): value is readonly SelectOption[] {
  return Array.isArray(value);
}

function textOf(value: SelectValue): string {
  return value === null ? "" : String(value);
}

function group(label: string, options: SelectOptions, selected: ReadonlySet<string>): Rendered {
  return new Rendered(groupTemplate, [
    spreadAttributes("optgroup", { label }, null),
    optionsOf(options, selected),
  ]);
}

function option(
  label: string,
  value: SelectValue,
  attributes: object,
  selected: ReadonlySet<string>,
): Rendered {
  const text = textOf(value);
  const all = { value: text, selected: selected.has(text), ...attributes };
  return new Rendered(optionTemplate, [spreadAttributes("option", all, null), label]);
}
