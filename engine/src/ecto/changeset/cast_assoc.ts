import { type Association, associationOf } from "../schema/association.ts";
import type { AnyStruct } from "../schema/schema.ts";
import type { Changeset } from "./changeset.ts";
import { currentRows, replaceAssociation, withAction } from "./put_assoc.ts";
import type { Attrs, MessageOption } from "./types.ts";

/** Makes the changeset of a row out of parameters. */
export type CastWith = (struct: never, attrs: Attrs, position: number) => Changeset<AnyStruct>;

/** Options of `castAssoc`. */
export interface CastAssocOptions extends MessageOption {
  /** Makes each row's changeset; the schema's own static `changeset` unless told. */
  with?: CastWith;
  /** Whether there has to be a row. */
  required?: boolean;
}

/** Casts the parameters under an association's name into its rows, matched with those it has by primary key. */
export function castAssociation<S extends AnyStruct>(
  changeset: Changeset<S>,
  name: string,
  options: CastAssocOptions,
): Changeset<S> {
  const association = associationOf(changeset.schema, name);
  const params = changeset.params;
  if (!params) throw new TypeError(`call cast before castAssoc("${name}"): there are no parameters yet`);
  const present = Object.hasOwn(params, name);
  if (!present) return requireRows(changeset, association, options);
  const given = association.cardinality === "many" ? listOf(params[name]) : params[name];
  const wellFormed =
    association.cardinality === "many"
      ? Array.isArray(given) && given.every(isParams)
      : given === null || isParams(given);
  if (!wellFormed) {
    const type = association.cardinality === "many" ? "list of maps" : "map";
    return changeset.addError(name, options.message ?? "is invalid", { validation: "assoc", type });
  }
  const make = options.with ?? ownChangeset(association);
  let position = 0;
  const cast = replaceAssociation(changeset, association, given, (entry, current) => {
    const made = make((current ?? new association.related()) as never, entry as Attrs, position);
    position += 1;
    return withAction(made);
  });
  return requireRows(cast, association, options);
}

function requireRows<S extends AnyStruct>(
  changeset: Changeset<S>,
  association: Association,
  options: CastAssocOptions,
): Changeset<S> {
  if (!options.required) return changeset;
  const { name } = association;
  const change = (changeset.changes as Record<string, unknown>)[name];
  const rows = change === undefined ? currentRows(changeset, association) : [change].flat();
  const kept = rows.filter((row) => row !== null && (row as { action?: unknown }).action !== "replace");
  if (kept.length > 0) return changeset;
  return changeset.addError(name, options.message ?? "can't be blank", { validation: "required" });
}

function ownChangeset(association: Association): CastWith {
  const { related } = association;
  const own = (related as unknown as { changeset?: CastWith }).changeset;
  if (typeof own === "function") return own.bind(related);
  throw new TypeError(
    `castAssoc("${association.name}") needs { with: … }: ${related.name} has no static changeset of its own`,
  );
}

/** Forms send lists as objects with an index for each row: `items[0][quantity]=1`. */
function listOf(value: unknown): unknown {
  if (!isParams(value)) return value;
  return Object.keys(value)
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => value[key]);
}

function isParams(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
