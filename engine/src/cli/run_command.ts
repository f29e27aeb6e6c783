import { ChildStartError } from "../application/supervisor.ts";
import { CompileError } from "../code/compile_error.ts";
import { suggest } from "../code/suggest.ts";
import { isAbsolutePath } from "../platform/path.ts";
import { ProjectError } from "../project/index.ts";
import { type Command, type CommandContext, CommandError } from "./command.ts";
import { commands } from "./registry.ts";

/**
 * Runs a command of `fledge`.
 *
 * @param argv what follows `fledge` on the command line: `["routes", "--method", "get"]`; the list of commands when empty
 * @param context files, terminal, folder, platform and environment variables that the command works with
 * @returns the exit code: 0 when all went well
 * @example
 * const code = await runCommand(["new", "hello"], { fs, terminal, root: "/", platform, vars: {} });
 */
export async function runCommand(argv: string[], context: CommandContext): Promise<number> {
  const [name = "help", ...args] = argv;
  const { terminal } = context;
  try {
    if (name === "help" || name === "--help" || name === "-h") return help(args, terminal);
    const command = find(name);
    if (args.includes("--help") || args.includes("-h")) return help([name], terminal);
    return await command.run(args, context);
  } catch (error) {
    terminal.error(`${red("error:", terminal.colors)} ${explain(error)}\n`);
    return 1;
  }
}

function find(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const near = nearest(name);
  throw new CommandError(
    `there is no command "${name}". ${near ? `Did you mean "fledge ${near}"? ` : ""}"fledge help" lists all of them`,
  );
}

/** The command that is meant: one spelt nearly like it, or the rest of a name (`migrate`), or Phoenix's own (`phx.server`). */
function nearest(name: string): string | undefined {
  const names = commands.map((command) => command.name);
  const bare = name.replace(/^phx\./, "");
  return names.find((known) => known === bare || known.endsWith(`.${bare}`)) ?? suggest(name, names);
}

function help([name]: string[], terminal: CommandContext["terminal"]): number {
  if (name !== undefined) {
    const { usage, summary, help } = find(name);
    terminal.write(`${`fledge ${name} ${usage}`.trimEnd()}\n\n${summary}.\n\n${help}\n`);
    return 0;
  }
  const width = Math.max(...commands.map((command) => command.name.length));
  terminal.write("Usage: fledge COMMAND [ARGUMENTS]\n\n");
  for (const command of commands) {
    terminal.write(`fledge ${command.name.padEnd(width)}  # ${command.summary}\n`);
  }
  terminal.write('\n"fledge help COMMAND" tells more about one of them.\n');
  return 0;
}

/**
 * What is said of an error: of a mistake that a person can mend its message, of one in the project's code the lines that it went
 * through there, of anything else all that is known.
 */
function explain(error: unknown): string {
  if (error instanceof CommandError || error instanceof CompileError || error instanceof ProjectError)
    return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error instanceof ChildStartError && error.cause instanceof Error ? error.cause : error;
  const frames = (cause.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  // The project's modules are known by their paths from its folder.
  const own = frames.filter((line) => {
    const place = /\(?([^()\s]+:\d+:\d+)\)?$/.exec(line)?.[1];
    return place !== undefined && !isAbsolutePath(place) && !/^[\w+-]+:(?!\d)/.test(place);
  });
  return own.length > 0 ? `${error.message}\n${own.join("\n")}` : (error.stack ?? error.message);
}

function red(text: string, colors: boolean): string {
  return colors ? `\u001b[31m${text}\u001b[0m` : text;
}
