import { column, columnSql, type Source } from "../query/bindings.ts";
import { sqlOf } from "../query/expression.ts";
import { from, type Join, type PreloadTree, type QueryState } from "../query/query.ts";
import { loadRow, outputNames, type Selection, structSelection } from "../query/selection.ts";
import { sql } from "../query/sql.ts";
import { selectStatement } from "../query/statements.ts";
import { type Association, associationOf, isLoaded } from "../schema/association.ts";
import { type AnyStruct, copyStruct, type SchemaClass, schemaOf } from "../schema/schema.ts";
import type { Executor } from "./executor.ts";

type Values = Record<string, unknown>;

/** Answers the structs with associations loaded; those that are loaded already are left unless `force`. */
export async function preload<S extends AnyStruct>(
  executor: Executor,
  structs: readonly S[],
  tree: PreloadTree,
  force = false,
): Promise<S[]> {
  const copies = structs.map((struct) => copyStruct(struct));
  const schema = copies[0] && schemaOf(copies[0]);
  if (!schema) return [];
  for (const [name, branch] of Object.entries(tree)) {
    const association = associationOf(schema, name);
    const deeper = branch === true ? {} : branch;
    await (association.through
      ? preloadThrough(executor, copies, association, deeper, force)
      : preloadDirect(executor, copies, association, deeper, force));
  }
  return copies;
}

async function preloadDirect(
  executor: Executor,
  owners: AnyStruct[],
  association: Association,
  deeper: PreloadTree,
  force: boolean,
): Promise<void> {
  const { name } = association;
  const missing = force ? owners : owners.filter((owner) => !isLoaded((owner as unknown as Values)[name]));
  const present = owners.filter((owner) => !missing.includes(owner));
  await loadInto(executor, missing, association, deeper, force);
  if (Object.keys(deeper).length === 0) return;
  for (const owner of present) {
    const value = (owner as unknown as Values)[name];
    const rows = await preload(executor, [value ?? []].flat() as AnyStruct[], deeper, force);
    (owner as unknown as Values)[name] = association.cardinality === "many" ? rows : (rows[0] ?? null);
  }
}

async function loadInto(
  executor: Executor,
  owners: AnyStruct[],
  association: Association,
  deeper: PreloadTree,
  force: boolean,
): Promise<void> {
  const { name, ownerKey, cardinality } = association;
  const keyed = owners.map(
    (owner) => [owner as unknown as Values, (owner as unknown as Values)[ownerKey]] as const,
  );
  const keys = [...new Set(keyed.map(([, key]) => key).filter((key) => key !== null && key !== undefined))];
  const found = keys.length > 0 ? await fetchRelated(executor, association, keys) : [];
  const rows = await preload(
    executor,
    found.map(({ row }) => row),
    deeper,
    force,
  );
  const groups = new Map<string, AnyStruct[]>();
  found.forEach(({ key }, index) => {
    const group = groups.get(key) ?? [];
    group.push(rows[index] as AnyStruct);
    groups.set(key, group);
  });
  for (const [owner, key] of keyed) {
    const group = groups.get(String(key)) ?? [];
    owner[name] = cardinality === "many" ? group : (group[0] ?? null);
  }
}

/** Rows of the other side with the owner's key that each belongs to. */
async function fetchRelated(
  executor: Executor,
  association: Association,
  keys: unknown[],
): Promise<{ key: string; row: AnyStruct }[]> {
  const { related, relatedKey, joinThrough, owner, ownerKey } = association;
  const { state } = from(related);
  const rows = structSelection(state.source);
  const query = joinThrough ? joined(state, association, keys) : filtered(state, relatedKey, keys);
  const keySql = joinThrough
    ? sql`${sql.ref(`j.${joinThrough.ownerColumn}`)}`
    : columnSql(state.source, relatedKey);
  const type = (joinThrough ? owner.fields[ownerKey] : related.fields[relatedKey])?.type;
  const selected = [...rows.selected, { sql: keySql, type, name: undefined }];
  const result = await executor.run(selectStatement(query, selected), related.source);
  const names = outputNames(selected);
  return result.rows.map((row) => {
    const values = loadRow(selected, names, row);
    return { key: String(values.at(-1)), row: rows.build(values.slice(0, -1)) as AnyStruct };
  });
}

function filtered(state: QueryState, key: string, keys: unknown[]): QueryState {
  const order = state.source.schema.primaryKey.map((name) => columnSql(state.source, name));
  return { ...state, wheres: [sqlOf(column(state.source, key).in(keys as never[]))], orders: order };
}

