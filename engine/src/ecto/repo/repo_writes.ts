import type { Changeset } from "../changeset/changeset.ts";
import type { Query, QueryState } from "../query/query.ts";
import type { OnConflict, Updates } from "../query/statements.ts";
import type { AnyStruct, FieldName, FieldValue, SchemaClass, StructValues } from "../schema/schema.ts";
import { columnOf, schemaOf } from "../schema/schema.ts";
import { type BulkResult, deleteAll, insertAll, updateAll } from "./bulk.ts";
import { describeErrors } from "./constraints.ts";
import { InvalidChangesetError } from "./errors.ts";
import type { Executor } from "./executor.ts";
import { stateOf } from "./reads.ts";
import { insert, remove, update, type WriteResult } from "./writes.ts";

/** What `onConflict` takes: do nothing, write all or some fields anew, or change the row that is there. */
export type OnConflictOption<S extends AnyStruct> =
  | "raise"
  | "nothing"
  | "replaceAll"
  | { readonly replace: readonly FieldName<S>[] }
  | { readonly replaceAllExcept: readonly FieldName<S>[] }
  | UpdateValues<S>;

/** New values of a bulk update: `set` as they are, `inc` added to what is there, `push` and `pull` for lists. */
export interface UpdateValues<S extends AnyStruct> {
  readonly set?: StructValues<S>;
  readonly inc?: { readonly [K in FieldName<S>]?: NonNullable<FieldValue<S, K>> };
  readonly push?: { readonly [K in FieldName<S>]?: unknown };
  readonly pull?: { readonly [K in FieldName<S>]?: unknown };
}

/** Options of `insert` and `insertAll`. */
export interface InsertRepoOptions<S extends AnyStruct> {
  onConflict?: OnConflictOption<S>;
  /** The fields (or columns) of the unique index that decides what a conflict is. */
  conflictTarget?: FieldName<S> | readonly FieldName<S>[];
  /** Fields to read back beside the primary key; `true` for all. */
  returning?: true | readonly FieldName<S>[];
}

/** The part of a repository that writes. */
export abstract class RepoWrites {
  /** Runs statements; for the framework's own use. */
  abstract get executor(): Executor;

  /**
   * Inserts a struct, or what a changeset makes of one.
   *
   * @returns the struct with its key, or the changeset with what is wrong
   * @throws {ConstraintError} when a constraint is violated that the changeset does not name
   * @example
   * const result = await Repo.insert(User.changeset(new User(), attrs));
   * if (!result.ok) return conn.render("new", { changeset: result.error });
   * @see Ecto.Repo.insert/2
   */
  insert<S extends AnyStruct>(
    given: S | Changeset<S>,
    options: InsertRepoOptions<S> = {},
  ): Promise<WriteResult<S>> {
    const schema = schemaOf((given as Changeset<S>).data ?? given) as SchemaClass;
    return insert(this.executor, given, {
      returning: options.returning,
      onConflict: conflictRule(schema, options as never),
    });
  }

  /**
   * As `insert`, but answers the struct.
   *
   * @throws {InvalidChangesetError}.
   * @example
   * const grace = await Repo.insertOrThrow(new User({ name: "Grace" }));
   * grace.name; // "Grace"
   * @see Ecto.Repo.insert!/2
   */
  async insertOrThrow<S extends AnyStruct>(
    given: S | Changeset<S>,
    options: InsertRepoOptions<S> = {},
  ): Promise<S> {
    return structOrThrow(await this.insert(given, options), "insert");
  }

  /**
   * Writes what a changeset changes; without changes nothing is run.
   *
   * @param options `force`: write `updatedAt` even when nothing changes; `returning`: fields to read back
   * @throws {StaleEntryError} when the row is gone
   * @example
   * const ada = await Repo.getOrThrow(User, 1);
   * const result = await Repo.update(User.changeset(ada, { name: "Ada Lovelace" }));
   * result.ok; // true
   * @see Ecto.Repo.update/2
   */
  update<S extends AnyStruct>(
    changeset: Changeset<S>,
    options: { force?: boolean; returning?: true | readonly FieldName<S>[] } = {},
  ): Promise<WriteResult<S>> {
    return update(this.executor, changeset, options);
  }

  /** As `update`, but answers the struct. @throws {InvalidChangesetError}. @see Ecto.Repo.update!/2 */
  async updateOrThrow<S extends AnyStruct>(changeset: Changeset<S>): Promise<S> {
    return structOrThrow(await this.update(changeset), "update");
  }

