import { runCommand } from "fledge/cli";
import { nodePlatform } from "fledge/platform/node";
import { MemoryFileSystem } from "fledge/platform/web";
import type { Project, ProjectFiles } from "../../sandboxes/runtime/sandbox.ts";
import { GuideError } from "./errors.ts";
import { decodeText } from "./read_guide.ts";

/** Runs `fledge new` in memory. `file` is the guide's, for messages. */
export async function newProject(
  args: string[],
  file: string,
): Promise<{ name: string; files: ProjectFiles }> {
  const fs = new MemoryFileSystem();
  const { code, output } = await run(["new", ...args], fs, "/");
  if (code !== 0) throw new GuideError(file, `fledge new ${args.join(" ")} failed: ${output}`);
  const name = args[0]!;
  const files: ProjectFiles = {};
  for (const path of fs.walk(`/${name}`)) files[path] = decodeText(fs.readBytes(`/${name}/${path}`));
  return { name, files };
}

let databases = 0;

/**
 * What `fledge <command>` prints in a project, each time in a copy of its own with a database of its own. A command that
 * uses the database is run after those of the project's set-up.
 */
export async function captureCommand(command: string, project: Project): Promise<string> {
  const root = `/${project.name}`;
  const fs = new MemoryFileSystem();
  for (const [path, contents] of Object.entries(project.files)) fs.write(`${root}/${path}`, contents);
  const vars = { DATABASE_URL: `pglite://memory/guide_${++databases}` };
  if (/^ecto\.(?!gen\.)/.test(command)) {
    for (const before of project.setup ?? []) {
      if (before.join(" ") === command) break;
      const { code, output } = await run(before, fs, root, vars);
      if (code !== 0) throw new Error(`needs fledge ${before.join(" ")}, which failed: ${output}`);
    }
  }
  const { code, output } = await run(command.split(" "), fs, root, vars);
  if (code !== 0) throw new Error(`ended with code ${code}: ${output}`);
  return output.replace(/[^\S\n]+$/gm, "").replace(/^\n+|\n+$/g, "");
}

async function run(
  args: string[],
  fs: MemoryFileSystem,
  root: string,
  vars: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const terminal = { columns: 100, colors: false, write, error: write, question: async () => "" };
  const platform = { ...nodePlatform({ vars }), fs };
  const code = await runCommand(args, { fs, terminal, root, platform, vars });
  return { code, output };
}
