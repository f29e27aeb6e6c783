import type { CommandHost } from "../../cli/command.ts";
import type { Platform } from "../platform.ts";
import { nodeDatabases } from "./databases/index.ts";
import { evaluate } from "./evaluate.ts";
import { nodeFileSystem } from "./file_system.ts";
import { importPackage } from "./packages.ts";
import { nodeTempFiles } from "./temp_files.ts";
import { nodeVitals } from "./vitals.ts";
import { startWatchers } from "./watchers.ts";

/**
 * Makes the platform of a Node process.
 *
 * @param options.vars environment variables; the process's unless told
 * @param options.commands what commands can do beside working with files; nothing unless told
 * @example
 * const project = await openProject({ platform: nodePlatform(), root: process.cwd() });
 */
export function nodePlatform(options: { vars?: Platform["vars"]; commands?: CommandHost } = {}): Platform {
  return {
    name: "node",
    fs: nodeFileSystem,
    tempFiles: nodeTempFiles(),
    vars: options.vars ?? process.env,
    evaluate,
    importPackage,
    databases: nodeDatabases(),
    startWatchers,
    vitals: nodeVitals(),
    ...(options.commands && { commands: options.commands }),
  };
}
