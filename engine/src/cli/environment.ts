import type { Env } from "../config/config.ts";
import { openProject, type Project } from "../project/index.ts";
import { type CommandContext, CommandError } from "./command.ts";

/**
 * The environment that a command runs in: `FLEDGE_ENV`, or else the given one.
 *
 * @throws CommandError when the variable names no environment
 */
export function environment({ vars }: CommandContext, fallback: Env = "dev"): Env {
  const name = vars.FLEDGE_ENV || fallback;
  if (name === "dev" || name === "test" || name === "prod") return name;
  throw new CommandError(`FLEDGE_ENV is "${name}"; it must be dev, test or prod`);
}

/** Opens the project in the folder that a command is run in. */
export function openHere(context: CommandContext, env: Env = environment(context)): Promise<Project> {
  const { platform, root, vars } = context;
  return openProject({ platform, root, env, vars });
}
