import type { Changeset } from "../changeset/changeset.ts";
import type { Result } from "../changeset/changeset_types.ts";
import type { Query } from "../query/query.ts";
import type { AnyStruct, SchemaClass, StructValues } from "../schema/schema.ts";
import type { BulkResult } from "./bulk.ts";
import type { Repo } from "./repo.ts";
import type { UpdateValues } from "./repo_writes.ts";

/** The operation of a `Multi` that failed, and what those before it made. */
export interface MultiFailure<C extends object> {
  readonly failedOperation: keyof C & string;
  /** What it failed with: for `insert`, `update` and `delete` the changeset. */
  readonly failedValue: unknown;
  readonly changesSoFar: Partial<C>;
}

type Step = (repo: Repo, changes: never) => Promise<Result<unknown, unknown>>;
type Given<T, C> = T | ((changes: C) => T);
type With<C, N extends string, T> = C & { readonly [K in N]: T };

/**
 * Named operations that are run one after the other in a transaction; each sees what those before it made. When one fails, all
 * are undone.
 *
 * @example
 * const result = await Repo.transaction(
 *   Multi.new().insert("order", order).run("cart", (repo) => pruneCart(repo, cart)),
 * );
 * if (result.ok) result.value.order; else result.error.failedOperation;
 * @see Ecto.Multi
 */
export class Multi<C extends object> {
  /** The operations by name; for the framework's own use. */
  readonly steps: readonly (readonly [string, Step])[];

  private constructor(steps: readonly (readonly [string, Step])[]) {
    this.steps = steps;
  }

  /** One without operations. @see Ecto.Multi.new/0 */
  static new(): Multi<Record<never, never>> {
    return new Multi([]);
  }

  /** Inserts a struct or changeset. @see Ecto.Multi.insert/4 */
  insert<N extends string, S extends AnyStruct>(
    name: N,
    given: Given<S | Changeset<S>, C>,
  ): Multi<With<C, N, S>> {
    return this.#add(name, (repo, changes: C) => repo.insert(resolve(given, changes)));
  }

  /** Updates what a changeset changes. @see Ecto.Multi.update/4 */
  update<N extends string, S extends AnyStruct>(
    name: N,
    given: Given<Changeset<S>, C>,
  ): Multi<With<C, N, S>> {
    return this.#add(name, (repo, changes: C) => repo.update(resolve(given, changes)));
  }

  /** Deletes the row of a struct or changeset. @see Ecto.Multi.delete/4 */
  delete<N extends string, S extends AnyStruct>(
    name: N,
    given: Given<S | Changeset<S>, C>,
  ): Multi<With<C, N, S>> {
    return this.#add(name, (repo, changes: C) => repo.delete(resolve(given, changes)));
  }

  /** Inserts many rows. @see Ecto.Multi.insert_all/5 */
  insertAll<N extends string, S extends AnyStruct>(
    name: N,
    schema: SchemaClass<S>,
    rows: readonly StructValues<S>[] | ((changes: C) => readonly StructValues<S>[]),
  ): Multi<With<C, N, BulkResult<S>>> {
    return this.#add(name, async (repo, changes: C) => {
      const value = await repo.insertAll(schema, typeof rows === "function" ? rows(changes) : rows);
      return { ok: true, value };
    });
  }

  /** Changes every row that a query means. @see Ecto.Multi.update_all/5 */
  updateAll<N extends string, S extends AnyStruct, B, R>(
    name: N,
    query: Query<S, B, R> | ((changes: C) => Query<S, B, R>),
    values: UpdateValues<S>,
  ): Multi<With<C, N, BulkResult<R>>> {
    return this.#add(name, async (repo, changes: C) => ({
      ok: true,
      value: await repo.updateAll(resolve(query, changes), values),
    }));
  }

  /** Deletes every row that a query means. @see Ecto.Multi.delete_all/4 */
  deleteAll<N extends string, S extends AnyStruct, B, R>(
    name: N,
    query: Query<S, B, R> | ((changes: C) => Query<S, B, R>),
  ): Multi<With<C, N, BulkResult<R>>> {
    return this.#add(name, async (repo, changes: C) => ({
      ok: true,
      value: await repo.deleteAll(resolve(query, changes)),
    }));
  }

  /** Puts a value among what was made. @see Ecto.Multi.put/3 */
  put<N extends string, T>(name: N, value: T): Multi<With<C, N, T>> {
    return this.#add(name, async () => ({ ok: true, value }));
  }

  /** Runs a function of your own, which answers `{ ok: true, value }` or `{ ok: false, error }`. @see Ecto.Multi.run/3 */
  run<N extends string, T>(
    name: N,
    work: (repo: Repo, changes: C) => Result<T, unknown> | Promise<Result<T, unknown>>,
  ): Multi<With<C, N, T>> {
    return this.#add(name, async (repo, changes: C) => work(repo, changes));
  }

  #add<N extends string, T>(
    name: N,
    step: (repo: Repo, changes: C) => Promise<Result<unknown, unknown>>,
  ): Multi<With<C, N, T>> {
    if (this.steps.some(([known]) => known === name))
      throw new TypeError(`the operation "${name}" is in this Multi already`);
    return new Multi([...this.steps, [name, step as Step]]);
  }
}

/** Runs the operations on a transaction's repository; rolls back with the failure. */
export async function runMulti<C extends object>(repo: Repo, multi: Multi<C>): Promise<C> {
  const changes: Record<string, unknown> = {};
  for (const [name, step] of multi.steps) {
    const result = await step(repo, changes as never);
    if (!result.ok) {
      return repo.rollback({ failedOperation: name, failedValue: result.error, changesSoFar: changes });
    }
    changes[name] = result.value;
  }
  return changes as C;
}

function resolve<T, C>(given: Given<T, C>, changes: C): T {
  return typeof given === "function" ? (given as (changes: C) => T)(changes) : given;
}
