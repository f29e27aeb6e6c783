import { type Command, CommandError } from "../../cli/command.ts";
import { environment } from "../../cli/environment.ts";
import { parseArguments } from "../../cli/options.ts";
import { mended, projectDatabase } from "./database.ts";

/** `fledge ecto.create` */
export const ectoCreateCommand: Command = {
  name: "ecto.create",
  usage: "[--quiet]",
  summary: "Creates the database",
  help: `Creates the database that repo.url in config/ names, for the environment of FLEDGE_ENV (dev unless told).

  -q, --quiet    says nothing`,

  async run(args, context) {
    const { options } = parseArguments(args, { quiet: "boolean" }, { q: "quiet" });
    const { driver, options: database } = await projectDatabase(context);
    const outcome = await mended(() => driver.create(database));
    if (!options.quiet) {
      context.terminal.write(
        `The database for Repo has ${outcome === "created" ? "been" : "already been"} created\n`,
      );
    }
    return 0;
  },
};

/** `fledge ecto.drop` */
export const ectoDropCommand: Command = {
  name: "ecto.drop",
  usage: "[--force] [--quiet]",
  summary: "Drops the database",
  help: `Drops the database that repo.url in config/ names, with all that is in it. In production it asks first.

  -f, --force    does not ask
  -q, --quiet    says nothing`,

  async run(args, context) {
    const { options } = parseArguments(
      args,
      { quiet: "boolean", force: "boolean" },
      { q: "quiet", f: "force" },
    );
    const { driver, options: database } = await projectDatabase(context);
    if (environment(context) === "prod" && !options.force) {
      const answer = await context.terminal.question(
        "Are you sure you want to drop the database for Repo? [y/N] ",
      );
      if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("the database was not dropped");
    }
    const outcome = await mended(() => driver.drop(database));
    if (!options.quiet) {
      context.terminal.write(
        `The database for Repo has ${outcome === "dropped" ? "been" : "already been"} dropped\n`,
      );
    }
    return 0;
  },
};
