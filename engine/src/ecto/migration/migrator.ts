import type { DatabaseConnection, DatabasePool } from "../database_driver.ts";
import { compileSql } from "../query/sql.ts";
import { ConnectionExecutor, type Executor } from "../repo/executor.ts";
import { Repo } from "../repo/repo.ts";
import { MigrationBuilder } from "./builder.ts";
import { invert } from "./commands.ts";
import type { MigrationFile } from "./files.ts";
import type { Migration } from "./migration.ts";
import { commandSql } from "./sql.ts";

/** Any number does, as long as nothing else in the database takes the same lock. */
const LOCK = 7_155_230_177;

/** A migration and whether it was run. */
export interface MigrationStatus {
  readonly version: number;
  /** Missing when the file is gone. */
  readonly name: string | undefined;
  readonly status: "up" | "down";
}

/** Which migrations are run: all unless told. */
export interface MigrationRange {
  /** How many. */
  step?: number;
  /** Up to and including this version. */
  to?: number;
}

/** A step of a migration failed. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** Which migrations were run. */
export function migrationStatus(
  pool: DatabasePool,
  files: readonly MigrationFile[],
): Promise<MigrationStatus[]> {
  return pool.withConnection(async (connection) => {
    const { rows: tables } = await connection.query(
      "select to_regclass('schema_migrations') is not null as found",
      [],
    );
    const done = tables[0]?.found ? await versions(connection) : new Set<number>();
    const missing = [...done].filter((version) => !files.some((file) => file.version === version));
    const known = files.map(({ version, name }) => ({
      version,
      name,
      status: done.has(version) ? ("up" as const) : ("down" as const),
    }));
    return [
      ...known,
      ...missing.map((version) => ({ version, name: undefined, status: "up" as const })),
    ].sort((a, b) => a.version - b.version);
  });
}

/**
 * Runs migrations that were not run yet, or with `"down"` undoes those that were, the latest first.
 *
 * Only one process at a time migrates a database; another waits.
 *
 * @param log takes a line for each migration and step
 * @returns the versions that were run
 */
export function migrate(
  pool: DatabasePool,
  files: readonly MigrationFile[],
  direction: "up" | "down",
  range: MigrationRange,
  log: (line: string) => void,
): Promise<number[]> {
  return pool.withConnection(async (connection) => {
    await connection.query(
      'create table if not exists "schema_migrations" ("version" bigint primary key, "inserted_at" timestamp(0))',
      [],
    );
    await connection.query("select pg_advisory_lock($1)", [LOCK]);
    try {
      const wanted = chosen(files, await versions(connection), direction, range);
      for (const file of wanted) await runOne(connection, file, direction, log);
      return wanted.map(({ version }) => version);
    } finally {
      await connection.query("select pg_advisory_unlock($1)", [LOCK]);
    }
  });
}

function chosen(
  files: readonly MigrationFile[],
  done: Set<number>,
  direction: "up" | "down",
  range: MigrationRange,
): MigrationFile[] {
  const { step = Number.POSITIVE_INFINITY, to } = range;
  const all =
    direction === "up"
      ? files.filter(({ version }) => !done.has(version) && (to === undefined || version <= to))
      : [...files]
          .reverse()
          .filter(({ version }) => done.has(version) && (to === undefined || version >= to));
  return all.slice(0, step);
}

async function runOne(
  connection: DatabaseConnection,
  file: MigrationFile,
  direction: "up" | "down",
  log: (line: string) => void,
): Promise<void> {
  const migration = await file.load();
  const method = migration.steps.change ? "change" : direction;
  const turned = method === "change" && direction === "down" ? "backward" : "forward";
  log(`== Running ${file.version} ${camelCase(file.name)}.${method} ${turned}`);
  const start = performance.now();
  const executor = new ConnectionExecutor(connection, () => {}, 1);
  const control = async (sql: string) => {
    if (!migration.steps.disableDdlTransaction) await connection.query(sql, []);
  };
  await control("begin");
  try {
    await runSteps(executor, migration, direction, log);
    await note(connection, file.version, direction);
    await control("commit");
  } catch (error) {
    await control("rollback");
    const message = `the migration ${file.path} failed: ${(error as Error).message}`;
    throw new MigrationError(message, { cause: error });
  }
  log(`== Migrated ${file.version} in ${((performance.now() - start) / 1000).toFixed(1)}s`);
}

async function runSteps(
  executor: Executor,
  migration: Migration,
  direction: "up" | "down",
  log: (line: string) => void,
): Promise<void> {
  const { change, up, down } = migration.steps;
  const run = async (commands: MigrationBuilder["commands"]) => {
    for (const command of commands) {
      const { statements, line } = commandSql(command);
      log(line);
      for (const statement of statements) await executor.run(compileSql(statement));
    }
  };
  const repo = new MigrationRepo(executor);
  if (change) {
    const builder = new MigrationBuilder(direction, repo);
    await change(builder);
    return run(direction === "up" ? builder.commands : builder.commands.map(invert).reverse());
  }
  const steps = direction === "up" ? up : down;
  if (!steps) throw new Error("it has no down, so that it cannot be undone");
  const builder: MigrationBuilder = new MigrationBuilder(direction, repo, [], () =>
    run(builder.commands.splice(0)),
  );
  await steps(builder);
  return run(builder.commands);
}

async function note(
  connection: DatabaseConnection,
  version: number,
  direction: "up" | "down",
): Promise<void> {
  if (direction === "down") {
    await connection.query('delete from "schema_migrations" where "version" = $1', [version]);
  } else {
    await connection.query('insert into "schema_migrations" ("version", "inserted_at") values ($1, $2)', [
      version,
      new Date().toISOString(),
    ]);
  }
}

async function versions(connection: DatabaseConnection): Promise<Set<number>> {
  const { rows } = await connection.query('select "version" from "schema_migrations"', []);
  return new Set(rows.map((row) => Number(row.version)));
}

function camelCase(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

class MigrationRepo extends Repo {
  constructor(readonly executor: Executor) {
    super();
  }
}
