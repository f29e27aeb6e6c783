import { type Command, type CommandContext, CommandError } from "../../cli/command.ts";
import { parseArguments } from "../../cli/options.ts";
import { MIGRATIONS, type MigrationFile, MigrationFileError, migrationFiles } from "../migration/files.ts";
import { MigrationError, type MigrationRange, migrate, migrationStatus } from "../migration/migrator.ts";
import { projectDatabase, withPool } from "./database.ts";

const OPTIONS = { step: "number", to: "number", all: "boolean", quiet: "boolean" } as const;
const ALIASES = { n: "step", v: "to", q: "quiet" } as const;

/** `fledge ecto.migrate` */
export const ectoMigrateCommand: Command = {
  name: "ecto.migrate",
  usage: "[--step N] [--to VERSION] [--quiet]",
  summary: "Runs the migrations that were not run yet",
  help: `Runs the migrations of ${MIGRATIONS} that were not run yet, in the order of their versions.

  -n, --step N        so many at most
      --to VERSION    up to and including this version
  -q, --quiet         says nothing`,

  async run(args, context) {
    const { options } = parseArguments(args, OPTIONS, ALIASES);
    const { count, write } = await runMigrations(context, "up", range(options), options.quiet);
    if (count === 0) write("Migrations already up");
    return 0;
  },
};

/** `fledge ecto.rollback` */
export const ectoRollbackCommand: Command = {
  name: "ecto.rollback",
  usage: "[--step N] [--to VERSION] [--all] [--quiet]",
  summary: "Undoes migrations, the latest first",
  help: `Undoes the migration that was run last.

  -n, --step N        so many
      --to VERSION    down to and including this version
      --all           all of them
  -q, --quiet         says nothing`,

  async run(args, context) {
    const { options } = parseArguments(args, OPTIONS, ALIASES);
    const wanted = range(options);
    const one = options.all || wanted.step !== undefined || wanted.to !== undefined ? wanted : { step: 1 };
    const { count, write } = await runMigrations(context, "down", one, options.quiet);
    if (count === 0) write("Migrations already down");
    return 0;
  },
};

/** `fledge ecto.migrations` */
export const ectoMigrationsCommand: Command = {
  name: "ecto.migrations",
  usage: "",
  summary: "Shows which migrations were run",
  help: `Lists the migrations of ${MIGRATIONS}, and whether each was run (up) or not (down).`,

  async run(args, context) {
    parseArguments(args, {});
    const database = await projectDatabase(context);
    const files = readFiles(context);
    const status = await withPool(database, (pool) => migrationStatus(pool, files));
    const rows = status.map(
      ({ status, version, name }) =>
        `  ${status.padEnd(8)}  ${String(version).padEnd(14)}  ${name ?? "** FILE NOT FOUND **"}\n`,
    );
    context.terminal.write(
      `\nRepo: Repo\n\n  Status    Migration ID    Migration Name\n${"-".repeat(50)}\n${rows.join("")}\n`,
    );
    return 0;
  },
};

async function runMigrations(
  context: CommandContext,
  direction: "up" | "down",
  wanted: MigrationRange,
  quiet = false,
): Promise<{ count: number; write: (line: string) => void }> {
  const write = (line: string) => {
    if (!quiet) context.terminal.write(`[info] ${line}\n`);
  };
  const database = await projectDatabase(context);
  const files = readFiles(context);
  try {
    const versions = await withPool(database, (pool) => migrate(pool, files, direction, wanted, write));
    return { count: versions.length, write };
  } catch (error) {
    if (error instanceof MigrationError || error instanceof MigrationFileError)
      throw new CommandError(error.message);
    throw error;
  }
}

function readFiles({ platform, root }: CommandContext): MigrationFile[] {
  try {
    return migrationFiles(platform, root);
  } catch (error) {
    if (error instanceof MigrationFileError) throw new CommandError(error.message);
    throw error;
  }
}

function range({ step, to }: { step?: number; to?: number }): MigrationRange {
  return { step, to };
}
