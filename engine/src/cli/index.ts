export {
  type Command,
  type CommandContext,
  CommandError,
  type CommandHost,
  type TestRun,
} from "./command.ts";
export { type OptionType, type ParsedArguments, parseArguments } from "./options.ts";
export { commands } from "./registry.ts";
export { runCommand } from "./run_command.ts";
