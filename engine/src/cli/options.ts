import { CommandError } from "./command.ts";

/** What an option of a command takes. A `boolean` may be negated: `--no-ecto`. */
export type OptionType = "boolean" | "string" | "number";

type OptionValue<Type extends OptionType> = Type extends "boolean"
  ? boolean
  : Type extends "number"
    ? number
    : string;

/** The options of a command line and what stands between them. */
export interface ParsedArguments<Spec extends Record<string, OptionType>> {
  options: { [Name in keyof Spec]?: OptionValue<Spec[Name]> };
  positional: string[];
}

/**
 * Parses the arguments of a command: `--name value`, `--name=value`, `--flag`, `--no-flag`, `-n value`; all after `--` is
 * positional.
 *
 * @param args what follows the command's name
 * @param spec name of each option (as typed, without dashes) and what it takes
 * @param aliases one-letter names: `{ n: "step" }`
 * @throws CommandError for an option that is not known or a value that does not fit
 * @example
 * parseArguments(["hello", "--no-ecto"], { ecto: "boolean" });
 * // { options: { ecto: false }, positional: ["hello"] }
 */
export function parseArguments<const Spec extends Record<string, OptionType>>(
  args: string[],
  spec: Spec,
  aliases: Record<string, keyof Spec & string> = {},
): ParsedArguments<Spec> {
  const options: Record<string, boolean | string | number> = {};
  const positional: string[] = [];
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === "--") {
      positional.push(...rest);
      break;
    }
    const match = /^(?:--([A-Za-z][\w-]*)|-([A-Za-z]))(?:=(.*))?$/s.exec(argument);
    if (!match) {
      positional.push(argument);
      continue;
    }
    const [, long, short, given] = match;
    const typed = long ?? aliases[short!] ?? short!;
    const negated = !Object.hasOwn(spec, typed) && typed.startsWith("no-");
    const name = negated ? typed.slice(3) : typed;
    const type = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (!type || (negated && type !== "boolean")) throw new CommandError(unknownOption(argument, spec));
    if (type === "boolean") {
      if (given !== undefined) throw new CommandError(`the option --${typed} takes no value`);
      options[name] = !negated;
      continue;
    }
    const value = given ?? rest.shift();
    if (value === undefined) throw new CommandError(`the option --${typed} needs a value: --${typed} VALUE`);
    if (type === "number" && !/^-?\d+$/.test(value)) {
      throw new CommandError(`the option --${typed} needs a whole number, got: ${value}`);
    }
    options[name] = type === "number" ? Number(value) : value;
  }
  return { options: options as ParsedArguments<Spec>["options"], positional };
}

function unknownOption(argument: string, spec: Record<string, OptionType>): string {
  const known = Object.entries(spec).map(([name, type]) =>
    type === "boolean" ? `--[no-]${name}` : `--${name}`,
  );
  const list = known.length > 0 ? `it takes ${known.join(", ")}` : "it takes no options";
  return `the command does not know the option ${argument.split("=", 1)[0]}; ${list}`;
}
