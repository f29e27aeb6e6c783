import { type Association, associationOf, isLoaded } from "../schema/association.ts";
import { type AnyStruct, isStruct, type SchemaClass, stateOf } from "../schema/schema.ts";
import { change } from "./cast.ts";
import { Changeset } from "./changeset.ts";
import type { AnyChangeset } from "./changeset_types.ts";
import type { ChangesetAction } from "./types.ts";

type Entry = Changeset<AnyStruct>;

/** Makes the changeset of one associated row out of what was given and the row that it stands for, if there is one. */
export type MakeEntry = (given: unknown, current: AnyStruct | undefined) => Entry;

/** Puts rows in place of an association's, as `putAssoc` does. */
export function putAssociation<S extends AnyStruct>(
  changeset: Changeset<S>,
  name: string,
  value: unknown,
): Changeset<S> {
  const association = associationOf(changeset.schema, name);
  return replaceAssociation(changeset, association, value, (given, current) =>
    entryOf(association.related, given, current),
  );
}

/** Replaces an association by `value`, with `make` for each row; marks the rows that are gone. */
export function replaceAssociation<S extends AnyStruct>(
  changeset: Changeset<S>,
  association: Association,
  value: unknown,
  make: MakeEntry,
): Changeset<S> {
  if (association.kind === "through") {
    throw new TypeError(
      `\`${association.name}\` goes through other associations and cannot be changed itself`,
    );
  }
  const current = currentRows(changeset, association);
  if (association.cardinality === "one") return replaceOne(changeset, association, current[0], value, make);
  if (!Array.isArray(value))
    throw new TypeError(`\`${association.name}\` takes a list, got: ${String(value)}`);
  return replaceMany(changeset, association, current, value, make);
}

/** Rows that the association holds now: none in a new struct. */
export function currentRows(changeset: AnyChangeset, association: Association): AnyStruct[] {
  const value = (changeset.data as unknown as Record<string, unknown>)[association.name];
  if (isLoaded(value)) return value === null || value === undefined ? [] : ([value].flat() as AnyStruct[]);
  if (stateOf(changeset.data) === "built") return [];
  throw new TypeError(
    `\`${association.name}\` of ${association.owner.name} must be loaded before it is changed: ` +
      `use Repo.preload(struct, { ${association.name}: true })`,
  );
}

/** Identity of a row among those of an association; `undefined` while it has no key. */
export function keyOf(schema: SchemaClass, values: Readonly<Record<string, unknown>>): string | undefined {
  const key: string[] = [];
  for (const name of schema.primaryKey) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === null || value === undefined || value === "") return undefined;
    key.push(String(value));
  }
  return key.length > 0 ? JSON.stringify(key) : undefined;
}

function replaceMany<S extends AnyStruct>(
  changeset: Changeset<S>,
  association: Association,
  current: AnyStruct[],
  given: unknown[],
  make: MakeEntry,
): Changeset<S> {
  const { related, name } = association;
  const left = new Map(current.map((row) => [keyOf(related, row as never), row]));
  const entries = given.map((item) => {
    const key = keyOf(related, (item instanceof Changeset ? item.data : item) as never);
    const row = key === undefined ? undefined : left.get(key);
    if (row) left.delete(key);
    return make(item, row);
  });
  const gone = [...left.values()].map((row) => removed(association, row));
  if (
    gone.length === 0 &&
    entries.every((entry, index) => isSame(entry, current[index])) &&
    entries.length === current.length
  ) {
    return changeset.with({ changes: without(changeset.changes, name) });
  }
  if (gone.length > 0 && association.onReplace === "markAsInvalid") {
    return changeset.addError(name, "is invalid", { validation: "assoc", type: "list of maps" });
  }
  return changeset.with({ changes: { ...changeset.changes, [name]: [...gone, ...entries] } });
}

function replaceOne<S extends AnyStruct>(
  changeset: Changeset<S>,
  association: Association,
  current: AnyStruct | undefined,
  given: unknown,
  make: MakeEntry,
): Changeset<S> {
  const { name, related } = association;
  if (given === null || given === undefined) {
    if (!current) return changeset.with({ changes: without(changeset.changes, name) });
    return changeset.with({ changes: { ...changeset.changes, [name]: removed(association, current) } });
  }
  const key = keyOf(related, (given instanceof Changeset ? given.data : given) as never);
  const isUpdate =
    current &&
    (key === undefined ? association.onReplace === "update" : key === keyOf(related, current as never));
  const entry = make(given, isUpdate ? current : undefined);
  if (isUpdate && isSame(entry, current))
    return changeset.with({ changes: without(changeset.changes, name) });
  // Pointing a `belongsTo` at another row removes nothing: only the key changes.
  if (current && !isUpdate && association.kind !== "belongsTo") removed(association, current);
  return changeset.with({ changes: { ...changeset.changes, [name]: entry } });
}

function removed(association: Association, row: AnyStruct): Entry {
  if (association.onReplace === "raise") {
    throw new TypeError(
      `a row of \`${association.name}\` of ${association.owner.name} would be removed, which its onReplace option does not allow; ` +
        `declare it with { onReplace: "delete" } (or "nilify", "markAsInvalid")`,
    );
  }
  return new Changeset(row, { action: "replace" });
}

function entryOf(related: SchemaClass, given: unknown, current: AnyStruct | undefined): Entry {
  if (given instanceof Changeset) return withAction(given as Entry);
  if (isStruct(given)) return withAction(new Changeset(given));
  if (typeof given !== "object" || given === null)
    throw new TypeError(`expected a struct, a changeset or an object, got: ${given}`);
  return withAction(change(current ?? new related(), given as Record<string, unknown>));
}

/** Sets the action that a row of an association needs: one that was loaded is updated, a new one inserted. */
export function withAction(entry: Entry): Entry {
  const action: ChangesetAction = stateOf(entry.data) === "loaded" ? "update" : "insert";
  return entry.action ? entry : entry.withAction(action);
}

function isSame(entry: Entry, row: AnyStruct | undefined): boolean {
  return (
    entry.data === row && entry.action === "update" && entry.valid && Object.keys(entry.changes).length === 0
  );
}

function without(changes: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = changes;
  return rest;
}
