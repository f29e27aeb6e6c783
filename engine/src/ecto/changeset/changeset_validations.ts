import { type AnyStruct, type FieldName, type FieldValue, fieldOf } from "../schema/schema.ts";
import type { Changeset } from "./changeset.ts";
import { ChangesetConstraints } from "./changeset_constraints.ts";
import type { Verdict } from "./changeset_types.ts";
import { checkLength, checkNumber, type Failure, includes, isBlank } from "./checks.ts";
import {
  asList,
  type LengthOptions,
  type MessageOption,
  type NumberOptions,
  type OneOrMore,
} from "./types.ts";

/** The part of a changeset that checks new values. Its methods are called on a whole one. */
export abstract class ChangesetValidations<S extends AnyStruct> extends ChangesetConstraints<S> {
  /**
   * Each field must have a value: not `null`, and not blank when it is text.
   *
   * @param options `trim`: whether text of blanks counts as none, `true` unless told; `message`
   * @example
   * change(user, { name: null }).validateRequired("name").traverseErrors() // { name: ["can't be blank"] }
   * @see Ecto.Changeset.validate_required/3
   */
  validateRequired(
    this: Changeset<S>,
    fields: OneOrMore<S>,
    options: MessageOption & { trim?: boolean } = {},
  ): Changeset<S> {
    const names = asList(fields);
    const missing = names.filter(
      (name) =>
        isBlank(this.getField(name), options.trim ?? true) &&
        !this.errors.some((error) => error.field === name),
    );
    const { message = "can't be blank" } = options;
    const errors = missing.map((field) => ({ field, message, options: { validation: "required" } }));
    // What is not there is no change either: a blank is not to be written.
    const changes = Object.fromEntries(
      Object.entries(this.changes).filter(([name]) => !missing.includes(name as never)),
    );
    return this.with({
      errors: [...this.errors, ...errors],
      changes,
      required: [...this.required, ...names],
    });
  }

  /**
   * Text, list or bytes of the right length.
   *
   * @example
   * change(user, { name: "A" }).validateLength("name", { min: 2 }).valid // false
   * @see Ecto.Changeset.validate_length/3
   */
  validateLength(this: Changeset<S>, field: FieldName<S>, options: LengthOptions): Changeset<S> {
    return checkValue(this, field, (value) => checkLength(value, options));
  }

  /**
   * Text that matches a pattern somewhere.
   *
   * @example
   * change(user, { email: "ada" }).validateFormat("email", /@/).traverseErrors() // { email: ["has invalid format"] }
   * @see Ecto.Changeset.validate_format/4
   */
  validateFormat(
    this: Changeset<S>,
    field: FieldName<S>,
    pattern: RegExp,
    options: MessageOption = {},
  ): Changeset<S> {
    return checkValue(this, field, (value) =>
      String(value).search(pattern) >= 0
        ? undefined
        : { message: options.message ?? "has invalid format", options: { validation: "format" } },
    );
  }

  /**
   * A number within bounds.
   *
   * @example
   * change(user, { age: 17 }).validateNumber("age", { greaterThanOrEqualTo: 18 }).valid // false
   * @see Ecto.Changeset.validate_number/3
   */
  validateNumber(this: Changeset<S>, field: FieldName<S>, options: NumberOptions): Changeset<S> {
    return checkValue(this, field, (value) => checkNumber(value, options));
  }

  /**
   * One of the given values.
   *
   * @example
   * change(user, { name: "Eve" }).validateInclusion("name", ["Ada", "Grace"]).valid // false
   * @see Ecto.Changeset.validate_inclusion/4
   */
  validateInclusion<K extends FieldName<S>>(
    this: Changeset<S>,
    field: K,
    values: readonly NonNullable<FieldValue<S, K>>[],
    options: MessageOption = {},
  ): Changeset<S> {
    const failure = {
      message: options.message ?? "is invalid",
      options: { validation: "inclusion", enum: values },
    };
    return checkValue(this, field, (value) => (includes(values, value) ? undefined : failure));
  }

