import { type Config, type Env, mergeConfig, type RuntimeConfig } from "../config/config.ts";
import type { FileSystem } from "../platform/file_system.ts";

/** A file of the project is there but not as it must be; the message says how it must be. */
export class ProjectError extends Error {
  override name = "ProjectError";
}

/**
 * Loads the configuration of a project: `config/config.ts`, over it the environment's file, over both `config/runtime.ts`. Files
 * that are not there are left out.
 *
 * @param options.load gives a module of the project by its path from the root
 * @param options.vars environment variables, for `config/runtime.ts`
 * @throws ProjectError when a file does not export what it must, CompileError, or what a file throws
 * @see Config.Reader
 */
export async function loadConfig(options: {
  root: string;
  fs: FileSystem;
  load: (path: string) => Promise<Record<string, unknown>>;
  env: Env;
  vars: Readonly<Record<string, string | undefined>>;
}): Promise<Config> {
  const { root, fs, load, env, vars } = options;
  const exists = (path: string) => fs.exists(`${root}/${path}`);
  const configs: Config[] = [];
  for (const path of ["config/config.ts", `config/${env}.ts`].filter(exists))
    configs.push(demandConfig((await load(path)).default, path));
  const runtimePath = "config/runtime.ts";
  if (exists(runtimePath)) {
    const runtime = (await load(runtimePath)).default;
    if (typeof runtime !== "function") {
      throw new ProjectError(
        `${runtimePath} must export a function as default: export default ({ env, vars }) => ({ … })`,
      );
    }
    const given: unknown = await (runtime as RuntimeConfig)({ env, vars });
    configs.push(demandConfig(given ?? {}, `what the function of ${runtimePath} returns`));
  }
  return mergeConfig(...configs);
}

function demandConfig(value: unknown, where: string): Config {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Config;
  throw new ProjectError(
    where.startsWith("what")
      ? `${where} must be an object of configuration`
      : `${where} must export its configuration as default: export default config({ … })`,
  );
}
