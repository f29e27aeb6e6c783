import { strToU8, type Zippable, zipSync } from "fflate";
import type { ProjectFiles } from "./runtime/sandbox.ts";

/** Where an exported project keeps the framework's package. */
export const vendoredPackage = "vendor/fledge-0.1.0.tgz";

/** Points the project's `fledge` dependency at the package that the export brings along. */
function withVendoredFledge(source: string): string {
  let manifest: Record<string, unknown>;
  try {
    manifest = JSON.parse(source) as Record<string, unknown>;
  } catch (error) {
    throw new Error(
      `package.json is not valid JSON, so the project cannot be exported: ${(error as Error).message}`,
    );
  }
  for (const kind of ["dependencies", "devDependencies"]) {
    const dependencies = manifest[kind] as Record<string, string> | undefined;
    if (dependencies && "fledge" in dependencies) dependencies.fledge = `file:${vendoredPackage}`;
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** A project that runs on Node by itself: its files and the framework's package beside them. */
export function exportedFiles(files: ProjectFiles, tarball: Uint8Array): ProjectFiles {
  const manifest = files["package.json"];
  if (typeof manifest !== "string")
    throw new Error("The project has no package.json, so it cannot be exported.");
  return { ...files, "package.json": withVendoredFledge(manifest), [vendoredPackage]: tarball };
}

/**
 * Packs a project into a zip whose one folder, after `npm install`, starts with `npm run dev`.
 *
 * @param name folder inside the zip, e.g. `hello`
 * @param files the project as the editor has it
 * @param tarball the framework's package, as `npm pack` makes it
 * @throws when package.json is missing or not JSON
 * @example
 * exportProject("hello", await sandbox.readFiles(), tarball);
 */
export function exportProject(name: string, files: ProjectFiles, tarball: Uint8Array): Uint8Array {
  const entries: Zippable = {};
  for (const [path, contents] of Object.entries(exportedFiles(files, tarball))) {
    const bytes = typeof contents === "string" ? strToU8(contents) : contents;
    // A package is compressed already.
    entries[`${name}/${path}`] = path === vendoredPackage ? [bytes, { level: 0 }] : bytes;
  }
  return zipSync(entries);
}
