import { randomSecret } from "../../generators/secret.ts";
import { type Command, CommandError } from "../command.ts";
import { parseArguments } from "../options.ts";

/** `fledge gen.secret [LENGTH]` */
export const genSecretCommand: Command = {
  name: "gen.secret",
  usage: "[LENGTH]",
  summary: "Generates a secret",
  help: "Prints a random secret of LENGTH characters (64 unless told, 32 at least), as SECRET_KEY_BASE wants it.",

  async run(args, { terminal }) {
    const { positional } = parseArguments(args, {});
    const [length = "64", extra] = positional;
    if (extra || !/^\d+$/.test(length) || Number(length) < 32) {
      throw new CommandError("fledge gen.secret takes one number, 32 at least: fledge gen.secret 64");
    }
    terminal.write(`${randomSecret(Number(length))}\n`);
    return 0;
  },
};
