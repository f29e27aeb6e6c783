import type { Conn } from "../conn/conn.ts";
import { Logger } from "../logger/logger.ts";
import { DatabaseError } from "./database/database_error.ts";
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
 * A plug that stops requests while the database is missing or behind its migrations; in development only.
 *
 * @throws {StorageNotCreatedError} {@link PendingMigrationError}
 * @example
 * // lib/hello_web/endpoint.ts
 * endpoint({ otpApp: "hello" }).plug(checkRepoStatus(Repo))
 * @see Phoenix.Ecto.CheckRepoStatus
 */
export function checkRepoStatus(repo: RepoChild): (conn: Conn) => Conn | Promise<Conn> {
  return (conn) => (repo.runtime.context.env === "dev" ? check(repo, conn) : conn);
}

async function check(repo: RepoChild, conn: Conn): Promise<Conn> {
  const { driver, options, lease, context } = repo.runtime;
  const files = migrationFiles(context.platform, context.root);
  try {
    const pending = await pendingOf(repo, files);
    if (pending.length === 0) return conn;
    const run = async () => {
      await migrate(await lease.pool(), files, "up", {}, (line) => Logger.info(line));
    };
    throw new PendingMigrationError(repo.id, pending, [{ label: "Run migrations", handler: run }]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "does_not_exist") throw error;
    const create = async () => {
      await driver.create(options);
    };
    throw new StorageNotCreatedError(repo.id, [{ label: "Create database", handler: create }]);
  }
}

async function pendingOf(repo: RepoChild, files: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const status = await migrationStatus(await repo.runtime.lease.pool(), files);
  const down = new Set(status.filter((entry) => entry.status === "down").map(({ version }) => version));
  return files.filter(({ version }) => down.has(version));
}
