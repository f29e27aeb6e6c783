import { type FormSource, type FormState, formSource } from "../../component/form_source.ts";
import { type AssociationName, associationsOf, type RelatedStruct } from "../schema/association.ts";
import {
  type AnyStruct,
  copyStruct,
  type FieldName,
  type FieldValue,
  fieldOf,
  type SchemaClass,
  type StructValues,
  schemaOf,
} from "../schema/schema.ts";
import { equalValues } from "../types/type.ts";
import { type CastAssocOptions, castAssociation } from "./cast_assoc.ts";
import type {
  AnyChangeset,
  AssociationChange,
  AssociationInput,
  ChangesetState,
  ErrorTree,
  Result,
} from "./changeset_types.ts";
import { ChangesetValidations } from "./changeset_validations.ts";
import { formStateOf } from "./form_state.ts";
import { putAssociation } from "./put_assoc.ts";
import type {
  Attrs,
  CastParams,
  ChangesetAction,
  ChangesetError,
  Constraint,
  ErrorOptions,
} from "./types.ts";
import { interpolate } from "./types.ts";

const EMPTY: ChangesetState = {
  params: null,
  changes: {},
  errors: [],
  action: null,
  required: [],
  constraints: [],
};

/**
 * Changes to a struct that are yet to be made, checked and with what is wrong with them.
 *
 * Every method answers another changeset; none changes the one it is called on.
 *
 * @see Ecto.Changeset
 */
