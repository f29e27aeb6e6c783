import type { Result } from "../changeset/changeset_types.ts";
import type { QueryResult } from "../database_driver.ts";
import { column } from "../query/bindings.ts";
import { sqlOf } from "../query/expression.ts";
import type { Preloads, Query, QueryState } from "../query/query.ts";
import type { AnyStruct, FieldName, FieldValue, SchemaClass, StructValues } from "../schema/schema.ts";
import { schemaOf } from "../schema/schema.ts";
import { type Aggregate, aggregate, exists } from "./bulk.ts";
import { MultipleResultsError, NoResultsError } from "./errors.ts";
import type { Executor } from "./executor.ts";
import { Multi, type MultiFailure, runMulti } from "./multi.ts";
import { preload } from "./preload.ts";
import { describe, fetchAll, stateOf, withEqualities } from "./reads.ts";
import { RepoWrites } from "./repo_writes.ts";

class Rollback {
  constructor(
    readonly repo: Repo,
    readonly value: unknown,
  ) {}
}

/**
 * Reads and writes structs. The application's own is made with `repo(…)`; the one that the function of a transaction is called
 * with runs everything in that transaction.
 *
 * @see Ecto.Repo
 */
export abstract class Repo extends RepoWrites {
  /**
   * The rows of a schema or query.
   *
   * @example
   * const users = await Repo.all(from(User).orderBy((u) => u.name));
   * users.length; // 1
   * @see Ecto.Repo.all/2
   */
  all<S extends AnyStruct>(schema: SchemaClass<S>): Promise<S[]>;
  all<S extends AnyStruct, B, R>(query: Query<S, B, R>): Promise<R[]>;
  all(queryable: SchemaClass | { readonly state: QueryState }): Promise<unknown[]> {
    return fetchAll(this.executor, stateOf(queryable));
  }

  /**
   * The only row of a query, or `null`.
   *
   * @throws {MultipleResultsError} when there are several
   * @example
   * const ada = await Repo.one(from(User).where({ name: "Ada" }));
   * ada?.email; // "ada@example.com"
   * @see Ecto.Repo.one/2
   */
  one<S extends AnyStruct>(schema: SchemaClass<S>): Promise<S | null>;
  one<S extends AnyStruct, B, R>(query: Query<S, B, R>): Promise<R | null>;
  one(queryable: SchemaClass | { readonly state: QueryState }): Promise<unknown> {
    return this.#one(stateOf(queryable));
  }

