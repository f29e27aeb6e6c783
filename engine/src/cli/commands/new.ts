import { databases, type NewProjectOptions, newProject } from "../../generators/new_project.ts";
import { camelize } from "../../naming/index.ts";
import { basename, relativePath, resolvePath } from "../../platform/path.ts";
import { type Command, type CommandContext, CommandError } from "../command.ts";
import { parseArguments } from "../options.ts";

/** `fledge new PATH` */
export const newCommand: Command = {
  name: "new",
  usage:
    "PATH [--app NAME] [--module NAME] [--database NAME] [--no-ecto] [--no-html] [--no-assets] [--no-install]",
  summary: "Creates a new application",
  help: `Makes the folder PATH and in it an application named after it.

  --app NAME         name of the application, when it is not that of the folder
  --module NAME      its name in code, when it is not made from the application's
  --database NAME    pglite (PostgreSQL inside the process, the default) or postgres (a server)
  --no-ecto          no database
  --no-html          no pages, for an application that answers JSON
  --no-assets        no assets/ folder
  --no-install       do not offer to install the packages; --install does it without asking

--no-mailer, --no-gettext, --no-dashboard and --no-live are taken as well and change nothing.`,

  async run(args, context) {
    const { options, positional } = parseArguments(args, {
      app: "string",
      module: "string",
      database: "string",
      ecto: "boolean",
      html: "boolean",
      assets: "boolean",
      install: "boolean",
      mailer: "boolean",
      gettext: "boolean",
      dashboard: "boolean",
      live: "boolean",
    });
    const [path, extra] = positional;
    if (!path) throw new CommandError("fledge new needs a path, for example: fledge new hello");
    if (extra)
      throw new CommandError(`fledge new takes one path, and does not know what to do with: ${extra}`);

    const folder = resolvePath(context.root, path);
    const app = options.app ?? basename(folder);
    checkName(app, options.app !== undefined);
    const module = options.module ?? camelize(app);
    if (!/^[A-Z]\w*(\.[A-Z]\w*)*$/.test(module)) {
      throw new CommandError(`"${module}" is no name for a module; it must be like ${camelize(app)}`);
    }
    const database = databases.find((name) => name === (options.database ?? "pglite"));
    if (!database) {
      throw new CommandError(
        `the database "${options.database}" is not known; take one of ${databases.join(", ")}`,
      );
    }
    if (!(await mayWriteInto(folder, context))) return 1;

    const { ecto = true, html = true, assets = true, install } = options;
    await write(folder, { app, module, database, ecto, html, assets }, context);
    const installed = await installPackages(folder, install, context);
    context.terminal.write(nextSteps(relativePath(context.root, folder), { ecto, database, installed }));
    return 0;
  },
};

async function write(folder: string, options: NewProjectOptions, { fs, root, terminal }: CommandContext) {
  for (const [path, contents] of Object.entries(newProject(options))) {
    const file = `${folder}/${path}`;
    terminal.write(`${green("* creating", terminal.colors)} ${relativePath(root, file)}\n`);
    fs.write(file, contents);
  }
}

/** Asks before an existing folder with something in it is written to. */
async function mayWriteInto(folder: string, { fs, terminal }: CommandContext): Promise<boolean> {
  if (fs.stat(folder)?.kind === "file") throw new CommandError(`${folder} is a file; choose another path`);
  if (fs.list(folder).length === 0) return true;
  const answer = await terminal.question(`The folder ${folder} is there already. Write into it? [yN] `);
  return /^y(es)?$/i.test(answer.trim());
}

async function installPackages(folder: string, wanted: boolean | undefined, context: CommandContext) {
  const run = context.platform.commands?.run;
  if (!run) return undefined;
  if (wanted === undefined) {
    const answer = await context.terminal.question("\nFetch and install packages? [Yn] ");
    wanted = /^y(es)?$|^$/i.test(answer.trim());
  }
  if (!wanted) return false;
  context.terminal.write(`${green("* running", context.terminal.colors)} npm install\n`);
  return (await run("npm", ["install", "--no-audit", "--no-fund"], folder)) === 0;
}

function nextSteps(
  folder: string,
  { ecto, database, installed }: { ecto: boolean; database: string; installed: boolean | undefined },
): string {
  const first = [
    ...(folder === "." ? [] : [`cd ${folder}`]),
    ...(installed === false ? ["npm install"] : []),
  ];
  const lines = ["", "Nearly there. What is left to do:", ""];
  if (first.length > 0) lines.push(...first.map((step) => `    $ ${step}`), "");
  if (ecto) {
    const before =
      database === "pglite" ? "Make" : "Say in config/dev.ts how to reach your database, then make";
    lines.push(`${before} the database with:`, "", "    $ npx fledge ecto.create", "");
  }
  lines.push("Start the application with:", "", "    $ npx fledge server", "", "");
  return lines.join("\n");
}

/** Names of packages that the project depends on; npm would take the project for one of them. */
const taken = new Set(["fledge", "pg", "typescript", "vitest", "test", "node_modules"]);

function checkName(app: string, given: boolean): void {
  const remedy = given ? "" : "; name the application with --app NAME";
  if (!/^[a-z][a-z0-9_]*$/.test(app)) {
    throw new CommandError(
      `"${app}" is no name for an application: it must start with a letter and have only lower-case letters, ` +
        `digits and underscores${remedy}`,
    );
  }
  if (taken.has(app))
    throw new CommandError(`the name "${app}" is taken by a package; choose another${remedy}`);
}

function green(text: string, colors: boolean): string {
  return colors ? `\u001b[32m${text}\u001b[0m` : text;
}
