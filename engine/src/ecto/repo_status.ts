import type { Conn } from "../conn/conn.ts";
import { Logger } from "../logger/logger.ts";
import { DatabaseError } from "./database/database_error.ts";
import type { DatabasePool } from "./database_driver.ts";
import { type MigrationFile, migrationFiles } from "./migration/files.ts";
import { migrate, migrationStatus } from "./migration/migrator.ts";
import type { RepoChild } from "./repo/repo_child.ts";

/** What the debug page offers to do about an error. */
interface Action {
  label: string;
  handler: () => Promise<void>;
}

/** The database was not made yet; the debug page has a button that makes it. */
export class StorageNotCreatedError extends Error {
  override name = "StorageNotCreatedError";
  readonly plugStatus = 503;
  constructor(
    repo: string,
    readonly actions: readonly Action[],
  ) {
    super(
      `the database of ${repo} does not exist: create it with \`fledge ecto.create\`, or press the button`,
    );
  }
}

/** Some migrations were not run yet; the debug page has a button that runs them. */
export class PendingMigrationError extends Error {
  override name = "PendingMigrationError";
  readonly plugStatus = 503;
  constructor(
    repo: string,
    pending: readonly { path: string }[],
    readonly actions: readonly Action[],
  ) {
    const list = pending.map(({ path }) => `  ${path}`).join("\n");
    super(
      `there are migrations of ${repo} to run: run them with \`fledge ecto.migrate\`, or press the button\n${list}`,
    );
  }
}

/**
 * A plug that stops requests while the database is missing or behind its migrations; in development only. Once the migrations are
 * known to have run, the database is not asked again until their files are others, or a statement misses a table or a column.
 *
 * @throws {StorageNotCreatedError} {@link PendingMigrationError}
 * @example
 * // lib/hello_web/endpoint.ts
 * endpoint({ otpApp: "hello" }).codeReloading([checkRepoStatus(Repo)])
 * @see Phoenix.Ecto.CheckRepoStatus
 */
export function checkRepoStatus(repo: RepoChild): (conn: Conn) => Conn | Promise<Conn> {
  return (conn) => {
    const { context, migrated } = repo.runtime;
    if (context.env !== "dev") return conn;
    const files = migrationFiles(context.platform, context.root);
    return files.length === 0 || migrated === versionsOf(files) ? conn : check(repo, files, conn);
  };
}

async function check(repo: RepoChild, files: readonly MigrationFile[], conn: Conn): Promise<Conn> {
  const { runtime } = repo;
  try {
    const pool = await runtime.lease.pool();
    const pending = await pendingOf(pool, files);
    if (pending.length > 0) {
      const run = async () => {
        await migrate(pool, files, "up", {}, (line) => Logger.info(line));
      };
      throw new PendingMigrationError(repo.id, pending, [
        { label: `Run migrations for ${repo.id}`, handler: run },
      ]);
    }
    runtime.migrated = versionsOf(files);
    return conn;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "does_not_exist") throw error;
    const create = async () => {
      await runtime.driver.create(runtime.options);
    };
    throw new StorageNotCreatedError(repo.id, [{ label: `Create database for ${repo.id}`, handler: create }]);
  }
}

async function pendingOf(pool: DatabasePool, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const status = await migrationStatus(pool, files);
  const down = new Set(status.filter((entry) => entry.status === "down").map(({ version }) => version));
  return files.filter(({ version }) => down.has(version));
}

function versionsOf(files: readonly MigrationFile[]): string {
  return files.map(({ version }) => version).join(" ");
}
