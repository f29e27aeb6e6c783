import { runCommand } from "fledge/cli";
import { MemoryFileSystem, MemoryTerminal, nodePlatform } from "fledge/platform/node";
import type { Project, ProjectFiles } from "../../sandboxes/runtime/sandbox.ts";
import { GuideError } from "./errors.ts";

/** Runs `fledge new` in memory. `file` is the guide's, for messages. */
export async function newProject(
  args: string[],
  file: string,
): Promise<{ name: string; files: ProjectFiles }> {
  const fs = new MemoryFileSystem();
  const { code, output } = await run(["new", ...args], fs, "/");
  if (code !== 0) throw new GuideError(file, `fledge new ${args.join(" ")} failed: ${output}`);
  const name = args[0]!;
  return { name, files: readAll(fs, `/${name}`) };
}

let databases = 0;

/**
 * What `fledge <command>` prints in a project, each time in a copy of its own. Commands that the project's state needs run
 * first, for a command that uses the database.
 */
export async function captureCommand(command: string, project: Project): Promise<string> {
  const root = `/${project.name}`;
  const fs = new MemoryFileSystem();
  for (const [path, contents] of Object.entries(project.files)) fs.write(`${root}/${path}`, contents);
  const vars = { DATABASE_URL: `pglite://memory/guide_${++databases}` };
  const args = command.split(" ");
  if (/^ecto\.(?!gen\.)/.test(command)) {
    for (const before of project.setup ?? []) {
      if (before.join(" ") === command) break;
      const { code, output } = await run(before, fs, root, vars);
      if (code !== 0) throw new Error(`cannot run: fledge ${before.join(" ")} before it failed: ${output}`);
    }
  }
  const { code, output } = await run(args, fs, root, vars);
  if (code !== 0) throw new Error(`ended with code ${code}: ${output}`);
  return output.replace(/[^\S\n]+$/gm, "").replace(/^\n+|\n+$/g, "");
}
