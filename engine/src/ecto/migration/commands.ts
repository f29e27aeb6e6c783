/** A type of a column: Ecto's names, any of them with `[]` for a list, or a type of PostgreSQL's own such as `"citext"`. */
export type ColumnType = BasicColumnType | `${BasicColumnType}[]` | (string & {});

/** Column types that are the same in every database. */
export type BasicColumnType =
  | "id"
  | "binaryId"
  | "integer"
  | "bigint"
  | "float"
  | "decimal"
  | "boolean"
  | "string"
  | "text"
  | "binary"
  | "map"
  | "uuid"
  | "date"
  | "time"
  | "timeUsec"
  | "naiveDatetime"
  | "naiveDatetimeUsec"
  | "utcDatetime"
  | "utcDatetimeUsec"
  | "serial"
  | "bigserial";

/** SQL that stands as it is, e.g. for a default. */
export interface SqlFragment {
  readonly fragment: string;
}

/** What a foreign key does when the row that it points at goes or changes its key. */
export type ReferentialAction = "nothing" | "deleteAll" | "nilifyAll" | "restrict";

/** A column that points at another table. */
export interface Reference {
  readonly references: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly name: string | undefined;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: Exclude<ReferentialAction, "deleteAll"> | "updateAll";
}

/** Options of a column. */
export interface ColumnOptions {
  /** `false` refuses `null`. */
  null?: boolean;
  default?:
    | string
    | number
    | boolean
    | null
    | readonly (string | number)[]
    | Readonly<Record<string, unknown>>
    | SqlFragment;
  primaryKey?: boolean;
  /** Characters at most, of `"string"`; 255 unless told. */
  size?: number;
  /** Digits in all and after the point, of `"decimal"`. */
  precision?: number;
  scale?: number;
}

/** One column of a table that is made or altered. */
export interface ColumnChange {
  readonly action: "add" | "modify" | "remove";
  readonly name: string;
  /** Missing when a column is removed without saying what it was. */
  readonly type: ColumnType | Reference | undefined;
  readonly options: ColumnOptions;
  /** What a modified column was, to go back. */
  readonly from: { readonly type: ColumnType | Reference; readonly options: ColumnOptions } | undefined;
}

/** Options of an index. */
export interface IndexOptions {
  /** `${table}_${columns}_index` unless told. */
  name?: string;
  unique?: boolean;
  /** Condition of the rows that it holds, as SQL. */
  where?: string;
  /** Method, e.g. `"gin"`. */
  using?: string;
  /** Made without locking the table; needs `disableDdlTransaction`. */
  concurrently?: boolean;
  /** Columns that are kept beside. */
  include?: readonly string[];
  /** `false` lets `null` be there only once. */
  nullsDistinct?: boolean;
}

/** One step of a migration. */
export type MigrationCommand =
  | { kind: "createTable"; table: string; ifNotExists: boolean; columns: readonly ColumnChange[] }
  | { kind: "dropTable"; table: string; ifExists: boolean; cascade: boolean }
  | { kind: "alterTable"; table: string; columns: readonly ColumnChange[] }
  | { kind: "renameTable"; from: string; to: string }
  | { kind: "renameColumn"; table: string; from: string; to: string }
  | {
      kind: "createIndex";
      table: string;
      columns: readonly string[];
      name: string;
      ifNotExists: boolean;
      options: IndexOptions;
    }
  | {
      kind: "dropIndex";
      table: string;
      columns: readonly string[];
      name: string;
      ifExists: boolean;
      options: IndexOptions;
    }
  | { kind: "createConstraint"; table: string; name: string; check?: string; exclude?: string }
  | {
      kind: "dropConstraint";
      table: string;
      name: string;
      ifExists: boolean;
      check?: string;
      exclude?: string;
    }
  | { kind: "execute"; up: string; down: string | undefined };

/** A `change` has a step that cannot be turned round. */
export class IrreversibleMigrationError extends Error {
  override name = "IrreversibleMigrationError";
}

/** The step that undoes a step. @throws {IrreversibleMigrationError} */
export function invert(command: MigrationCommand): MigrationCommand {
  switch (command.kind) {
    case "createTable":
      return { kind: "dropTable", table: command.table, ifExists: command.ifNotExists, cascade: false };
    case "alterTable":
      return {
        ...command,
        columns: [...command.columns].reverse().map((column) => invertColumn(command.table, column)),
      };
    case "renameTable":
      return { kind: "renameTable", from: command.to, to: command.from };
    case "renameColumn":
      return { ...command, from: command.to, to: command.from };
    case "createIndex":
      return { ...command, kind: "dropIndex", ifExists: command.ifNotExists };
    case "dropIndex":
      return { ...command, kind: "createIndex", ifNotExists: command.ifExists };
    case "createConstraint":
      return { ...command, kind: "dropConstraint", ifExists: false };
    case "dropConstraint":
      if (command.check === undefined && command.exclude === undefined)
        throw irreversible(`drop constraint ${command.name}`);
      return { ...command, kind: "createConstraint" };
    case "execute":
      if (command.down === undefined) throw irreversible(`execute ${JSON.stringify(command.up)}`);
      return { kind: "execute", up: command.down, down: command.up };
    case "dropTable":
      throw irreversible(`drop table ${command.table}`);
  }
}

function invertColumn(table: string, column: ColumnChange): ColumnChange {
  if (column.action === "add") return { ...column, action: "remove" };
  if (column.action === "remove") {
    if (column.type === undefined) throw irreversible(`remove ${column.name} of ${table} without its type`);
    return { ...column, action: "add" };
  }
  if (!column.from || column.type === undefined)
    throw irreversible(`modify ${column.name} of ${table} without { from: … }`);
  return { ...column, ...column.from, from: { type: column.type, options: column.options } };
}

function irreversible(what: string): IrreversibleMigrationError {
  return new IrreversibleMigrationError(
    `cannot reverse the step "${what}": write up and down instead of change`,
  );
}
