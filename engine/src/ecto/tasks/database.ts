import { type CommandContext, CommandError } from "../../cli/command.ts";
import { environment, openHere } from "../../cli/environment.ts";
import { DatabaseError } from "../database/database_error.ts";
import type { DatabaseDriver, DatabaseOptions, DatabasePool } from "../database_driver.ts";
import { databaseOf } from "../repo/repo_child.ts";

/** The database of the project that a command is run in. */
export interface ProjectDatabase {
  readonly driver: DatabaseDriver;
  readonly options: DatabaseOptions;
}

/** Finds the database that the project's configuration names; the application is not started. */
export async function projectDatabase(context: CommandContext): Promise<ProjectDatabase> {
  const project = await openHere(context);
  const { config, platform, root } = project;
  return mended(async () => databaseOf({ config, platform, root, env: environment(context) }, project.app));
}

/** Runs `work` with connections that are ended afterwards. */
export async function withPool<T>(
  { driver, options }: ProjectDatabase,
  work: (pool: DatabasePool) => Promise<T>,
): Promise<T> {
  return mended(async () => {
    const pool = await driver.connect(options);
    try {
      return await work(pool);
    } finally {
      await pool.close();
    }
  });
}

const MENDABLE = [
  "does_not_exist",
  "connection_refused",
  "access_denied",
  "in_use",
  "invalid_url",
  "missing_package",
];

/** Shows what the person at the terminal can mend without a stack trace. */
export async function mended<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && MENDABLE.includes(error.code))
      throw new CommandError(error.message);
    throw error;
  }
}
