import {
  ectoCreateCommand,
  ectoDropCommand,
  ectoGenMigrationCommand,
  ectoMigrateCommand,
  ectoMigrationsCommand,
  ectoRollbackCommand,
} from "../ecto/tasks/index.ts";
import type { Command } from "./command.ts";
import { compileCommand } from "./commands/compile.ts";
import { ectoResetCommand, ectoSetupCommand } from "./commands/ecto_setup.ts";
import { genCertCommand } from "./commands/gen_cert.ts";
import { genSecretCommand } from "./commands/gen_secret.ts";
import { newCommand } from "./commands/new.ts";
import { routesCommand } from "./commands/routes.ts";
import { runFileCommand } from "./commands/run.ts";
import { serverCommand } from "./commands/server.ts";
import { testCommand } from "./commands/test.ts";

/** Every command of `fledge`, in the order of the alphabet. */
export const commands: readonly Command[] = [
  compileCommand,
  ectoCreateCommand,
  ectoDropCommand,
  ectoGenMigrationCommand,
  ectoMigrateCommand,
  ectoMigrationsCommand,
  ectoResetCommand,
  ectoRollbackCommand,
  ectoSetupCommand,
  genCertCommand,
  genSecretCommand,
  newCommand,
  routesCommand,
  runFileCommand,
  serverCommand,
  testCommand,
];
