import { ModuleGraph } from "../../code/linker.ts";
import type { Platform } from "../../platform/platform.ts";
import { Migration } from "./migration.ts";

/** Where migrations are, from the project's folder. */
export const MIGRATIONS = "priv/repo/migrations";

/** A migration's file. */
export interface MigrationFile {
  /** The number at the beginning of its name. */
  readonly version: number;
  /** `create_users`. */
  readonly name: string;
  /** From the project's folder. */
  readonly path: string;
  load(): Promise<Migration>;
}

/** A migration's file cannot be used; the message says why. */
export class MigrationFileError extends Error {
  override name = "MigrationFileError";
}

/** The migrations of a project in the order of their versions. */
export function migrationFiles(platform: Platform, root: string, folder = MIGRATIONS): MigrationFile[] {
  let graph: ModuleGraph | undefined;
  const files = platform.fs.list(`${root}/${folder}`).flatMap((file) => {
    const [, version, name] = /^(\d+)_(.+)\.(?:ts|js)$/.exec(file) ?? [];
    return version && name ? [{ version: Number(version), name, path: `${folder}/${file}` }] : [];
  });
  refuseTwins(files);
  return files
    .sort((a, b) => a.version - b.version)
    .map((file) => ({
      ...file,
      async load() {
        graph ??= new ModuleGraph({ root, platform });
        await graph.prepare([file.path]);
        const exported = graph.import(file.path).default;
        if (exported instanceof Migration) return exported;
        throw new MigrationFileError(
          `${file.path} exports no migration: it needs \`export default migration({ … })\``,
        );
      },
    }));
}

function refuseTwins(files: readonly { version: number; name: string; path: string }[]): void {
  for (const [index, file] of files.entries()) {
    const twin = files
      .slice(index + 1)
      .find((other) => other.version === file.version || other.name === file.name);
    if (!twin) continue;
    const what = twin.version === file.version ? `version ${file.version}` : `name ${file.name}`;
    throw new MigrationFileError(
      `two migrations have the same ${what}: ${file.path} and ${twin.path}; rename one`,
    );
  }
}