function joined(state: QueryState, association: Association, keys: unknown[]): QueryState {
  const { joinThrough, relatedKey, owner, ownerKey } = association;
  if (!joinThrough) return state;
  const type = owner.fields[ownerKey]?.type;
  const between: Source = {
    schema: {
      source: joinThrough.table,
      fields: {},
      primaryKey: [],
      name: joinThrough.table,
    } as unknown as SchemaClass,
    alias: "j",
  };
  const on = sql`${sql.ref(`j.${joinThrough.relatedColumn}`)} = ${columnSql(state.source, relatedKey)}`;
  const join: Join = { kind: "inner", source: between, on, path: undefined };
  const values = keys.map((key) => (type ? type.dump(key as never) : key));
  const order = state.source.schema.primaryKey.map((name) => columnSql(state.source, name));
  return {
    ...state,
    joins: [join],
    wheres: [sql`${sql.ref(`j.${joinThrough.ownerColumn}`)} = any(${values})`],
    orders: order,
  };
}

async function preloadThrough(
  executor: Executor,
  owners: AnyStruct[],
  association: Association,
  deeper: PreloadTree,
  force: boolean,
): Promise<void> {
  const steps = association.through ?? [];
  const tree = steps.reduceRight<PreloadTree>(
    (inner, step) => ({ [step]: Object.keys(inner).length > 0 ? inner : true }),
    deeper,
  );
  const loaded = await preload(executor, owners, tree, force);
  loaded.forEach((copy, index) => {
    let rows: AnyStruct[] = [copy];
    for (const step of steps)
      rows = rows.flatMap((row) => [(row as unknown as Values)[step] ?? []].flat() as AnyStruct[]);
    (owners[index] as unknown as Values)[association.name] = unique(rows);
  });
}

/** Selects the rows of joined associations that are to be preloaded along with the query's own. */
export function hydrate(state: QueryState): {
  selection: Selection | undefined;
  finish: (executor: Executor, rows: unknown[], schema: SchemaClass) => Promise<unknown[]>;
} {
  const joins = state.joins.filter(
    (join) => join.path && join.path.length > 0 && wants(state.preloads, join.path),
  );
  if (joins.length === 0) {
    return {
      selection: undefined,
      finish: async (executor, rows) =>
        Object.keys(state.preloads).length > 0
          ? preload(executor, rows as AnyStruct[], state.preloads)
          : rows,
    };
  }
  const parts = [{ path: [] as readonly string[], selection: structSelection(state.source) }];
  for (const join of joins) parts.push({ path: join.path ?? [], selection: structSelection(join.source) });
  return {
    selection: {
      selected: parts.flatMap(({ selection }) => selection.selected),
      build(values) {
        let at = 0;
        return parts.map(({ selection }) => {
          const end = at + selection.selected.length;
          const struct = selection.build(values.slice(at, end));
          at = end;
          return struct;
        });
      },
    },
    async finish(executor, rows) {
      const roots = nest(
        rows as (AnyStruct | null)[][],
        parts.map(({ path }) => path),
      );
      return preload(executor, roots, state.preloads);
    },
  };
}

/** Gathers the rows of a join under the struct that each belongs to. */
function nest(rows: (AnyStruct | null)[][], paths: (readonly string[])[]): AnyStruct[] {
  const known = new Map<string, AnyStruct>();
  const roots: AnyStruct[] = [];
  for (const row of rows) {
    const current = new Map<string, AnyStruct>();
    row.forEach((struct, index) => {
      const path = paths[index] ?? [];
      const parent = current.get(JSON.stringify(path.slice(0, -1)));
      if (path.length > 0 && !parent) return;
      if (parent) startAssociation(parent, path.at(-1) as string);
      if (!struct) return;
      const identity = `${parent ? identityOf(parent) : ""}/${path.join(".")}/${identityOf(struct)}`;
      const kept = known.get(identity) ?? struct;
      if (!known.has(identity)) {
        known.set(identity, kept);
        if (parent) attach(parent, path.at(-1) as string, kept);
        else roots.push(kept);
      }
      current.set(JSON.stringify(path), kept);
    });
  }
  return roots;
}

function startAssociation(parent: AnyStruct, name: string): void {
  const values = parent as unknown as Values;
  if (isLoaded(values[name])) return;
  values[name] = associationOf(schemaOf(parent), name).cardinality === "many" ? [] : null;
}

function attach(parent: AnyStruct, name: string, struct: AnyStruct): void {
  const values = parent as unknown as Values;
  if (Array.isArray(values[name])) (values[name] as AnyStruct[]).push(struct);
  else values[name] = struct;
}

const identities = new WeakMap<AnyStruct, string>();
let anonymous = 0;

function identityOf(struct: AnyStruct): string {
  const { primaryKey, source } = schemaOf(struct);
  if (primaryKey.length > 0)
    return `${source}:${primaryKey.map((name) => String((struct as unknown as Values)[name])).join(",")}`;
  const identity = identities.get(struct) ?? `#${anonymous++}`;
  identities.set(struct, identity);
  return identity;
}

function unique(rows: AnyStruct[]): AnyStruct[] {
  return [...new Map(rows.map((row) => [identityOf(row), row])).values()];
}

function wants(tree: PreloadTree, path: readonly string[]): boolean {
  let branch: true | PreloadTree | undefined = tree;
  for (const name of path) {
    if (branch === true || branch === undefined) return false;
    branch = branch[name];
  }
  return branch !== undefined;
}