export class Changeset<S extends AnyStruct>
  extends ChangesetValidations<S>
  implements FormSource<FieldName<S>>
{
  /** The struct as it was. */
  readonly data: S;
  /** The outside data as it was cast, for a form that is shown again; `null` when there was none. */
  readonly params: CastParams | null;
  /** New values by field name; associations hold changesets. */
  readonly changes: Readonly<StructValues<S>>;
  /** What is wrong, in the order it was found. */
  readonly errors: readonly ChangesetError[];
  /** Set when an operation was refused: a form shows errors only then. */
  readonly action: ChangesetAction | null;
  /** Fields that `validateRequired` named. */
  readonly required: readonly string[];
  /** Constraints whose violation becomes an error. */
  readonly constraints: readonly Constraint[];

  /** Made by `cast` and `change`. */
  constructor(data: S, state: Partial<ChangesetState> = {}) {
    super();
    const all = { ...EMPTY, ...state };
    this.data = data;
    this.params = all.params;
    this.changes = all.changes as StructValues<S>;
    this.errors = all.errors;
    this.action = all.action;
    this.required = all.required;
    this.constraints = all.constraints;
  }

  /** Whether nothing is wrong, in this changeset and in those of its associations. */
  get valid(): boolean {
    return this.errors.length === 0 && nested(this).every((changeset) => changeset.valid);
  }

  /** The schema of the struct. */
  get schema(): SchemaClass<S> {
    return schemaOf(this.data);
  }

  /** Another changeset with parts of the state replaced. */
  with(state: Partial<ChangesetState>): Changeset<S> {
    return new Changeset(this.data, { ...this, ...state });
  }

  /** Notes what was tried, so that a form shows the errors. */
  withAction(action: ChangesetAction | null): Changeset<S> {
    return this.with({ action });
  }

  /**
   * The new value of a field, `fallback` (or `undefined`) when it does not change.
   *
   * @example
   * change(user, { name: "Grace" }).getChange("name") // "Grace"
   * @see Ecto.Changeset.get_change/3
   */
  getChange<K extends FieldName<S>>(field: K): FieldValue<S, K> | undefined;
  getChange<K extends AssociationName<S>>(association: K): AssociationChange<S, K> | undefined;
  getChange(name: string): unknown {
    return (this.changes as Record<string, unknown>)[name];
  }

  /**
   * The new value of a field, or the one it has. Associations are applied.
   *
   * @example
   * changeset.getField("views") // 0
   * @see Ecto.Changeset.get_field/3
   */
  getField<K extends FieldName<S>>(field: K): FieldValue<S, K>;
  getField<K extends AssociationName<S>>(association: K): S[K];
  getField(name: string): unknown {
    if (!Object.hasOwn(this.changes, name)) return (this.data as unknown as Record<string, unknown>)[name];
    return applyChange((this.changes as Record<string, unknown>)[name]);
  }

  /**
   * Sets a field's new value; nothing changes when it has that value already.
   *
   * @example
   * changeset.putChange("title", "Shoes").changes // { title: "Shoes" }
   * @see Ecto.Changeset.put_change/3
   */
  putChange<K extends FieldName<S>>(field: K, value: FieldValue<S, K>): Changeset<S> {
    const current = (this.data as unknown as Record<string, unknown>)[field];
    const { type } = fieldOf(this.schema, field);
    if (equalValues(type, current ?? null, (value as unknown) ?? null)) return this.deleteChange(field);
    return this.forceChange(field, value);
  }

  /** Sets a field's new value even when it has that value already. @see Ecto.Changeset.force_change/3 */
  forceChange<K extends FieldName<S>>(field: K, value: FieldValue<S, K>): Changeset<S> {
    fieldOf(this.schema, field);
    return this.with({ changes: { ...this.changes, [field]: value } });
  }

  /** Turns a field's new value into another; nothing happens when it does not change. @see Ecto.Changeset.update_change/3 */
  updateChange<K extends FieldName<S>>(
    field: K,
    change: (value: FieldValue<S, K>) => FieldValue<S, K>,
  ): Changeset<S> {
    const value = this.getChange(field);
    return value === undefined ? this : this.putChange(field, change(value));
  }

  /**
   * Forgets the new value of a field.
   *
   * @example
   * change(user, { name: "Grace" }).deleteChange("name").changes // {}
   * @see Ecto.Changeset.delete_change/2
   */
  deleteChange(field: FieldName<S>): Changeset<S> {
    if (!Object.hasOwn(this.changes, field)) return this;
    const { [field]: _, ...changes } = this.changes as Record<string, unknown>;
    return this.with({ changes });
  }

  /**
   * Adds an error.
   *
   * @example
   * change(user, {}).addError("name", "is taken").traverseErrors() // { name: ["is taken"] }
   * @see Ecto.Changeset.add_error/4
   */
  addError(
    field: FieldName<S> | AssociationName<S> | (string & {}),
    message: string,
    options: ErrorOptions = {},
  ): Changeset<S> {
    return this.with({ errors: [...this.errors, { field, message, options }] });
  }

  /**
   * The struct with the changes made, whether they are valid or not.
   *
   * @example
   * change(user, { name: "Grace" }).applyChanges().name // "Grace"
   * @see Ecto.Changeset.apply_changes/1
   */
  applyChanges(): S {
    const changes = Object.entries(this.changes).map(([name, value]) => [name, applyChange(value)]);
    return copyStruct(this.data, Object.fromEntries(changes));
  }

  /**
   * The changed struct when the changeset is valid, else the changeset with `action`.
   *
   * @example
   * changeset.applyAction("insert").ok // false
   * @see Ecto.Changeset.apply_action/2
   */
  applyAction(action: ChangesetAction): Result<S, Changeset<S>> {
    return this.valid
      ? { ok: true, value: this.applyChanges() }
      : { ok: false, error: this.withAction(action) };
  }

  /**
   * Errors by field, each made text by `text`; associations are nested.
   *
   * @param text makes a message of an error; fills the template in unless told
   * @example
   * changeset.traverseErrors() // { title: ["can't be blank"] }
   * @see Ecto.Changeset.traverse_errors/2
   */
  traverseErrors(text: (error: ChangesetError) => string = interpolate): ErrorTree {
    const tree: ErrorTree = {};
    for (const error of this.errors) {
      const texts = tree[error.field];
      if (Array.isArray(texts)) (texts as string[]).push(text(error));
      else tree[error.field] = [text(error)];
    }
    for (const [name, change] of Object.entries(this.changes)) {
      if (change instanceof Changeset && !change.valid) tree[name] = change.traverseErrors(text);
      if (isChangesets(change) && change.some((entry) => !entry.valid)) {
        tree[name] = change.map((entry) => entry.traverseErrors(text));
      }
    }
    return tree;
  }

  /**
   * Puts rows in an association's place: structs, changesets or objects of values, told apart by primary key.
   *
   * @throws {TypeError} when the association was not loaded, or a row would be removed that `onReplace` keeps
   * @example
   * changeset.putAssoc("categories", await Catalog.listCategoriesById(ids))
   * @see Ecto.Changeset.put_assoc/4
   */
  putAssoc<K extends AssociationName<S>>(association: K, value: AssociationInput<S, K>): Changeset<S> {
    return putAssociation(this, association, value);
  }

  /**
   * Casts the parameters under an association's name: rows with a known primary key are updated, others inserted,
   * those that are missing removed as `onReplace` says.
   *
   * @param options `with`: makes a row's changeset, the schema's static `changeset` unless told; `required`; `message`
   * @example
   * cast(new Order(), { lineItems: [{ quantity: 2 }] }, []).castAssoc("lineItems", { with: LineItem.changeset }).valid // true
   * @see Ecto.Changeset.cast_assoc/3
   */
  castAssoc<K extends AssociationName<S>>(
    association: K,
    options: Omit<CastAssocOptions, "with"> & {
      with?: (struct: RelatedStruct<S, K>, attrs: Attrs, position: number) => Changeset<RelatedStruct<S, K>>;
    } = {},
  ): Changeset<S> {
    return castAssociation(this, association, options as CastAssocOptions);
  }

  /** What a form for this changeset shows. */
  [formSource](): FormState<FieldName<S>> {
    return formStateOf(this);
  }

  /** What a console shows. */
  [Symbol.for("nodejs.util.inspect.custom")](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const show = (value: unknown) => inspect(value, options);
    const { action, changes, errors, data, valid } = this;
    return `Changeset<${schemaOf(data).name}> ${show({ action, changes, errors, valid })}`;
  }
}

/** The changesets of a changeset's associations. */
export function nested(changeset: AnyChangeset): AnyChangeset[] {
  if (associationsOf(changeset.schema).size === 0) return [];
  return Object.values(changeset.changes).flatMap((change) =>
    change instanceof Changeset ? [change] : isChangesets(change) ? change : [],
  );
}

/** Whether a change is that of an association with many rows. */
export function isChangesets(change: unknown): change is AnyChangeset[] {
  return Array.isArray(change) && change.length > 0 && change.every((entry) => entry instanceof Changeset);
}

function applyChange(change: unknown): unknown {
  if (change instanceof Changeset) return isRemoved(change) ? null : change.applyChanges();
  if (isChangesets(change))
    return change.filter((entry) => !isRemoved(entry)).map((entry) => entry.applyChanges());
  return change;
}

function isRemoved(changeset: AnyChangeset): boolean {
  return changeset.action === "delete" || changeset.action === "replace";
}
