import { Changeset, nested } from "../changeset/changeset.ts";
import type { AnyChangeset, Result } from "../changeset/changeset_types.ts";
import { column } from "../query/bindings.ts";
import { sqlOf } from "../query/expression.ts";
import { from } from "../query/query.ts";
import { loadRow, outputNames } from "../query/selection.ts";
import { deleteStatement, insertStatement, type OnConflict, updateStatement } from "../query/statements.ts";
import { isLoaded } from "../schema/association.ts";
import {
  type AnyStruct,
  columnOf,
  copyStruct,
  fieldOf,
  type SchemaClass,
  schemaOf,
  setState,
  storedFields,
} from "../schema/schema.ts";
import { saveChildren, saveParents } from "./associations.ts";
import { violated } from "./constraints.ts";
import { StaleEntryError } from "./errors.ts";
import type { Executor } from "./executor.ts";

type Values = Record<string, unknown>;

/** Options of `insert`. */
export interface InsertOptions {
  /** What happens when a row with the same key is there already; an error unless told. */
  onConflict?: OnConflict;
  /** Fields to read back from the row, beside the primary key; `true` for all. */
  returning?: true | readonly string[];
}

/** The outcome of a write. */
export type WriteResult<S extends AnyStruct> = Result<S, Changeset<S>>;

class Invalid extends Error {
  constructor(readonly changeset: AnyChangeset) {
    super("a part of the changeset was refused");
  }
}

/** Inserts a struct or changeset with all that is new in its associations. */
export function insert<S extends AnyStruct>(
  executor: Executor,
  given: S | Changeset<S>,
  options: InsertOptions = {},
): Promise<WriteResult<S>> {
  const changeset = given instanceof Changeset ? given : new Changeset(given);
  return write(executor, withNewAssociations(changeset), "insert", async (inner, current) => {
    const parents = await saveParents(inner, current, saveEntry);
    const { schema } = current;
    const values = autogenerate(schema, { ...present(current.data), ...ownChanges(parents) }, "insert");
    const returning = returned(schema, values, options.returning);
    const statement = insertStatement(schema, [values], { returning, onConflict: options.onConflict });
    const { rows } = await inner.run(statement, schema.source);
    const back = rows[0] ? readBack(schema, returning, rows[0]) : {};
    const struct = copyStruct(current.data, { ...values, ...parents.loaded, ...back });
    setState(struct, "loaded");
    return saveChildren(inner, struct, current, saveEntry);
  });
}

/** Writes what a changeset changes. */
export function update<S extends AnyStruct>(
  executor: Executor,
  changeset: Changeset<S>,
  options: { force?: boolean; returning?: true | readonly string[] } = {},
): Promise<WriteResult<S>> {
  if (!(changeset instanceof Changeset)) {
    throw new TypeError(
      "update takes a changeset, so that only what changed is written: update(change(struct, { … }))",
    );
  }
  return write(executor, changeset, "update", async (inner, current) => {
    const parents = await saveParents(inner, current, saveEntry);
    const { schema } = current;
    let values = ownChanges(parents);
    let back: Values = {};
    if (Object.keys(values).length > 0 || options.force) {
      values = autogenerate(schema, values, "update");
      back = await updateRow(inner, current.data, values, options.returning);
    }
    const struct = copyStruct(current.data, { ...values, ...parents.loaded, ...back });
    return saveChildren(inner, struct, current, saveEntry);
  });
}

/** Deletes the row of a struct. */
export function remove<S extends AnyStruct>(
  executor: Executor,
  given: S | Changeset<S>,
  options: { allowStale?: boolean } = {},
): Promise<WriteResult<S>> {
  const changeset = given instanceof Changeset ? given : new Changeset(given);
  return write(executor, changeset, "delete", async (inner, current) => {
    const state = byPrimaryKey(current.data);
    const { numRows } = await inner.run(deleteStatement(state, []), current.schema.source);
    if (numRows === 0 && !options.allowStale) throw stale("delete", current.data);
    const struct = copyStruct(current.data);
    setState(struct, "deleted");
    return struct;
  });
}

/** Saves the changeset of an associated row as its action says; throws when it is refused. */
async function saveEntry(executor: Executor, entry: AnyChangeset): Promise<AnyStruct> {
  const changeset = entry as Changeset<AnyStruct>;
  const result =
    entry.action === "update"
      ? await update(executor, changeset.with({ action: null }))
      : await insert(executor, changeset);
  if (!result.ok) throw new Invalid(result.error);
  return result.value;
}

async function write<S extends AnyStruct>(
  executor: Executor,
  changeset: Changeset<S>,
  action: "insert" | "update" | "delete",
  work: (executor: Executor, changeset: Changeset<S>) => Promise<S>,
): Promise<WriteResult<S>> {
  if (!changeset.valid) return { ok: false, error: changeset.withAction(action) };
  try {
    const isMany = nested(changeset).length > 0;
    const value = isMany
      ? await executor.transaction((inner) => work(inner, changeset))
      : await work(executor, changeset);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Invalid)
      return { ok: false, error: replaceEntry(changeset, error.changeset).withAction(action) };
    return { ok: false, error: violated(changeset, error, action) };
  }
}

