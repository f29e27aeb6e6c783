import type { Changeset } from "../changeset/changeset.ts";
import type { AnyChangeset } from "../changeset/changeset_types.ts";
import type { Constraint } from "../changeset/types.ts";
import { DatabaseError } from "../database/database_error.ts";
import type { AnyStruct } from "../schema/schema.ts";
import { ConstraintError } from "./errors.ts";

const TYPES: Readonly<Record<string, Constraint["type"]>> = {
  "23505": "unique",
  "23503": "foreignKey",
  "23514": "check",
  "23P01": "exclusion",
};

const ADVICE: Readonly<Record<Constraint["type"], string>> = {
  unique: ".uniqueConstraint(field, { name })",
  foreignKey: ".foreignKeyConstraint(field, { name })",
  check: ".checkConstraint(field, { name })",
  exclusion: ".exclusionConstraint(field, { name })",
};

/**
 * The changeset with the error of the constraint that was violated.
 *
 * @throws {ConstraintError} when the changeset does not name the constraint; anything else is thrown again
 */
export function violated<S extends AnyStruct>(
  changeset: Changeset<S>,
  error: unknown,
  action: string,
): Changeset<S> {
  const type = error instanceof DatabaseError ? TYPES[error.code] : undefined;
  const name = (error as DatabaseError).constraint;
  if (!type || !name) throw error;
  const constraint = changeset.constraints.find((known) => known.type === type && matches(known, name));
  if (!constraint) {
    const known = changeset.constraints.map((entry) => `${entry.name} (${entry.type})`).join(", ") || "none";
    throw new ConstraintError(
      `the ${type} constraint "${name}" was violated by the ${action} of ${changeset.schema.name}; to make it an error of the ` +
        `changeset, add ${ADVICE[type].replace("name", `name: "${name}"`)} to it (it names: ${known})`,
      name,
      { cause: error },
    );
  }
  const options = { constraint: constraint.kind, constraintName: constraint.name };
  return changeset.addError(constraint.field, constraint.message, options).withAction(action);
}

function matches({ match, name }: Constraint, found: string): boolean {
  if (match === "suffix") return found.endsWith(name);
  return match === "prefix" ? found.startsWith(name) : found === name;
}

/** Why a changeset is not valid, for an error. */
export function describeErrors(changeset: AnyChangeset): string {
  return JSON.stringify(changeset.traverseErrors());
}
