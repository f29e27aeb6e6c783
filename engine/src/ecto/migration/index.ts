export { fragment, MigrationBuilder, references, TableBuilder, type TableOptions } from "./builder.ts";
export {
  type ColumnOptions,
  type ColumnType,
  type IndexOptions,
  IrreversibleMigrationError,
  type Reference,
  type SqlFragment,
} from "./commands.ts";
export { Migration, type MigrationSteps, migration } from "./migration.ts";
