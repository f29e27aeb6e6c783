import type { Repo } from "../repo/repo.ts";
import type {
  ColumnChange,
  ColumnOptions,
  ColumnType,
  IndexOptions,
  MigrationCommand,
  Reference,
  SqlFragment,
} from "./commands.ts";

/** Options of `createTable`. */
export interface TableOptions {
  /** The key `id`: `"bigserial"` unless told, another type such as `"binaryId"`, or `false` for none. */
  primaryKey?: false | ColumnType;
}

/** Steps of a table that is made or altered. */
export class TableBuilder {
  /** The steps so far; for the framework's own use. */
  readonly columns: ColumnChange[] = [];

  /**
   * Adds a column.
   *
   * @param name in snake_case
   * @param type e.g. `"string"`, or `references("users")`
   * @example
   * t.add("price", "decimal", { precision: 15, scale: 6, null: false })
   * @see Ecto.Migration.add/3
   */
  add(name: string, type: ColumnType | Reference, options: ColumnOptions = {}): this {
    this.columns.push({ action: "add", name, type, options, from: undefined });
    return this;
  }

  /**
   * Changes the type or options of a column.
   *
   * @param options `from`: what it was, `[type, options]`, so that the step can be undone
   * @example
   * t.modify("price", "decimal", { precision: 15, from: "integer" })
   * @see Ecto.Migration.modify/3
   */
  modify(
    name: string,
    type: ColumnType | Reference,
    options: ColumnOptions & {
      from?: ColumnType | Reference | readonly [ColumnType | Reference, ColumnOptions];
    } = {},
  ): this {
    const { from, ...rest } = options;
    const [oldType, oldOptions] = Array.isArray(from)
      ? (from as [ColumnType, ColumnOptions])
      : [from as ColumnType | undefined, {}];
    const before = oldType === undefined ? undefined : { type: oldType, options: oldOptions };
    this.columns.push({ action: "modify", name, type, options: rest, from: before });
    return this;
  }

  /**
   * Removes a column; with its type and options the step can be undone.
   *
   * @example
   * t.remove("age", "integer")
   * @see Ecto.Migration.remove/3
   */
  remove(name: string, type?: ColumnType | Reference, options: ColumnOptions = {}): this {
    this.columns.push({ action: "remove", name, type, options, from: undefined });
    return this;
  }

  /**
   * Adds `inserted_at` and `updated_at`.
   *
   * @param options `type`: `"naiveDatetime"` unless told.
   * @example
   * t.timestamps({ type: "utcDatetime" })
   * @see Ecto.Migration.timestamps/1
   */
  timestamps(options: { type?: ColumnType; null?: boolean; default?: ColumnOptions["default"] } = {}): this {
    const { type = "naiveDatetime", ...rest } = options;
    return this.add("inserted_at", type, { null: false, ...rest }).add("updated_at", type, {
      null: false,
      ...rest,
    });
  }
}

/**
 * Writes down the steps of a migration. They are run in order when the function of the migration has ended.
 *
 * @see Ecto.Migration
 */
export class MigrationBuilder {
  readonly #flush: (() => Promise<void>) | undefined;

  /** Made by the migrator. */
  constructor(
    /** The direction that the migration runs in. */
    readonly direction: "up" | "down",
    /** Reads and writes rows, in the migration's transaction; call `flush` before. */
    readonly repo: Repo,
    /** The steps so far; for the framework's own use. */
    readonly commands: MigrationCommand[] = [],
    flush?: () => Promise<void>,
  ) {
    this.#flush = flush;
  }

