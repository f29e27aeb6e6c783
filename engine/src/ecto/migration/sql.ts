import { joinSql, type Sql, sql } from "../query/sql.ts";
import type { ColumnChange, ColumnOptions, ColumnType, MigrationCommand, Reference } from "./commands.ts";

const TYPES: Readonly<Record<string, string>> = {
  id: "bigint",
  binaryId: "uuid",
  integer: "integer",
  bigint: "bigint",
  float: "double precision",
  boolean: "boolean",
  text: "text",
  binary: "bytea",
  map: "jsonb",
  uuid: "uuid",
  date: "date",
  time: "time(0)",
  timeUsec: "time",
  naiveDatetime: "timestamp(0)",
  naiveDatetimeUsec: "timestamp",
  utcDatetime: "timestamp(0)",
  utcDatetimeUsec: "timestamp",
};

const ON_DELETE = {
  nothing: "",
  deleteAll: " on delete cascade",
  nilifyAll: " on delete set null",
  restrict: " on delete restrict",
};
const ON_UPDATE = {
  nothing: "",
  updateAll: " on update cascade",
  nilifyAll: " on update set null",
  restrict: " on update restrict",
};

/** The statements of a step, and the line that the log shows for it. */
export function commandSql(command: MigrationCommand): { statements: Sql[]; line: string } {
  switch (command.kind) {
    case "createTable": {
      const { table, ifNotExists, columns } = command;
      const keys = columns.filter(({ options }) => options.primaryKey);
      const parts = columns.map((column) => addedColumn(table, column, keys.length === 1));
      if (keys.length > 1)
        parts.push(sql`primary key (${joinSql(keys.map(({ name }) => sql`${sql.id(name)}`))})`);
      const guard = ifNotExists ? "if not exists " : "";
      return {
        statements: [sql`create table ${sql.raw(guard)}${sql.table(table)} (${joinSql(parts)})`],
        line: `create table ${guard}${table}`,
      };
    }
    case "dropTable": {
      const guard = command.ifExists ? "if exists " : "";
      const mode = command.cascade ? " cascade" : "";
      return {
        statements: [sql`drop table ${sql.raw(guard)}${sql.table(command.table)}${sql.raw(mode)}`],
        line: `drop table ${guard}${command.table}`,
      };
    }
    case "alterTable": {
      const { table, columns } = command;
      const changes = columns.flatMap((column) => alteredColumn(table, column));
      return {
        statements: [sql`alter table ${sql.table(table)} ${joinSql(changes)}`],
        line: `alter table ${table}`,
      };
    }
    case "renameTable":
      return {
        statements: [sql`alter table ${sql.table(command.from)} rename to ${sql.id(command.to)}`],
        line: `rename table ${command.from} to ${command.to}`,
      };
    case "renameColumn": {
      const { table, from, to } = command;
      return {
        statements: [sql`alter table ${sql.table(table)} rename column ${sql.id(from)} to ${sql.id(to)}`],
        line: `rename column ${from} to ${to} on table ${table}`,
      };
    }
    case "createIndex":
      return createIndex(command);
    case "dropIndex": {
      const guard = `${command.options.concurrently ? "concurrently " : ""}${command.ifExists ? "if exists " : ""}`;
      return {
        statements: [sql`drop index ${sql.raw(guard)}${sql.id(command.name)}`],
        line: `drop index ${command.name}`,
      };
    }
    case "createConstraint": {
      const { table, name, check, exclude } = command;
      const body = check === undefined ? `exclude using ${exclude}` : `check (${check})`;
      return {
        statements: [sql`alter table ${sql.table(table)} add constraint ${sql.id(name)} ${sql.raw(body)}`],
        line: `create ${check === undefined ? "exclude" : "check"} constraint ${name} on table ${table}`,
      };
    }
    case "dropConstraint": {
      const guard = command.ifExists ? "if exists " : "";
      return {
        statements: [
          sql`alter table ${sql.table(command.table)} drop constraint ${sql.raw(guard)}${sql.id(command.name)}`,
        ],
        line: `drop constraint ${command.name} from table ${command.table}`,
      };
    }
    case "execute":
      return { statements: [sql.raw(command.up)], line: `execute ${JSON.stringify(command.up)}` };
  }
}

