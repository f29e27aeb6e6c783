/**
 * Migrations: steps that change the tables of a database, each in a file of its own, run in order and only once.
 *
 * A migration that says what it does with `change` can be rolled back by itself as long as every command in it has an opposite; else it
 * has `up` and `down`. `fledge ecto.gen.migration` makes the file, `fledge ecto.migrate` and `fledge ecto.rollback` run it.
 *
 * @see Ecto.Migration
 */
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
