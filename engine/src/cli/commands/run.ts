import { resolvePath } from "../../platform/path.ts";
import { type Command, CommandError } from "../command.ts";
import { openHere } from "../environment.ts";

/** `fledge run FILE` */
export const runFileCommand: Command = {
  name: "run",
  usage: "FILE",
  summary: "Runs a script inside the application",
  help: `Starts the application without a server, then loads FILE, for example priv/repo/seeds.ts. When the file exports a
function as default, it is called with the context of the application, and waited for.`,

  async run([path, ...rest], context) {
    if (!path || rest.length > 0)
      throw new CommandError("fledge run takes one file: fledge run priv/repo/seeds.ts");
    const file = resolvePath(context.root, path);
    if (context.fs.stat(file)?.kind !== "file") throw new CommandError(`there is no file ${path} to run`);
    const project = await openHere(context);
    await project.start();
    try {
      const script = (await project.import(file)).default;
      if (typeof script === "function") await script(project.context());
    } finally {
      await project.stop();
    }
    return 0;
  },
};
