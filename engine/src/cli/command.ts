import type { FileSystem } from "../platform/file_system.ts";
import type { Platform } from "../platform/platform.ts";
import type { Terminal } from "../platform/terminal.ts";

/** What a command works with. */
export interface CommandContext {
  readonly fs: FileSystem;
  readonly terminal: Terminal;
  /** The folder that the command is run in. */
  readonly root: string;
  readonly platform: Platform;
  /** Environment variables. `FLEDGE_ENV` chooses the environment. */
  readonly vars: Readonly<Record<string, string | undefined>>;
}

/** What commands need of the platform, beside files and a terminal. */
export interface CommandHost {
  /** Runs a program and resolves to its exit code. Absent where there are no programs. */
  run?(program: string, args: string[], cwd: string): Promise<number>;
  /** Serves the project until it is told to stop. Absent where the project is served already. */
  serve?(context: CommandContext): Promise<number>;
  /** Runs the tests whose paths (relative to the project) are given, or all of them; resolves to the exit code. Absent
   * where tests are run otherwise. */
  test?(context: CommandContext, run: TestRun): Promise<number>;
}

/** Which tests are run. */
export interface TestRun {
  /** Files and folders, each with the line of one test where only that one is wanted. */
  targets: { path: string; line?: number }[];
  /** Failures after which the run ends; 0 for never. */
  bail: number;
  /** Tags that a test must have; those with `!` before them it must not have. */
  tags: string[];
  /** Order of the tests, so that a failure may be seen again. */
  seed?: number;
  /** Absolute path of a file that the outcome is written to, as Vitest's `json` reporter does. */
  report?: string;
}

/** A command of `fledge`. */
export interface Command {
  /** As it is typed: `ecto.migrate`. */
  readonly name: string;
  /** What follows the name: `[--step N] [--to VERSION]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for `fledge help NAME`. */
  readonly help: string;
  run(args: string[], context: CommandContext): Promise<number>;
}

/** A command cannot go on for a reason that the person at the terminal can mend; the message is all that is shown. */
export class CommandError extends Error {
  override name = "CommandError";
}
