import type { Command } from "./command.ts";
import { genSecretCommand } from "./commands/gen_secret.ts";
import { newCommand } from "./commands/new.ts";
import { routesCommand } from "./commands/routes.ts";
import { serverCommand } from "./commands/server.ts";
import { testCommand } from "./commands/test.ts";

/** Every command of `fledge`, in the order of the alphabet. */
export const commands: readonly Command[] = [
  genSecretCommand,
  newCommand,
  routesCommand,
  serverCommand,
  testCommand,
];
