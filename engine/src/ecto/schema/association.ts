import { type AnyStruct, latestStruct, type SchemaClass, underscore } from "./schema.ts";

/** What happens to rows that are no longer among an association's when it is replaced. */
export type OnReplace = "raise" | "markAsInvalid" | "nilify" | "update" | "delete";

/** An association of a schema, with its keys worked out. */
export interface Association {
  readonly name: string;
  readonly kind: "belongsTo" | "hasOne" | "hasMany" | "manyToMany" | "through";
  readonly cardinality: "one" | "many";
  readonly owner: SchemaClass;
  readonly related: SchemaClass;
  /** Field of the owner that takes part. */
  readonly ownerKey: string;
  /** Field of the related schema that takes part. */
  readonly relatedKey: string;
  readonly onReplace: OnReplace;
  /** The table between the two and its columns, of `manyToMany`. */
  readonly joinThrough?: {
    readonly table: string;
    readonly ownerColumn: string;
    readonly relatedColumn: string;
  };
  /** The associations to walk, of `through`. */
  readonly through?: readonly string[];
}

interface Definition {
  readonly kind: Association["kind"];
  readonly cardinality: "one" | "many";
  readonly related?: () => SchemaClass;
  readonly options: AssociationOptions & {
    joinThrough?: string | (() => SchemaClass);
    joinKeys?: [string, string];
  };
  readonly through?: readonly string[];
}

/** Options of `belongsTo`, `hasOne` and `hasMany`. */
export interface AssociationOptions {
  /** Field with the key: `${name}Id` for `belongsTo`, the owner's class name and `Id` for the others, unless told. */
  foreignKey?: string;
  /** Field that the key points at; `id` unless told. */
  references?: string;
  /** What happens to rows that are replaced; `"raise"` unless told. */
  onReplace?: OnReplace;
}

const definitions = new WeakMap<object, Definition>();
const reflected = new WeakMap<SchemaClass, ReadonlyMap<string, Association>>();

/**
 * The other side has this struct's key in its foreign key; the field's own foreign key is declared among the fields.
 *
 * @param related a function, so that two schemas may refer to each other
 * @example
 * class Comment extends Schema("comments", { body: text(), postId: id() }) {
 *   post = belongsTo(() => Post);
 * }
 * @see Ecto.Schema.belongs_to/3
 */
export function belongsTo<C extends SchemaClass>(
  related: () => C,
  options: AssociationOptions = {},
): InstanceType<C> {
  return notLoaded<InstanceType<C>>({ kind: "belongsTo", cardinality: "one", related, options });
}

/**
 * One row of the other table has this struct's key.
 *
 * @example
 * class Account extends Schema("accounts", { name: string() }) {
 *   comment = hasOne(() => Comment);
 * }
 * @see Ecto.Schema.has_one/3
 */
export function hasOne<C extends SchemaClass>(
  related: () => C,
  options: AssociationOptions = {},
): InstanceType<C> | null {
  return notLoaded<InstanceType<C>>({ kind: "hasOne", cardinality: "one", related, options });
}

/**
 * Rows of the other table have this struct's key.
 *
 * @example
 * class Post extends Schema("posts", { title: string() }) {
 *   comments = hasMany(() => Comment);
 * }
 * @see Ecto.Schema.has_many/3
 */
export function hasMany<C extends SchemaClass>(
  related: () => C,
  options: AssociationOptions = {},
): InstanceType<C>[] {
  return notLoaded<InstanceType<C>[]>({ kind: "hasMany", cardinality: "many", related, options });
}

/**
 * Rows that are reached over other associations of this schema.
 *
 * @example
 * class Order extends Schema("orders", { total: decimal() }) {
 *   lineItems = hasMany(() => LineItem);
 *   products = hasManyThrough(() => Product, ["lineItems", "product"]);
 * }
 * @see Ecto.Schema.has_many/3
 */
export function hasManyThrough<C extends SchemaClass>(
  related: () => C,
  through: readonly string[],
): InstanceType<C>[] {
  return notLoaded<InstanceType<C>[]>({
    kind: "through",
    cardinality: "many",
    related,
    options: {},
    through,
  });
}

/**
 * Rows of the other table are tied to this struct by rows of a third table.
 *
 * @param options `joinThrough`: the third table; `joinKeys`: its columns for this side and the other (`product_id`, `category_id`);
 *   `onReplace`: `"delete"` removes the rows of the third table when the association is replaced
 * @example
 * class Product extends Schema("products", { title: string() }) {
 *   categories = manyToMany(() => Category, { joinThrough: "product_categories", onReplace: "delete" });
 * }
 * @see Ecto.Schema.many_to_many/3
 */
export function manyToMany<C extends SchemaClass>(
  related: () => C,
  options: { joinThrough: string; joinKeys?: [string, string]; onReplace?: OnReplace },
): InstanceType<C>[] {
  return notLoaded<InstanceType<C>[]>({ kind: "manyToMany", cardinality: "many", related, options });
}

