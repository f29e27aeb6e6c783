import type { Platform } from "../../platform/platform.ts";
import type { DatabaseDriver, DatabaseOptions } from "../database_driver.ts";
import { migrationFiles } from "./files.ts";
import { migrate } from "./migrator.ts";

/** Makes the database unless it is there, and runs the migrations that were not run yet. */
export async function prepareDatabase(
  driver: DatabaseDriver,
  options: DatabaseOptions,
  platform: Platform,
  log: (line: string) => void = () => {},
): Promise<void> {
  await driver.create(options);
  const pool = await driver.connect(options);
  try {
    await migrate(pool, migrationFiles(platform, options.root), "up", {}, log);
  } finally {
    await pool.close();
  }
}
