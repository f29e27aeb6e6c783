import { type Command, CommandError } from "../../cli/command.ts";
import { parseArguments } from "../../cli/options.ts";
import { MIGRATIONS } from "../migration/files.ts";

/** `fledge ecto.gen.migration` */
export const ectoGenMigrationCommand: Command = {
  name: "ecto.gen.migration",
  usage: "NAME",
  summary: "Writes a new migration",
  help: `Writes ${MIGRATIONS}/<time>_NAME.ts with an empty change.

  fledge ecto.gen.migration add_price_to_products`,

  async run(args, { fs, root, terminal }) {
    const { positional } = parseArguments(args, {});
    const [name, ...more] = positional;
    if (!name || more.length > 0) {
      throw new CommandError(
        "fledge ecto.gen.migration takes one name: fledge ecto.gen.migration add_price_to_products",
      );
    }
    const file = underscore(name);
    if (!/^[a-z]\w*$/.test(file))
      throw new CommandError(`"${name}" is no name of a migration: use letters, digits and _`);
    const twin = fs
      .list(`${root}/${MIGRATIONS}`)
      .find((known) => known.replace(/^\d+_/, "") === `${file}.ts`);
    if (twin) throw new CommandError(`there is a migration of that name already: ${MIGRATIONS}/${twin}`);
    const path = `${MIGRATIONS}/${nextVersion(fs.list(`${root}/${MIGRATIONS}`))}_${file}.ts`;
    fs.write(`${root}/${path}`, TEMPLATE);
    terminal.write(`* creating ${path}\n`);
    return 0;
  },
};

const TEMPLATE = `import { migration } from "fledge/ecto/migration";

export default migration({
  change(m) {},
});
`;

/** The time as a version; a second later than the last one, where that was made in the same second. */
export function nextVersion(files: readonly string[], now = new Date()): string {
  const taken = new Set(files.map((file) => /^\d+/.exec(file)?.[0]));
  for (let time = now; ; time = new Date(time.getTime() + 1000)) {
    const version = time.toISOString().replace(/\D/g, "").slice(0, 14);
    if (!taken.has(version)) return version;
  }
}

function underscore(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
}
