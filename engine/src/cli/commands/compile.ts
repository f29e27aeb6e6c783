import { type Command, CommandError } from "../command.ts";
import { openHere } from "../environment.ts";
import { parseArguments } from "../options.ts";

/** `fledge compile` */
export const compileCommand: Command = {
  name: "compile",
  usage: "",
  summary: "Compiles the application and checks its types",
  help: `Compiles and links every module of the application, writes lib/<app>_web/routes.d.ts from the router, and checks types
with the project's tsc where programs can be run. A link to a route that is not there is an error.`,

  async run(args, context) {
    const { positional } = parseArguments(args, {});
    if (positional.length > 0)
      throw new CommandError(`fledge compile takes no arguments, got: ${positional.join(" ")}`);
    const { terminal, platform, fs, root } = context;
    const project = await openHere(context);
    const modules = fs.walk(`${root}/lib`).filter((path) => /(?<!\.d)\.tsx?$/.test(path));
    terminal.write(`Compiling ${modules.length} ${modules.length === 1 ? "file" : "files"}\n`);
    await project.graph.prepare(modules.map((path) => `lib/${path}`));
    for (const path of await project.writeDeclaration()) terminal.write(`* writing ${path}\n`);

    const run = platform.commands?.run;
    if (!run) return 0;
    const tsc = "node_modules/typescript/bin/tsc";
    if (!fs.exists(`${root}/${tsc}`)) {
      throw new CommandError(
        "the types cannot be checked without TypeScript; install it with: npm install --save-dev typescript",
      );
    }
    return run("node", [tsc, "--noEmit"], root);
  },
};