  /**
   * Inserts a changeset of a new struct, updates one of a struct that was loaded.
   *
   * @example
   * const result = await Repo.insertOrUpdate(User.changeset(new User(), attrs));
   * result.ok; // true
   * @see Ecto.Repo.insert_or_update/2
   */
  insertOrUpdate<S extends AnyStruct>(changeset: Changeset<S>): Promise<WriteResult<S>> {
    const key = changeset.schema.primaryKey[0];
    const isNew = key === undefined || (changeset.data as unknown as Record<string, unknown>)[key] === null;
    return isNew ? this.insert(changeset) : this.update(changeset);
  }

  /**
   * Deletes the row of a struct.
   *
   * @param options `allowStale`: whether the row may be gone already
   * @throws {StaleEntryError} when the row is gone
   * @example
   * const result = await Repo.delete(await Repo.getOrThrow(User, 1));
   * result.ok; // true
   * @see Ecto.Repo.delete/2
   */
  delete<S extends AnyStruct>(
    given: S | Changeset<S>,
    options: { allowStale?: boolean } = {},
  ): Promise<WriteResult<S>> {
    return remove(this.executor, given, options);
  }

  /** As `delete`, but answers the struct. @see Ecto.Repo.delete!/2 */
  async deleteOrThrow<S extends AnyStruct>(given: S | Changeset<S>): Promise<S> {
    return structOrThrow(await this.delete(given), "delete");
  }

  /**
   * Inserts many rows with one statement. Timestamps are not filled in.
   *
   * @example
   * await Repo.insertAll(Category, [{ title: "Books" }, { title: "Tools" }])
   * @see Ecto.Repo.insert_all/3
   */
  insertAll<S extends AnyStruct>(
    schema: SchemaClass<S>,
    rows: readonly StructValues<S>[],
    options: InsertRepoOptions<S> = {},
  ): Promise<BulkResult<S>> {
    const rule = { returning: options.returning, onConflict: conflictRule(schema, options as never) };
    return insertAll(this.executor, schema, rows as readonly Record<string, unknown>[], rule) as Promise<
      BulkResult<S>
    >;
  }

  /**
   * Changes every row that a query means.
   *
   * @example
   * await Repo.updateAll(from(Product).where({ id: product.id }).select(["views"]), { inc: { views: 1 } })
   * @see Ecto.Repo.update_all/3
   */
  updateAll<S extends AnyStruct>(schema: SchemaClass<S>, values: UpdateValues<S>): Promise<BulkResult<S>>;
  updateAll<S extends AnyStruct, B, R>(
    query: Query<S, B, R>,
    values: UpdateValues<S>,
  ): Promise<BulkResult<R>>;
  updateAll(
    queryable: SchemaClass | { readonly state: QueryState },
    values: object,
  ): Promise<BulkResult<never>> {
    return updateAll(this.executor, stateOf(queryable), values as Updates) as Promise<BulkResult<never>>;
  }

  /**
   * Deletes every row that a query means.
   *
   * @example
   * await Repo.deleteAll(from(User).where({ name: "Ada" }))
   * @see Ecto.Repo.delete_all/2
   */
  deleteAll<S extends AnyStruct>(schema: SchemaClass<S>): Promise<BulkResult<S>>;
  deleteAll<S extends AnyStruct, B, R>(query: Query<S, B, R>): Promise<BulkResult<R>>;
  deleteAll(queryable: SchemaClass | { readonly state: QueryState }): Promise<BulkResult<never>> {
    return deleteAll(this.executor, stateOf(queryable)) as Promise<BulkResult<never>>;
  }
}

function structOrThrow<S extends AnyStruct>(result: WriteResult<S>, action: string): S {
  if (result.ok) return result.value;
  throw new InvalidChangesetError(
    `could not ${action}: the changeset is invalid: ${describeErrors(result.error)}`,
    result.error,
  );
}

function conflictRule(schema: SchemaClass, options: InsertRepoOptions<never>): OnConflict | undefined {
  const { onConflict, conflictTarget } = options as {
    onConflict?: OnConflictOption<AnyStruct>;
    conflictTarget?: string | readonly string[];
  };
  if (onConflict === undefined || onConflict === "raise") return undefined;
  const target = conflictTarget === undefined ? undefined : [conflictTarget].flat();
  for (const name of target ?? []) columnOf(schema, name);
  if (onConflict === "nothing") return { action: "nothing", target };
  if (!target)
    throw new TypeError("onConflict that writes needs conflictTarget: the fields of the unique index");
  const all = Object.keys(schema.fields).filter((name) => !schema.fields[name]?.options.virtual);
  if (onConflict === "replaceAll") return { action: "replace", target, fields: all };
  if ("replace" in onConflict) return { action: "replace", target, fields: onConflict.replace };
  if ("replaceAllExcept" in onConflict) {
    const kept = onConflict.replaceAllExcept as readonly string[];
    return { action: "replace", target, fields: all.filter((name) => !kept.includes(name)) };
  }
  return { action: "update", target, updates: onConflict as Updates };
}