function createIndex(command: Extract<MigrationCommand, { kind: "createIndex" }>): {
  statements: Sql[];
  line: string;
} {
  const { table, columns, name, ifNotExists, options } = command;
  const { unique, concurrently, using, include, nullsDistinct, where } = options;
  // What is no plain name is an expression, e.g. "lower(email)".
  const list = columns.map((column) => (/^\w+$/.test(column) ? sql`${sql.id(column)}` : sql.raw(column)));
  const parts = [
    sql.raw(
      `create ${unique ? "unique " : ""}index ${concurrently ? "concurrently " : ""}${ifNotExists ? "if not exists " : ""}`,
    ),
    sql`${sql.id(name)} on ${sql.table(table)}`,
    using ? sql` using ${sql.raw(using)}` : sql.raw(""),
    sql` (${joinSql(list)})`,
    include ? sql` include (${joinSql(include.map((column) => sql`${sql.id(column)}`))})` : sql.raw(""),
    nullsDistinct === false ? sql.raw(" nulls not distinct") : sql.raw(""),
    where ? sql.raw(` where ${where}`) : sql.raw(""),
  ];
  return { statements: [joinSql(parts, sql.raw(""))], line: `create index ${name}` };
}

function addedColumn(table: string, column: ColumnChange, isOnlyKey: boolean): Sql {
  const { name, type, options } = column;
  if (type === undefined) throw new TypeError(`the column ${name} of ${table} needs a type`);
  const key = options.primaryKey && isOnlyKey ? sql.raw(" primary key") : sql.raw("");
  return sql`${sql.id(name)} ${columnType(type, options)}${nullability(options)}${defaultOf(options, type)}${reference(table, name, type)}${key}`;
}

function alteredColumn(table: string, column: ColumnChange): Sql[] {
  const { action, name, type, options } = column;
  const id = sql.id(name);
  if (action === "remove") return [sql`drop column ${id}`];
  if (action === "add") return [sql`add column ${addedColumn(table, column, true)}`];
  if (type === undefined) throw new TypeError(`the column ${name} of ${table} needs a type`);
  const changes: Sql[] = [];
  if (isReference(column.from?.type))
    changes.push(sql`drop constraint ${sql.id(keyName(table, name, column.from.type))}`);
  const wanted = columnType(type, options);
  changes.push(sql`alter column ${id} type ${wanted} using ${id}::${wanted}`);
  if (options.null !== undefined)
    changes.push(sql`alter column ${id} ${sql.raw(options.null ? "drop" : "set")} not null`);
  if (options.default === null) changes.push(sql`alter column ${id} drop default`);
  else if (options.default !== undefined)
    changes.push(sql`alter column ${id} set${defaultOf(options, type)}`);
  if (isReference(type)) {
    changes.push(
      sql`add constraint ${sql.id(keyName(table, name, type))} foreign key (${id})${target(type)}`,
    );
  }
  return changes;
}

function columnType(type: ColumnType | Reference, options: ColumnOptions): Sql {
  if (isReference(type)) return columnType(type.type, options);
  if (type.endsWith("[]")) return sql`${columnType(type.slice(0, -2), options)}${sql.raw("[]")}`;
  if (type === "string") return sql.raw(`varchar(${options.size ?? 255})`);
  if (type === "decimal") {
    const { precision, scale } = options;
    return sql.raw(precision === undefined ? "numeric" : `numeric(${precision}, ${scale ?? 0})`);
  }
  return sql.raw(TYPES[type] ?? type);
}

function nullability(options: ColumnOptions): Sql {
  return sql.raw(options.null === false ? " not null" : "");
}

function defaultOf(options: ColumnOptions, type: ColumnType | Reference): Sql {
  const value = options.default;
  if (value === undefined) return sql.raw("");
  if (value === null) return sql.raw(" default null");
  if (typeof value === "object" && "fragment" in value) return sql.raw(` default ${String(value.fragment)}`);
  if (Array.isArray(value) && typeof type === "string" && type.endsWith("[]")) {
    const items = value.map((item) => sql`${sql.lit(item)}`);
    return sql` default ${items.length > 0 ? sql`array[${joinSql(items)}]` : sql.raw("'{}'")}::${columnType(type, options)}`;
  }
  if (typeof value === "object") return sql` default ${sql.lit(JSON.stringify(value))}`;
  return sql` default ${sql.lit(value)}`;
}

function reference(table: string, column: string, type: ColumnType | Reference): Sql {
  if (!isReference(type)) return sql.raw("");
  return sql` constraint ${sql.id(keyName(table, column, type))}${target(type)}`;
}

function target(type: Reference): Sql {
  const actions = `${ON_DELETE[type.onDelete]}${ON_UPDATE[type.onUpdate]}`;
  return sql` references ${sql.table(type.references)} (${sql.id(type.column)})${sql.raw(actions)}`;
}

function keyName(table: string, column: string, type: Reference): string {
  return type.name ?? `${table}_${column}_fkey`;
}

function isReference(type: ColumnType | Reference | undefined): type is Reference {
  return typeof type === "object";
}
