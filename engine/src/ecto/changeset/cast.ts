import { associationsOf } from "../schema/association.ts";
import { type AnyStruct, type FieldName, fieldOf, type StructValues, schemaOf } from "../schema/schema.ts";
import { equalValues, invalid } from "../types/type.ts";
import { Changeset } from "./changeset.ts";
import { putAssociation } from "./put_assoc.ts";
import type { Attrs, CastParams, ChangesetError } from "./types.ts";

/** Outside data is not of the kind that was asked for; the endpoint answers 400. */
export class CastError extends Error {
  override name = "CastError";
  readonly plugStatus = 400;
}

/** Options of `cast`. */
export interface CastOptions {
  /** Whether a value counts as none, so that the field gets its default: text of blanks unless told. */
  isEmpty?: (value: unknown) => boolean;
  /** The message for a value that does not fit; `"is invalid"` unless told. */
  message?: (field: string) => string | undefined;
}

/**
 * Takes the permitted fields from outside data into a changeset, each turned into its field's type.
 *
 * What is not permitted is left out. A value that does not fit its type is an error `is invalid`.
 *
 * @param data a struct, or a changeset to go on with
 * @param attrs the outside data, by field name
 * @param permitted names of the fields to take
 * @throws {CastError} when `attrs` is no object, e.g. because a form's parameter is missing
 * @example
 * cast(user, { name: "Ada", age: "36" }, ["name", "age"]).validateRequired(["name"])
 * @see Ecto.Changeset.cast/4
 */
export function cast<S extends AnyStruct>(
  data: S | Changeset<S>,
  attrs: Attrs,
  permitted: readonly FieldName<S>[],
  options: CastOptions = {},
): Changeset<S> {
  const params = castParams(attrs);
  const base = data instanceof Changeset ? data : new Changeset(data);
  const schema = base.schema;
  const isEmpty = options.isEmpty ?? isBlankText;
  const changes: Record<string, unknown> = { ...base.changes };
  const errors: ChangesetError[] = [...base.errors];
  for (const name of permitted) {
    const field = fieldOf(schema, name);
    if (!Object.hasOwn(params, name)) continue;
    const given = params[name];
    const empty = given === null || given === undefined || isEmpty(given);
    const value = empty ? (field.options.default ?? null) : field.type.cast(given);
    if (value === invalid) {
      const message = options.message?.(name) ?? "is invalid";
      errors.push({ field: name, message, options: { type: field.type.name, validation: "cast" } });
    } else if (
      equalValues(field.type, (base.data as unknown as Record<string, unknown>)[name] ?? null, value)
    ) {
      delete changes[name];
    } else {
      changes[name] = value;
    }
  }
  return base.with({ changes, errors, params: { ...base.params, ...params } });
}

function castParams(attrs: Attrs): CastParams {
  if (typeof attrs === "object" && attrs !== null && !Array.isArray(attrs)) return attrs as CastParams;
  throw new CastError(`cast needs an object of attributes by field name, got: ${describe(attrs)}`);
}

/**
 * A changeset of changes that need no casting, e.g. those that the program makes itself.
 *
 * @param data a struct, or a changeset to go on with
 * @param changes new values by field; an association takes structs, changesets or objects of values
 * @example
 * change(user, { confirmedAt: new Date() })
 * @see Ecto.Changeset.change/2
 */
export function change<S extends AnyStruct>(
  data: S | Changeset<S>,
  changes: StructValues<S> | Readonly<Record<string, unknown>> = {},
): Changeset<S> {
  let changeset = data instanceof Changeset ? data : new Changeset(data);
  const associations = associationsOf(schemaOf(changeset.data));
  for (const [name, value] of Object.entries(changes)) {
    changeset = associations.has(name)
      ? putAssociation(changeset, name, value)
      : changeset.putChange(name as FieldName<S>, value as never);
  }
  return changeset;
}

function isBlankText(value: unknown): boolean {
  return typeof value === "string" && value.trim() === "";
}

function describe(value: unknown): string {
  return value === null || value === undefined ? String(value) : JSON.stringify(value);
}