  /** The only row of a query. @throws {NoResultsError} when there is none. @see Ecto.Repo.one!/2 */
  oneOrThrow<S extends AnyStruct>(schema: SchemaClass<S>): Promise<S>;
  oneOrThrow<S extends AnyStruct, B, R>(query: Query<S, B, R>): Promise<R>;
  async oneOrThrow(queryable: SchemaClass | { readonly state: QueryState }): Promise<unknown> {
    const state = stateOf(queryable);
    return found(await this.#one(state), state);
  }

  /**
   * The row with a primary key, or `null`. The key may be the text of a path parameter.
   *
   * @throws {QueryCastError} when it is no key at all (the endpoint answers 400)
   * @example
   * await Repo.get(User, params.id)
   * @see Ecto.Repo.get/3
   */
  get<S extends AnyStruct>(schema: SchemaClass<S>, key: number | string): Promise<S | null> {
    return this.#one(byKey(stateOf(schema), key)) as Promise<S | null>;
  }

  /**
   * The row with a primary key.
   *
   * @throws {NoResultsError} when there is none (404).
   * @example
   * await Repo.getOrThrow(User, 404); // throws NoResultsError
   * @see Ecto.Repo.get!/3
   */
  async getOrThrow<S extends AnyStruct>(schema: SchemaClass<S>, key: number | string): Promise<S> {
    const state = byKey(stateOf(schema), key);
    return found(await this.#one(state), state) as S;
  }

  /**
   * The only row whose fields have the given values, or `null`.
   *
   * @example
   * const ada = await Repo.getBy(User, { email: "ada@example.com" });
   * ada?.name; // "Ada"
   * @see Ecto.Repo.get_by/3
   */
  getBy<S extends AnyStruct>(schema: SchemaClass<S>, values: StructValues<S>): Promise<S | null> {
    return this.#one(withEqualities(stateOf(schema), values)) as Promise<S | null>;
  }

  /** The only row whose fields have the given values. @throws {NoResultsError}. @see Ecto.Repo.get_by!/3 */
  async getByOrThrow<S extends AnyStruct>(schema: SchemaClass<S>, values: StructValues<S>): Promise<S> {
    const state = withEqualities(stateOf(schema), values);
    return found(await this.#one(state), state) as S;
  }

  /** The row of a struct as it is now, or `null` when it is gone. @see Ecto.Repo.reload/2 */
  async reload<S extends AnyStruct>(struct: S): Promise<S | null> {
    const schema = schemaOf(struct);
    const keys = schema.primaryKey.map((name) => [
      name,
      (struct as unknown as Record<string, unknown>)[name],
    ]);
    return (await this.#one(withEqualities(stateOf(schema), Object.fromEntries(keys)))) as S | null;
  }

  /**
   * Whether a query has any row.
   *
   * @example
   * await Repo.exists(from(User).where({ name: "Grace" })) // false
   * @see Ecto.Repo.exists?/2
   */
  exists<S extends AnyStruct>(queryable: SchemaClass<S> | Query<S, unknown, unknown>): Promise<boolean> {
    return exists(this.executor, stateOf(queryable));
  }

  /**
   * One number (or other value) over all rows: how many, or the sum, mean, least or greatest of a field.
   *
   * @example
   * await Repo.aggregate(User, "count"); await Repo.aggregate(Product, "avg", "price")
   * @see Ecto.Repo.aggregate/3
   */
  aggregate<S extends AnyStruct>(
    queryable: SchemaClass<S> | Query<S, unknown, unknown>,
    kind: "count",
    field?: FieldName<S>,
  ): Promise<number>;
  aggregate<S extends AnyStruct, K extends FieldName<S>>(
    queryable: SchemaClass<S> | Query<S, unknown, unknown>,
    kind: Exclude<Aggregate, "count">,
    field: K,
  ): Promise<NonNullable<FieldValue<S, K>> | null>;
  aggregate(
    queryable: SchemaClass | { readonly state: QueryState },
    kind: Aggregate,
    field?: string,
  ): Promise<never> {
    return aggregate(this.executor, stateOf(queryable), kind, field) as Promise<never>;
  }

  /**
   * Loads associations of structs; those that are loaded already are left.
   *
   * @param options `force`: load them anew
   * @returns copies of the structs with the associations in them
   * @example
   * const order = await Repo.preload(found, { lineItems: { product: true } })
   * @see Ecto.Repo.preload/3
   */
  preload<S extends AnyStruct>(
    structs: readonly S[],
    associations: Preloads<S>,
    options?: { force?: boolean },
  ): Promise<S[]>;
  preload<S extends AnyStruct>(
    struct: S,
    associations: Preloads<S>,
    options?: { force?: boolean },
  ): Promise<S>;
  preload<S extends AnyStruct>(
    struct: S | null,
    associations: Preloads<S>,
    options?: { force?: boolean },
  ): Promise<S | null>;
  async preload(given: unknown, associations: object, options: { force?: boolean } = {}): Promise<never> {
    const structs = [given ?? []].flat() as AnyStruct[];
    const loaded = await preload(this.executor, structs, associations as never, options.force);
    return (Array.isArray(given) ? loaded : (loaded[0] ?? null)) as never;
  }

  /**
   * Runs a function, or the operations of a `Multi`, in a transaction.
   *
   * The function gets a repository of its own: what it runs there is part of the transaction, what it runs elsewhere is not. The
   * transaction is committed when the function resolves, rolled back when it throws or calls `rollback`. One inside another is a
   * savepoint.
   *
   * @returns `{ ok: true, value }` with what the function answered, or `{ ok: false, error }` with what it rolled back with
   * @example
   * const result = await Repo.transaction(async (repo) => {
   *   const saved = await repo.insertOrThrow(order);
   *   if (saved.total === null) repo.rollback("empty");
   *   return saved;
   * });
   * result; // { ok: false, error: "empty" }
   * @see Ecto.Repo.transaction/2
   */
  transaction<T, E = unknown>(work: (repo: Repo) => T | Promise<T>): Promise<Result<T, E>>;
  transaction<C extends object>(multi: Multi<C>): Promise<Result<C, MultiFailure<C>>>;
  async transaction(work: ((repo: Repo) => unknown) | Multi<object>): Promise<Result<unknown, unknown>> {
    const run = work instanceof Multi ? (repo: Repo) => runMulti(repo, work) : work;
    let inner: Repo | undefined;
    try {
      const value = await this.executor.transaction(async (executor) => {
        inner = new TransactionRepo(executor);
        return run(inner);
      });
      return { ok: true, value };
    } catch (error) {
      if (error instanceof Rollback && error.repo === inner) return { ok: false, error: error.value };
      throw error;
    }
  }

  /** Ends the function of a transaction; `value` becomes the transaction's error. @see Ecto.Repo.rollback/1 */
  rollback(value: unknown): never {
    throw new Rollback(this, value);
  }

  /** Whether this repository's statements are part of a transaction. @see Ecto.Repo.in_transaction?/0 */
  get inTransaction(): boolean {
    return this.executor.inTransaction;
  }

  /**
   * Runs SQL of your own.
   *
   * @param parameters what `$1`, `$2` … stand for
   * @example
   * const { rows } = await Repo.query("select count(*) as n from users where name = $1", ["Ada"])
   * @see Ecto.Adapters.SQL.query/4
   */
  query(sql: string, parameters: readonly unknown[] = []): Promise<QueryResult> {
    const values = parameters.map((value) => (value instanceof Date ? value.toISOString() : value));
    return this.executor.run({ sql, parameters: values });
  }

  async #one(state: QueryState): Promise<unknown> {
    const rows = await fetchAll(this.executor, state);
    if (rows.length <= 1) return rows[0] ?? null;
    throw new MultipleResultsError(
      `expected at most one result but got ${rows.length} in query: ${describe(state)}`,
    );
  }
}

class TransactionRepo extends Repo {
  constructor(readonly executor: Executor) {
    super();
  }
}

function byKey(state: QueryState, key: number | string): QueryState {
  const { schema } = state.source;
  const [name, ...others] = schema.primaryKey;
  if (!name || others.length > 0)
    throw new TypeError(
      `get needs a schema with one primary key; ${schema.name} has ${schema.primaryKey.length}: use getBy`,
    );
  if (key === null || key === undefined) throw new TypeError(`get(${schema.name}) was given no key`);
  return { ...state, wheres: [...state.wheres, sqlOf(column(state.source, name).eq(key as never))] };
}

function found(row: unknown, state: QueryState): unknown {
  if (row !== null) return row;
  throw new NoResultsError(`expected at least one result but got none in query: ${describe(state)}`);
}
