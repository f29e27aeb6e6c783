import { ectoCreateCommand, ectoDropCommand, ectoMigrateCommand } from "../../ecto/tasks/index.ts";
import type { Command, CommandContext } from "../command.ts";
import { parseArguments } from "../options.ts";
import { runFileCommand } from "./run.ts";

const SEEDS = "priv/repo/seeds.ts";

/** `fledge ecto.setup` */
export const ectoSetupCommand: Command = {
  name: "ecto.setup",
  usage: "",
  summary: "Creates the database, runs the migrations and the seeds",
  help: `Does fledge ecto.create, fledge ecto.migrate and fledge run ${SEEDS}.`,

  async run(args, context) {
    parseArguments(args, {});
    const steps = [(given: CommandContext) => ectoCreateCommand.run([], given), ectoMigrate, seeds];
    return inOrder(steps, context);
  },
};

/** `fledge ecto.reset` */
export const ectoResetCommand: Command = {
  name: "ecto.reset",
  usage: "[--force]",
  summary: "Drops the database and sets it up again",
  help: `Does fledge ecto.drop, then fledge ecto.setup. In production it asks first, unless --force is given.`,

  async run(args, context) {
    const { options } = parseArguments(args, { force: "boolean" }, { f: "force" });
    const force = options.force ? ["--force"] : [];
    return inOrder(
      [(given) => ectoDropCommand.run(force, given), (given) => ectoSetupCommand.run([], given)],
      context,
    );
  },
};

const ectoMigrate = (context: CommandContext) => ectoMigrateCommand.run([], context);

async function seeds(context: CommandContext): Promise<number> {
  return context.fs.exists(`${context.root}/${SEEDS}`) ? runFileCommand.run([SEEDS], context) : 0;
}

/** Runs steps until one fails. */
async function inOrder(steps: ((context: CommandContext) => Promise<number>)[], context: CommandContext) {
  for (const step of steps) {
    const code = await step(context);
    if (code !== 0) return code;
  }
  return 0;
}