  /**
   * Makes a table, with a primary key `id` unless the options say otherwise.
   *
   * @example
   * m.createTable("users", (t) => { t.add("name", "string"); t.timestamps(); });
   * m.createTable("post_tags", { primaryKey: false }, (t) => { t.add("post_id", references("posts")); });
   * @see Ecto.Migration.create/2
   */
  createTable(table: string, columns: (t: TableBuilder) => void): void;
  createTable(table: string, options: TableOptions, columns: (t: TableBuilder) => void): void;
  createTable(
    table: string,
    ...rest: [(t: TableBuilder) => void] | [TableOptions, (t: TableBuilder) => void]
  ): void {
    this.#createTable(table, false, rest);
  }

  /**
   * Makes a table unless it is there.
   *
   * @example
   * m.createTableIfNotExists("users", (t) => t.add("name", "string"));
   * @see Ecto.Migration.create_if_not_exists/2
   */
  createTableIfNotExists(table: string, columns: (t: TableBuilder) => void): void;
  createTableIfNotExists(table: string, options: TableOptions, columns: (t: TableBuilder) => void): void;
  createTableIfNotExists(
    table: string,
    ...rest: [(t: TableBuilder) => void] | [TableOptions, (t: TableBuilder) => void]
  ): void {
    this.#createTable(table, true, rest);
  }

  /**
   * Drops a table. It cannot be undone.
   *
   * @example
   * m.dropTable("users");
   * @see Ecto.Migration.drop/2
   */
  dropTable(table: string, options: { cascade?: boolean } = {}): void {
    this.commands.push({ kind: "dropTable", table, ifExists: false, cascade: options.cascade ?? false });
  }

  /** Drops a table if it is there. It cannot be undone. @see Ecto.Migration.drop_if_exists/2 */
  dropTableIfExists(table: string, options: { cascade?: boolean } = {}): void {
    this.commands.push({ kind: "dropTable", table, ifExists: true, cascade: options.cascade ?? false });
  }

  /**
   * Adds, changes and removes columns.
   *
   * @example
   * m.alterTable("users", (t) => t.add("age", "integer"));
   * @see Ecto.Migration.alter/2
   */
  alterTable(table: string, columns: (t: TableBuilder) => void): void {
    const builder = new TableBuilder();
    columns(builder);
    if (builder.columns.length > 0)
      this.commands.push({ kind: "alterTable", table, columns: builder.columns });
  }

  /**
   * Gives a table another name.
   *
   * @example
   * m.renameTable("users", "accounts");
   * @see Ecto.Migration.rename/2
   */
  renameTable(from: string, to: string): void {
    this.commands.push({ kind: "renameTable", from, to });
  }

  /**
   * Gives a column another name.
   *
   * @example
   * m.renameColumn("users", "name", "full_name");
   * @see Ecto.Migration.rename/3
   */
  renameColumn(table: string, from: string, to: string): void {
    this.commands.push({ kind: "renameColumn", table, from, to });
  }

  /**
   * Makes an index.
   *
   * @example
   * m.createIndex("comments", ["post_id"])
   * @see Ecto.Migration.index/3
   */
  createIndex(table: string, columns: string | readonly string[], options: IndexOptions = {}): void {
    this.commands.push({ kind: "createIndex", ifNotExists: false, ...indexOf(table, columns, options) });
  }

  /** Makes an index unless it is there. @see Ecto.Migration.create_if_not_exists/1 */
  createIndexIfNotExists(
    table: string,
    columns: string | readonly string[],
    options: IndexOptions = {},
  ): void {
    this.commands.push({ kind: "createIndex", ifNotExists: true, ...indexOf(table, columns, options) });
  }

  /**
   * Makes an index that refuses a second row of the same values.
   *
   * @example
   * m.createUniqueIndex("users", ["email"]);
   * @see Ecto.Migration.unique_index/3
   */
  createUniqueIndex(table: string, columns: string | readonly string[], options: IndexOptions = {}): void {
    this.createIndex(table, columns, { ...options, unique: true });
  }

