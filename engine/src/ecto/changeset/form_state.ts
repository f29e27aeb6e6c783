import type { FormSource, FormState } from "../../component/form_source.ts";
import { associationsOf, isLoaded } from "../schema/association.ts";
import { type AnyStruct, isStruct, stateOf, underscore } from "../schema/schema.ts";
import { Changeset } from "./changeset.ts";
import type { AnyChangeset } from "./changeset_types.ts";

/**
 * What a form shows of a changeset: changes first, then what was sent, then what the struct has. Errors appear once an operation
 * was tried.
 *
 * @see Phoenix.HTML.FormData
 */
export function formStateOf(changeset: AnyChangeset): FormState {
  const { data, schema, params, changes, errors, action } = changeset;
  const loaded = stateOf(data) === "loaded";
  return {
    name: underscore(schema.name),
    params: params ?? {},
    errors: action === null || action === "ignore" ? [] : errors,
    method: loaded ? "put" : "post",
    hidden: loaded
      ? Object.fromEntries(schema.primaryKey.map((name) => [name, own(data, name) as string | number]))
      : {},
    value(field) {
      for (const values of [changes, params ?? {}, data])
        if (Object.hasOwn(values, field)) return own(values, field);
      return undefined;
    },
    nested(field) {
      const association = associationsOf(schema).get(field);
      if (association === undefined)
        throw new TypeError(`${schema.name} has no association \`${field}\` to make inputs for`);
      const many = association.cardinality === "many";
      return {
        many,
        entries: entriesOf(
          Object.hasOwn(changes, field) ? own(changes, field) : own(data, field),
          schema.name,
          field,
        ),
      };
    },
  };
}

function own(values: object, field: string): unknown {
  return (values as Record<string, unknown>)[field];
}

function entriesOf(value: unknown, schema: string, field: string): FormSource[] {
  if (!isLoaded(value)) {
    throw new TypeError(
      `the association \`${field}\` of ${schema} is not loaded: preload it before making inputs for it`,
    );
  }
  const list: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return list
    .map((entry) => (isStruct(entry) ? new Changeset<AnyStruct>(entry) : (entry as Changeset<AnyStruct>)))
    .filter(({ action }) => action !== "delete" && action !== "replace");
}
