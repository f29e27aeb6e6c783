import { relativePath, resolvePath } from "../../platform/path.ts";
import { type Command, CommandError, type TestRun } from "../command.ts";
import { parseArguments } from "../options.ts";

/** `fledge test` */
export const testCommand: Command = {
  name: "test",
  usage: "[PATH[:LINE] …] [--max-failures N] [--seed N] [--only TAG] [--exclude TAG] [--report FILE]",
  summary: "Runs the tests",
  help: `Runs the tests below test/, or those of the files and folders that are given. PATH:LINE runs the test at that line.

  --max-failures N   stops after N failures
  --seed N           runs the tests in an order made from N, to see a failure again
  --only TAG         only tests that have the tag; --exclude TAG leaves them out
  --report FILE      also writes the outcome as JSON, as Vitest's json reporter does`,

  async run(args, context) {
    const { options, positional } = parseArguments(args, {
      "max-failures": "number",
      seed: "number",
      only: "string",
      exclude: "string",
      report: "string",
    });
    const test = context.platform.commands?.test;
    if (!test) throw new CommandError("tests cannot be run here");
    const run: TestRun = { targets: [], bail: options["max-failures"] ?? 0, tags: [] };
    if (options.seed !== undefined) run.seed = options.seed;
    if (options.only !== undefined) run.tags.push(options.only);
    if (options.exclude !== undefined) run.tags.push(`!${options.exclude}`);
    if (options.report !== undefined) run.report = resolvePath(context.root, options.report);
    for (const argument of positional) {
      const [, path, line] = /^(.*?)(?::(\d+))?$/s.exec(argument)!;
      const absolute = resolvePath(context.root, path!);
      const stat = context.fs.stat(absolute);
      if (!stat) throw new CommandError(`there is no file or folder ${path} to run tests of`);
      if (line && stat.kind === "directory")
        throw new CommandError(`${path} is a folder, which has no line ${line}`);
      const target = { path: relativePath(context.root, absolute) };
      run.targets.push(line ? { ...target, line: Number(line) } : target);
    }
    return test(context, run);
  },
};