  /**
   * Drops an index, named as it was made.
   *
   * @example
   * m.dropIndex("users", ["email"]);
   * @see Ecto.Migration.drop/2
   */
  dropIndex(table: string, columns: string | readonly string[], options: IndexOptions = {}): void {
    this.commands.push({ kind: "dropIndex", ifExists: false, ...indexOf(table, columns, options) });
  }

  /** Drops an index if it is there. @see Ecto.Migration.drop_if_exists/2 */
  dropIndexIfExists(table: string, columns: string | readonly string[], options: IndexOptions = {}): void {
    this.commands.push({ kind: "dropIndex", ifExists: true, ...indexOf(table, columns, options) });
  }

  /**
   * Makes a check (or exclusion) constraint.
   *
   * @example
   * m.createConstraint("products", "price_must_be_positive", { check: "price > 0" })
   * @see Ecto.Migration.constraint/3
   */
  createConstraint(table: string, name: string, options: { check: string } | { exclude: string }): void {
    this.commands.push({ kind: "createConstraint", table, name, ...options });
  }

  /**
   * Drops a constraint; with what it checked the step can be undone.
   *
   * @example
   * m.dropConstraint("products", "price_must_be_positive");
   * @see Ecto.Migration.drop/2
   */
  dropConstraint(
    table: string,
    name: string,
    options: { check?: string; exclude?: string; ifExists?: boolean } = {},
  ): void {
    const { ifExists = false, ...rest } = options;
    this.commands.push({ kind: "dropConstraint", table, name, ifExists, ...rest });
  }

  /**
   * Runs SQL of your own.
   *
   * @param down the SQL that undoes it, for a `change`
   * @example
   * m.execute("create extension citext", "drop extension citext");
   * @see Ecto.Migration.execute/2
   */
  execute(up: string, down?: string): void {
    this.commands.push({ kind: "execute", up, down });
  }

  /** Runs the steps so far, so that rows can be read or written after them; in `up` and `down` only. @see Ecto.Migration.flush/0 */
  async flush(): Promise<void> {
    if (!this.#flush) throw new Error("flush cannot be used in change: write up and down instead");
    await this.#flush();
  }

  #createTable(
    table: string,
    ifNotExists: boolean,
    rest: [(t: TableBuilder) => void] | [TableOptions, (t: TableBuilder) => void],
  ): void {
    const [options, columns] = rest.length === 1 ? [{}, rest[0]] : rest;
    const builder = new TableBuilder();
    const { primaryKey = "bigserial" } = options as TableOptions;
    if (primaryKey !== false) builder.add("id", primaryKey, { primaryKey: true });
    columns(builder);
    this.commands.push({ kind: "createTable", table, ifNotExists, columns: builder.columns });
  }
}

/**
 * A column that holds the key of another table's row.
 *
 * @param options `onDelete`: `"nothing"` unless told, `"deleteAll"`, `"nilifyAll"` or `"restrict"`; `column`: `"id"`; `type`: `"id"`
 * @example
 * t.add("post_id", references("posts", { onDelete: "deleteAll" }), { null: false })
 * @see Ecto.Migration.references/2
 */
export function references(table: string, options: Partial<Omit<Reference, "references">> = {}): Reference {
  return {
    references: table,
    column: "id",
    type: "id",
    name: undefined,
    onDelete: "nothing",
    onUpdate: "nothing",
    ...options,
  };
}

/**
 * SQL for a default: `{ default: fragment("now()") }`.
 *
 * @example
 * t.add("token", "uuid", { default: fragment("gen_random_uuid()") })
 * @see Ecto.Migration.fragment/1
 */
export function fragment(sql: string): SqlFragment {
  return { fragment: sql };
}

function indexOf(table: string, columns: string | readonly string[], options: IndexOptions) {
  const list = typeof columns === "string" ? [columns] : columns;
  const words = list.map((column) => column.replace(/\W+/g, "_").replace(/^_+|_+$/g, ""));
  return { table, columns: list, name: options.name ?? `${table}_${words.join("_")}_index`, options };
}
