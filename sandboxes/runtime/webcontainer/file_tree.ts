import type { DirectoryNode, FileSystemTree } from "@webcontainer/api";
import type { ProjectFiles } from "../sandbox.ts";
import type { Container } from "./container.ts";

/** Folders that belong to the machine, not to the project. */
const ignored = new Set(["node_modules", ".git", ".fledge", "vendor"]);

/** Nests files by their folders, the form in which a container mounts them. */
export function toFileTree(files: ProjectFiles): FileSystemTree {
  const root: FileSystemTree = {};
  for (const [path, contents] of Object.entries(files)) {
    const names = path.split("/");
    const name = names.pop() as string;
    let folder = root;
    for (const step of names) {
      folder[step] ??= { directory: {} };
      folder = (folder[step] as DirectoryNode).directory;
    }
    folder[name] = { file: { contents } };
  }
  return root;
}

/** Reads the project's files back; text where the bytes are valid UTF-8. */
export async function readProject(container: Container): Promise<ProjectFiles> {
  const files: ProjectFiles = {};
  async function visit(folder: string): Promise<void> {
    for (const entry of await container.fs.readdir(folder === "" ? "." : folder, { withFileTypes: true })) {
      if (ignored.has(entry.name)) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else files[path] = decode(await container.fs.readFile(path));
    }
  }
  await visit("");
  return files;
}

function decode(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