/** Puts the refused changeset of an associated row in the place of the one that was tried. */
function replaceEntry<S extends AnyStruct>(changeset: Changeset<S>, refused: AnyChangeset): Changeset<S> {
  const swap = (entry: unknown): unknown =>
    entry instanceof Changeset && entry.data === refused.data ? refused : entry;
  const changes = Object.entries(changeset.changes).map(([name, change]) => [
    name,
    Array.isArray(change) ? change.map(swap) : swap(change),
  ]);
  return changeset.with({ changes: Object.fromEntries(changes) });
}

async function updateRow(
  executor: Executor,
  struct: AnyStruct,
  values: Values,
  wanted: true | readonly string[] | undefined,
): Promise<Values> {
  const schema = schemaOf(struct);
  const state = byPrimaryKey(struct);
  const names = wanted === true ? storedFields(schema) : (wanted ?? []);
  const selected = names.map((name) => ({
    sql: sqlOf(column(state.source, name)),
    type: fieldOf(schema, name).type,
    name: columnOf(schema, name),
  }));
  const { numRows, rows } = await executor.run(
    updateStatement(state, { set: values }, selected),
    schema.source,
  );
  if (numRows === 0) throw stale("update", struct);
  const loaded = rows[0] ? loadRow(selected, outputNames(selected), rows[0]) : [];
  return Object.fromEntries(loaded.map((value, index) => [names[index], value]));
}

function byPrimaryKey(struct: AnyStruct) {
  const schema = schemaOf(struct);
  const { state } = from(schema);
  if (schema.primaryKey.length === 0)
    throw new TypeError(`${schema.name} has no primary key to find its row by`);
  const wheres = schema.primaryKey.map((name) => {
    const value = (struct as unknown as Values)[name];
    if (value === null || value === undefined) {
      throw new TypeError(`${schema.name} has no ${name} yet: insert it before it is updated or deleted`);
    }
    return sqlOf(column(state.source, name).eq(value as never));
  });
  return { ...state, wheres };
}

/** Values of the struct itself that a new row gets: those that are set. */
function present(struct: AnyStruct): Values {
  const values: Values = {};
  for (const name of storedFields(schemaOf(struct))) {
    const value = (struct as unknown as Values)[name];
    if (value !== null && value !== undefined) values[name] = value;
  }
  return values;
}

function ownChanges(parents: { changes: Values; schema: SchemaClass }): Values {
  const stored = new Set(storedFields(parents.schema));
  return Object.fromEntries(Object.entries(parents.changes).filter(([name]) => stored.has(name)));
}

function autogenerate(schema: SchemaClass, values: Values, action: "insert" | "update"): Values {
  const all = { ...values };
  const made = new Map<unknown, unknown>();
  for (const name of storedFields(schema)) {
    const rule = schema.fields[name]?.autogenerate;
    if (!rule || Object.hasOwn(values, name) || (action === "update" && rule.on === "insert")) continue;
    // Both timestamps of a new row are the same moment.
    if (!made.has(rule.value)) made.set(rule.value, rule.value());
    all[name] = made.get(rule.value);
  }
  return all;
}

function returned(
  schema: SchemaClass,
  values: Values,
  wanted: true | readonly string[] | undefined,
): string[] {
  if (wanted === true) return storedFields(schema);
  const keys = schema.primaryKey.filter((name) => !Object.hasOwn(values, name));
  return [...new Set([...keys, ...(wanted ?? [])])];
}

function readBack(schema: SchemaClass, names: readonly string[], row: Values): Values {
  const entries = names.map((name) => {
    const value = row[columnOf(schema, name)] ?? null;
    return [name, value === null ? null : fieldOf(schema, name).type.load(value)];
  });
  return Object.fromEntries(entries);
}

/** A new struct may hold associated structs itself; they are inserted with it. */
function withNewAssociations<S extends AnyStruct>(changeset: Changeset<S>): Changeset<S> {
  const stored = new Set(Object.keys(changeset.schema.fields));
  let current = changeset;
  for (const [name, value] of Object.entries(changeset.data)) {
    if (stored.has(name) || Object.hasOwn(changeset.changes, name) || !isLoaded(value) || value === null)
      continue;
    const rows = [value].flat() as AnyStruct[];
    if (rows.length === 0) continue;
    const entries = rows.map((row) => new Changeset(row, { action: isNew(row) ? "insert" : "update" }));
    current = current.with({
      changes: { ...current.changes, [name]: Array.isArray(value) ? entries : entries[0] },
    });
  }
  return current;
}

function isNew(struct: AnyStruct): boolean {
  return schemaOf(struct).primaryKey.some((name) => (struct as unknown as Values)[name] === null);
}

function stale(action: string, struct: AnyStruct): StaleEntryError {
  const schema = schemaOf(struct);
  const key = schema.primaryKey.map((name) => `${name} ${(struct as unknown as Values)[name]}`).join(", ");
  return new StaleEntryError(
    `the ${action} found no row: ${schema.name} with ${key} is no longer in the database`,
  );
}