  /**
   * None of the given values.
   *
   * @example
   * change(user, { name: "admin" }).validateExclusion("name", ["admin"]).valid // false
   * @see Ecto.Changeset.validate_exclusion/4
   */
  validateExclusion<K extends FieldName<S>>(
    this: Changeset<S>,
    field: K,
    values: readonly NonNullable<FieldValue<S, K>>[],
    options: MessageOption = {},
  ): Changeset<S> {
    const failure = {
      message: options.message ?? "is reserved",
      options: { validation: "exclusion", enum: values },
    };
    return checkValue(this, field, (value) => (includes(values, value) ? failure : undefined));
  }

  /** A list with none but the given values. @see Ecto.Changeset.validate_subset/4 */
  validateSubset(
    this: Changeset<S>,
    field: FieldName<S>,
    values: readonly unknown[],
    options: MessageOption = {},
  ): Changeset<S> {
    const failure = {
      message: options.message ?? "has an invalid entry",
      options: { validation: "subset", enum: values },
    };
    return checkValue(this, field, (value) =>
      (value as unknown[]).every((entry) => includes(values, entry)) ? undefined : failure,
    );
  }

  /** The parameter of that name is true, as a ticked box sends it. It needs no field. @see Ecto.Changeset.validate_acceptance/3 */
  validateAcceptance(this: Changeset<S>, name: string, options: MessageOption = {}): Changeset<S> {
    const value = this.params?.[name];
    if (!this.params || value === true || value === "true" || value === "1") return this;
    return this.addError(name, options.message ?? "must be accepted", { validation: "acceptance" });
  }

  /**
   * The parameter `${field}Confirmation` repeats the field.
   *
   * @param options `required`: whether the confirmation has to be there; `message`
   * @see Ecto.Changeset.validate_confirmation/3
   */
  validateConfirmation(
    this: Changeset<S>,
    field: FieldName<S>,
    options: MessageOption & { required?: boolean } = {},
  ): Changeset<S> {
    const name = `${field}Confirmation`;
    const given = this.params?.[name];
    if (!this.params || !Object.hasOwn(this.params, field)) return this;
    if (given === undefined || given === null) {
      return options.required ? this.addError(name, "can't be blank", { validation: "required" }) : this;
    }
    if (given === this.params[field]) return this;
    return this.addError(name, options.message ?? "does not match confirmation", {
      validation: "confirmation",
    });
  }

  /**
   * A check of your own on a field's new value; it is not called when the field does not change or becomes `null`.
   *
   * @param check answers nothing when the value is fine, else a message, or `{ message, options }`
   * @example
   * changeset.validateChange("title", (title) => (title === "foo" ? "cannot be foo" : null))
   * @see Ecto.Changeset.validate_change/3
   */
  validateChange<K extends FieldName<S>>(
    this: Changeset<S>,
    field: K,
    check: (value: NonNullable<FieldValue<S, K>>) => Verdict,
  ): Changeset<S> {
    return checkValue(this, field, (value) => {
      const verdict = check(value as NonNullable<FieldValue<S, K>>);
      if (verdict === null || verdict === undefined) return undefined;
      return typeof verdict === "string" ? { message: verdict, options: {} } : { options: {}, ...verdict };
    });
  }
}

/** Adds the failure of a check on a field's new value; there is none to check when it does not change or becomes `null`. */
function checkValue<S extends AnyStruct>(
  changeset: Changeset<S>,
  field: FieldName<S>,
  failureOf: (value: unknown) => Failure,
): Changeset<S> {
  fieldOf(changeset.schema, field);
  const value: unknown = changeset.getChange(field);
  if (value === undefined || value === null) return changeset;
  const failure = failureOf(value);
  return failure ? changeset.addError(field, failure.message, failure.options) : changeset;
}
