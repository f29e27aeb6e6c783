import { uuidV4 } from "../uuid.ts";
import { binaryId, type Field, id } from "./field.ts";

/** Names and kinds of a schema's fields. */
export type Fields = Readonly<Record<string, Field>>;

/** Carries the fields in the type of a struct; there is no such property at run time. */
export declare const fieldsOf: unique symbol;

/** The values of a schema's fields. */
export type FieldValues<F extends Fields> = {
  -readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** An instance of a schema with the fields `F`. */
export type Struct<F extends Fields> = FieldValues<F> & { readonly [fieldsOf]: F };

/** An instance of any schema. */
export interface AnyStruct {
  readonly [fieldsOf]: Fields;
}

/** Names of the fields of a struct type. */
export type FieldName<S extends AnyStruct> = keyof S[typeof fieldsOf] & string;

/** What a field of a struct type holds. */
export type FieldValue<S extends AnyStruct, K extends FieldName<S>> =
  S[typeof fieldsOf][K] extends Field<infer T> ? T : never;

/** Some of the fields of a struct with their values. */
export type StructValues<S extends AnyStruct> = { [K in FieldName<S>]?: FieldValue<S, K> };

/** A schema, as functions that work with every schema take it. */
export interface SchemaClass<S extends AnyStruct = AnyStruct> {
  new (): S;
  readonly name: string;
  /** The table. */
  readonly source: string;
  readonly fields: Fields;
  /** Names of the fields that make the primary key. */
  readonly primaryKey: readonly string[];
}

/** The class that a schema extends. */
export interface SchemaBase<F extends Fields> {
  /** A struct with `values` in its fields, defaults in the others, `null` where there is neither. */
  new (values?: Partial<FieldValues<F>>): Struct<F>;
  readonly source: string;
  readonly fields: F;
  readonly primaryKey: readonly string[];
}

/** Where a struct stands: made here, read from the database, or deleted from it. */
export type StructState = "built" | "loaded" | "deleted";

const STATE = Symbol("fledge.ecto.state");

/**
 * Declares a table and what its rows hold, as the class to extend.
 *
 * A primary key `id` is added unless a field has `primaryKey: true` or the options say otherwise. It is typed without `null`:
 * it is `null` only until the struct has been inserted.
 *
 * @param source the table
 * @param fields fields by their camelCase name; columns are named in snake_case
 * @param options `primaryKey`: `"id"` (default), `"binaryId"` for a UUID, `false` for none
 * @example
 * class User extends Schema("users", { name: string(), email: string(), ...timestamps() }) {}
 * @see Ecto.Schema.schema/2
 */
export function Schema<const F extends Fields>(
  source: string,
  fields: F,
  options: { primaryKey: "binaryId" },
): SchemaBase<{ id: Field<string> } & F>;
export function Schema<const F extends Fields>(
  source: string,
  fields: F,
  options: { primaryKey: false },
): SchemaBase<F>;
export function Schema<const F extends Fields>(
  source: string,
  fields: F,
  options?: { primaryKey?: "id" },
): SchemaBase<{ id: Field<number> } & F>;
export function Schema(
  source: string,
  ownFields: Fields,
  options: { primaryKey?: "id" | "binaryId" | false } = {},
): SchemaBase<Fields> {
  const fields = { ...primaryKeyField(ownFields, options.primaryKey ?? "id"), ...ownFields };
  const names = Object.keys(fields);

  class Base {
    static readonly source = source;
    static readonly fields = fields;
    static readonly primaryKey = names.filter((name) => fields[name]?.options.primaryKey);

    constructor(values: Record<string, unknown> = {}) {
      for (const name of Object.keys(values)) {
        if (!(name in fields)) {
          throw new TypeError(
            `unknown field \`${name}\` for ${this.constructor.name}; it has: ${names.join(", ")}`,
          );
        }
      }
      const struct = this as Record<string, unknown>;
      for (const name of names) struct[name] = values[name] ?? copyDefault(fields[name]?.options.default);
      Object.defineProperty(this, STATE, { value: "built" satisfies StructState, writable: true });
      latest = this;
    }
  }
  return Base as unknown as SchemaBase<Fields>;
}

let latest: object | undefined;

/** The struct that was made last. While the fields of a class are worked out, it is the one that they are for. */
export function latestStruct(): object | undefined {
  return latest;
}

/** The schema that a struct is an instance of. */
export function schemaOf<S extends AnyStruct>(struct: S): SchemaClass<S> {
  return struct.constructor as unknown as SchemaClass<S>;
}

/** Whether a value is a struct of some schema. */
export function isStruct(value: unknown): value is AnyStruct {
  return typeof value === "object" && value !== null && STATE in value;
}

/** Whether a value is a schema class. */
export function isSchema(value: unknown): value is SchemaClass {
  return typeof value === "function" && "source" in value && "fields" in value && "primaryKey" in value;
}

/** Whether a struct was made here, read from the database or deleted. */
export function stateOf(struct: AnyStruct): StructState {
  return (struct as unknown as { [STATE]: StructState })[STATE];
}

/** Notes a struct's state. */
export function setState(struct: AnyStruct, state: StructState): void {
  (struct as unknown as { [STATE]: StructState })[STATE] = state;
}

/** Another struct with the same values and state, associations included, and `changes` over them. */
export function copyStruct<S extends AnyStruct>(
  struct: S,
  changes: Readonly<Record<string, unknown>> = {},
): S {
  const copy = Object.assign(new (schemaOf(struct))(), struct, changes);
  setState(copy, stateOf(struct));
  return copy;
}

/** A field's column. */
export function columnOf(schema: SchemaClass, field: string): string {
  return fieldOf(schema, field).options.source ?? underscore(field);
}

/** A field by its name; throws when the schema has none of it. */
export function fieldOf(schema: SchemaClass, name: string): Field {
  const found = Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined;
  if (!found) {
    const known = Object.keys(schema.fields).join(", ");
    throw new TypeError(`unknown field \`${name}\` in schema ${schema.name}; it has: ${known}`);
  }
  return found;
}

/** Names of the fields that the database keeps. */
export function storedFields(schema: SchemaClass): string[] {
  return Object.keys(schema.fields).filter((name) => !schema.fields[name]?.options.virtual);
}

/** Turns `camelCase` into `snake_case`. */
export function underscore(name: string): string {
  return name.replace(/[A-Z]/g, (letter, index: number) => (index > 0 ? "_" : "") + letter.toLowerCase());
}

function primaryKeyField(fields: Fields, kind: "id" | "binaryId" | false): Fields {
  if (kind === false || Object.values(fields).some((field) => field.options.primaryKey)) return {};
  if (kind === "id") return { id: id({ primaryKey: true }) };
  return { id: { ...binaryId({ primaryKey: true }), autogenerate: { on: "insert", value: uuidV4 } } };
}

function copyDefault(value: unknown): unknown {
  if (Array.isArray(value)) return structuredClone(value);
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return structuredClone(value);
  }
  return value ?? null;
}
