import { Changeset, isChangesets } from "../changeset/changeset.ts";
import type { AnyChangeset } from "../changeset/changeset_types.ts";
import { compileSql, sql } from "../query/sql.ts";
import { type Association, associationsOf } from "../schema/association.ts";
import { type AnyStruct, copyStruct, fieldOf, type SchemaClass } from "../schema/schema.ts";
import type { Executor } from "./executor.ts";
import { remove, update } from "./writes.ts";

type Values = Record<string, unknown>;

/** Saves the changeset of one associated row. */
export type SaveEntry = (executor: Executor, entry: AnyChangeset) => Promise<AnyStruct>;

/** Saves what a changeset's `belongsTo` associations point at, and puts their keys among its own changes. */
export async function saveParents(
  executor: Executor,
  changeset: AnyChangeset,
  save: SaveEntry,
): Promise<{ schema: SchemaClass; changes: Values; loaded: Values }> {
  const changes: Values = { ...(changeset.changes as Values) };
  const loaded: Values = {};
  for (const [name, association] of associationsOf(changeset.schema)) {
    if (association.kind !== "belongsTo" || !Object.hasOwn(changes, name)) continue;
    const entry = changes[name];
    delete changes[name];
    const parent =
      entry instanceof Changeset && entry.action !== "replace" ? await save(executor, entry) : null;
    loaded[name] = parent;
    changes[association.ownerKey] = parent ? (parent as unknown as Values)[association.relatedKey] : null;
  }
  return { schema: changeset.schema, changes, loaded };
}

/** Saves the rows that point at a struct, with its key in them, and answers the struct with them. */
export async function saveChildren<S extends AnyStruct>(
  executor: Executor,
  struct: S,
  changeset: AnyChangeset,
  save: SaveEntry,
): Promise<S> {
  const loaded: Values = {};
  for (const [name, association] of associationsOf(changeset.schema)) {
    const change = (changeset.changes as Values)[name];
    if (association.kind === "belongsTo" || !Object.hasOwn(changeset.changes, name)) continue;
    const rows: AnyStruct[] = [];
    for (const entry of entriesOf(change)) {
      const row = await saveChild(executor, struct, association, entry, save);
      if (row) rows.push(row);
    }
    loaded[name] = association.cardinality === "many" ? rows : (rows[0] ?? null);
  }
  return Object.keys(loaded).length > 0 ? copyStruct(struct, loaded) : struct;
}

async function saveChild(
  executor: Executor,
  owner: AnyStruct,
  association: Association,
  entry: Changeset<AnyStruct>,
  save: SaveEntry,
): Promise<AnyStruct | null> {
  const key = (owner as unknown as Values)[association.ownerKey];
  if (entry.action === "replace" || entry.action === "delete") {
    await removeChild(executor, key, association, entry);
    return null;
  }
  if (association.kind !== "manyToMany") return save(executor, withKey(entry, association.relatedKey, key));
  const row = await save(executor, entry);
  await tie(executor, association, key, row);
  return row;
}

async function removeChild(
  executor: Executor,
  key: unknown,
  association: Association,
  entry: Changeset<AnyStruct>,
): Promise<void> {
  if (association.joinThrough) return untie(executor, association, key, entry.data);
  if (association.onReplace === "nilify") {
    await update(executor, withKey(entry.withAction(null), association.relatedKey, null));
  } else {
    await remove(executor, entry.data);
  }
}

function withKey(entry: Changeset<AnyStruct>, field: string, key: unknown): Changeset<AnyStruct> {
  return entry.putChange(field as never, key as never);
}

async function tie(
  executor: Executor,
  association: Association,
  key: unknown,
  row: AnyStruct,
): Promise<void> {
  const { joinThrough, values } = joinRow(association, key, row);
  const { table, ownerColumn, relatedColumn } = joinThrough;
  // A row that was tied before stays tied once.
  const statement = sql`insert into ${sql.table(table)} (${sql.id(ownerColumn)}, ${sql.id(relatedColumn)})
    select ${values[0]}, ${values[1]} where not exists (
      select 1 from ${sql.table(table)} where ${sql.id(ownerColumn)} = ${values[0]} and ${sql.id(relatedColumn)} = ${values[1]})`;
  await executor.run(compileSql(statement), table);
}

async function untie(
  executor: Executor,
  association: Association,
  key: unknown,
  row: AnyStruct,
): Promise<void> {
  const { joinThrough, values } = joinRow(association, key, row);
  const { table, ownerColumn, relatedColumn } = joinThrough;
  const statement = sql`delete from ${sql.table(table)} where ${sql.id(ownerColumn)} = ${values[0]} and ${sql.id(relatedColumn)} = ${values[1]}`;
  await executor.run(compileSql(statement), table);
}

function joinRow(association: Association, key: unknown, row: AnyStruct) {
  const { joinThrough, owner, ownerKey, related, relatedKey } = association;
  if (!joinThrough) throw new TypeError(`\`${association.name}\` has no table between`);
  const otherKey = (row as unknown as Values)[relatedKey];
  const values = [
    fieldOf(owner, ownerKey).type.dump(key as never),
    fieldOf(related, relatedKey).type.dump(otherKey as never),
  ];
  return { joinThrough, values };
}

function entriesOf(change: unknown): Changeset<AnyStruct>[] {
  if (change instanceof Changeset) return [change];
  return isChangesets(change) ? (change as Changeset<AnyStruct>[]) : [];
}