/** The associations of a schema by name. */
export function associationsOf(schema: SchemaClass): ReadonlyMap<string, Association> {
  const known = reflected.get(schema);
  if (known) return known;
  const associations = new Map<string, Association>();
  for (const [name, value] of Object.entries(new schema())) {
    const definition = typeof value === "object" && value !== null ? definitions.get(value) : undefined;
    if (definition) associations.set(name, resolve(schema, name, definition));
  }
  reflected.set(schema, associations);
  return associations;
}

/** An association by name; throws when the schema has none of it. */
export function associationOf(schema: SchemaClass, name: string): Association {
  const association = associationsOf(schema).get(name);
  if (association) return association;
  const known = [...associationsOf(schema).keys()].join(", ") || "none";
  throw new TypeError(`unknown association \`${name}\` in schema ${schema.name}; it has: ${known}`);
}

/** Whether an association of this struct holds its rows, rather than the mark that it was not loaded. */
export function isLoaded(value: unknown): boolean {
  return !(typeof value === "object" && value !== null && definitions.has(value));
}

/** An association was read that had not been loaded. */
export class AssociationNotLoadedError extends Error {
  override name = "AssociationNotLoadedError";
}

class NotLoaded {
  toJSON(): undefined {
    return undefined;
  }
}

// A mark in place of the rows: it answers nothing that a row or a list has without an error that says what to do.
function notLoaded<T>(definition: Definition): T {
  const owner = latestStruct();
  const mark: object = new Proxy(new NotLoaded(), {
    get(target, property, receiver) {
      if (Reflect.has(target, property)) return Reflect.get(target, property, receiver);
      if (readsRows(definition, property)) throw notLoadedError(mark, owner, definition, String(property));
      return undefined;
    },
  });
  definitions.set(mark, definition);
  return mark as T;
}

function notLoadedError(
  mark: object,
  owner: object | undefined,
  definition: Definition,
  property: string,
): AssociationNotLoadedError {
  // The field has its name only after the mark was made.
  const [name] = Object.entries(owner ?? {}).find(([, value]) => value === mark) ?? [];
  const what = name
    ? `\`${name}\` of ${owner?.constructor.name}`
    : `with ${definition.related?.().name ?? "another schema"}`;
  return new AssociationNotLoadedError(
    `the association ${what} is not loaded; load it first with Repo.preload(struct, { ${name ?? "association"}: true }) ` +
      `or .preload(…) in the query (\`${property}\` was read from it)`,
  );
}

function readsRows(definition: Definition, property: string | symbol): boolean {
  // Symbols are left alone: a matcher or a console looks at them without reading rows.
  if (typeof property === "symbol") return false;
  return (
    property in (definition.cardinality === "many" ? Array.prototype : (definition.related?.().fields ?? {}))
  );
}

function resolve(owner: SchemaClass, name: string, definition: Definition): Association {
  const { kind, cardinality, options, through } = definition;
  if (!definition.related) throw new TypeError(`association \`${name}\` of ${owner.name} names no schema`);
  const related = definition.related();
  if (typeof related !== "function") {
    throw new TypeError(
      `association \`${name}\` of ${owner.name} answered no schema; check what its function returns`,
    );
  }
  const onReplace = options.onReplace ?? "raise";
  const base = { name, kind, cardinality, owner, related, onReplace };
  if (kind === "belongsTo") {
    return {
      ...base,
      ownerKey: options.foreignKey ?? `${name}Id`,
      relatedKey: options.references ?? key(related),
    };
  }
  if (kind === "manyToMany") {
    const [ownerColumn, relatedColumn] = options.joinKeys ?? [foreignColumn(owner), foreignColumn(related)];
    const table = options.joinThrough as string;
    const joinThrough = { table, ownerColumn, relatedColumn };
    return { ...base, ownerKey: key(owner), relatedKey: key(related), joinThrough };
  }
  if (kind === "through") return { ...base, ownerKey: key(owner), relatedKey: key(related), through };
  const foreignKey = options.foreignKey ?? `${owner.name.charAt(0).toLowerCase()}${owner.name.slice(1)}Id`;
  return { ...base, ownerKey: options.references ?? key(owner), relatedKey: foreignKey };
}

function key(schema: SchemaClass): string {
  return schema.primaryKey[0] ?? "id";
}

function foreignColumn(schema: SchemaClass): string {
  return `${underscore(schema.name)}_id`;
}

/** Names of the associations of a struct type. */
export type AssociationName<S extends AnyStruct> = {
  [K in keyof S]-?: K extends keyof S[typeof import("./schema.ts").fieldsOf]
    ? never
    : NonNullable<S[K]> extends AnyStruct | readonly AnyStruct[]
      ? K
      : never;
}[keyof S] &
  string;

/** The struct type on the other side of an association. */
export type RelatedStruct<S extends AnyStruct, K extends AssociationName<S>> =
  NonNullable<S[K]> extends readonly (infer R)[]
    ? R extends AnyStruct
      ? R
      : never
    : NonNullable<S[K]> extends AnyStruct
      ? NonNullable<S[K]>
      : never;
