import { type AssociationName, associationOf } from "../schema/association.ts";
import { type AnyStruct, columnOf, type FieldName } from "../schema/schema.ts";
import type { Changeset } from "./changeset.ts";
import { asList, type Constraint, type ConstraintOptions, type OneOrMore } from "./types.ts";

/** The part of a changeset that names constraints of the database, whose violation becomes an error. Its methods are called on a whole one. */
export abstract class ChangesetConstraints<S extends AnyStruct> {
  /**
   * A violated unique index becomes an error on the (first) field.
   *
   * @param options `name`: of the index, `${table}_${columns}_index` unless told; `message`; `match`
   * @example
   * change(user, { email }).uniqueConstraint("email").valid // true
   * @see Ecto.Changeset.unique_constraint/3
   */
  uniqueConstraint(this: Changeset<S>, fields: OneOrMore<S>, options: ConstraintOptions = {}): Changeset<S> {
    const [first = "", ...rest] = asList(fields);
    const columns = [first, ...rest].map((field) => columnOf(this.schema, field)).join("_");
    const name = `${this.schema.source}_${columns}_index`;
    return constrain(
      this,
      { type: "unique", kind: "unique", field: first, name, message: "has already been taken" },
      options,
    );
  }

  /** A violated foreign key becomes an error on the field. @see Ecto.Changeset.foreign_key_constraint/3 */
  foreignKeyConstraint(
    this: Changeset<S>,
    field: FieldName<S>,
    options: ConstraintOptions = {},
  ): Changeset<S> {
    const name = `${this.schema.source}_${columnOf(this.schema, field)}_fkey`;
    return constrain(
      this,
      { type: "foreignKey", kind: "foreign", field, name, message: "does not exist" },
      options,
    );
  }

  /** A violated check constraint becomes an error on the field. @see Ecto.Changeset.check_constraint/3 */
  checkConstraint(
    this: Changeset<S>,
    field: FieldName<S>,
    options: ConstraintOptions & { name: string },
  ): Changeset<S> {
    return constrain(this, { type: "check", kind: "check", field, name: "", message: "is invalid" }, options);
  }

  /** A violated exclusion constraint becomes an error on the field. @see Ecto.Changeset.exclusion_constraint/3 */
  exclusionConstraint(
    this: Changeset<S>,
    field: FieldName<S>,
    options: ConstraintOptions = {},
  ): Changeset<S> {
    const name = `${this.schema.source}_${columnOf(this.schema, field)}_exclusion`;
    const message = "violates an exclusion constraint";
    return constrain(this, { type: "exclusion", kind: "exclusion", field, name, message }, options);
  }

  /** A `belongsTo` whose row is gone becomes an error on the association. @see Ecto.Changeset.assoc_constraint/3 */
  assocConstraint(
    this: Changeset<S>,
    association: AssociationName<S>,
    options: ConstraintOptions = {},
  ): Changeset<S> {
    const { ownerKey } = associationOf(this.schema, association);
    const name = `${this.schema.source}_${columnOf(this.schema, ownerKey)}_fkey`;
    const base = {
      type: "foreignKey",
      kind: "assoc",
      field: association,
      name,
      message: "does not exist",
    } as const;
    return constrain(this, base, options);
  }

  /** Rows that still point at this struct become an error on the association. @see Ecto.Changeset.no_assoc_constraint/3 */
  noAssocConstraint(
    this: Changeset<S>,
    association: AssociationName<S>,
    options: ConstraintOptions = {},
  ): Changeset<S> {
    const { related, relatedKey, cardinality } = associationOf(this.schema, association);
    const name = `${related.source}_${columnOf(related, relatedKey)}_fkey`;
    const message = `${cardinality === "many" ? "are" : "is"} still associated with this entry`;
    const base = { type: "foreignKey", kind: "no_assoc", field: association, name, message } as const;
    return constrain(this, base, options);
  }
}

function constrain<S extends AnyStruct>(
  changeset: Changeset<S>,
  base: Omit<Constraint, "match">,
  options: ConstraintOptions,
): Changeset<S> {
  const { match = "exact", ...rest } = options;
  return changeset.with({ constraints: [...changeset.constraints, { ...base, ...rest, match }] });
}
