export { ectoGenMigrationCommand } from "./gen_migration.ts";
export { ectoMigrateCommand, ectoMigrationsCommand, ectoRollbackCommand } from "./migrate.ts";
export { ectoCreateCommand, ectoDropCommand } from "./storage.ts";
