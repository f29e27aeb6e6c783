import { camelize } from "../naming/index.ts";

/** Folders that hold one kind of module and are no part of a module's name. */
const KIND_FOLDERS = new Set(["controllers", "live", "components", "channels", "plugs"]);

/**
 * The name Phoenix would give the module of a file: `lib/hello_web/controllers/admin/user_controller.ts` →
 * `HelloWeb.Admin.UserController`. Outside of a `lib` folder it is the file's own name.
 */
export function moduleName(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const parts = file.replace(/\.[mc]?[jt]sx?$/, "").split(/[\\/]/);
  const lib = parts.lastIndexOf("lib");
  const named = lib < 0 ? parts.slice(-1) : parts.slice(lib + 1).filter((part) => !KIND_FOLDERS.has(part));
  return named.map((part) => camelize(part.replaceAll("-", "_").replaceAll(".", "_"))).join(".") || undefined;
}
