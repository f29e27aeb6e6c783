import type { AssociationName, RelatedStruct } from "../schema/association.ts";
import type { AnyStruct, SchemaClass, StructValues } from "../schema/schema.ts";
import type { Changeset } from "./changeset.ts";
import type { CastParams, ChangesetAction, ChangesetError, Constraint, ErrorOptions } from "./types.ts";

/** The value of an operation, or why there is none. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** Errors by field, those of associations nested. */
export interface ErrorTree {
  [field: string]: string[] | ErrorTree | ErrorTree[];
}

/** What a validator of one's own answers: nothing, a message, or a message with options. */
export type Verdict =
  | string
  | { readonly message: string; readonly options?: ErrorOptions }
  | null
  | undefined;

/** A changeset of any struct, as functions that work with every changeset take it. */
export interface AnyChangeset extends Readonly<Omit<ChangesetState, "changes">> {
  readonly data: AnyStruct;
  readonly changes: object;
  readonly valid: boolean;
  readonly schema: SchemaClass;
  /** The struct with the changes in it. */
  applyChanges(): AnyStruct;
  /** Errors by field, each as `text` writes it. */
  traverseErrors(text?: (error: ChangesetError) => string): ErrorTree;
}

/** What a changeset holds; a changeset is made from one and never changed. */
export interface ChangesetState {
  readonly params: CastParams | null;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly errors: readonly ChangesetError[];
  readonly action: ChangesetAction | null;
  readonly required: readonly string[];
  readonly constraints: readonly Constraint[];
}

/** What is under an association's name among the changes. */
export type AssociationChange<S extends AnyStruct, K extends AssociationName<S>> =
  NonNullable<S[K]> extends readonly unknown[]
    ? readonly Changeset<RelatedStruct<S, K>>[]
    : Changeset<RelatedStruct<S, K>> | null;

type RowInput<R extends AnyStruct> = R | Changeset<R> | StructValues<R>;

/** What `putAssoc` takes for an association. */
export type AssociationInput<S extends AnyStruct, K extends AssociationName<S>> =
  NonNullable<S[K]> extends readonly unknown[]
    ? readonly RowInput<RelatedStruct<S, K>>[]
    : RowInput<RelatedStruct<S, K>> | null;
