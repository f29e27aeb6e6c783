/** Paths of a `FileSystem`: `/` between segments on every platform, a drive letter kept where there is one. */

/**
 * Joins segments and resolves `.`, `..` and doubled slashes. A segment never discards the ones before it.
 *
 * @param segments parts of the path; empty ones are left out
 * @returns the path without a slash at its end, except for the root itself; `"."` when nothing remains
 * @example
 * joinPath("/hello", "lib/../config"); // "/hello/config"
 */
export function joinPath(...segments: string[]): string {
  const text = segments.filter((segment) => segment !== "").join("/");
  const absolute = text.startsWith("/");
  const kept: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== "..") kept.pop();
    else if (!absolute) kept.push(part);
  }
  const joined = kept.join("/");
  return absolute ? `/${joined}` : joined || ".";
}

/** Whether a path starts at a root: `/a`, `C:/a`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/**
 * Resolves a path against a folder, as a shell does.
 *
 * @param from an absolute folder
 * @param path an absolute path, or one relative to `from`
 * @example
 * resolvePath("/home", "hello"); // "/home/hello"
 */
export function resolvePath(from: string, path: string): string {
  return isAbsolutePath(path) ? joinPath(path) : joinPath(from, path);
}

/** The folder that holds a path: `/a/b` → `/a`; the root's is itself. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : path.slice(0, slash);
}

/** The last segment of a path: `/a/b.ts` → `b.ts`. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The part of a path from the last dot of its last segment on, or `""`: `/a/b.ts` → `.ts`. */
export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot) : "";
}

/**
 * How `path` is written from inside the folder `from`.
 *
 * @returns a path without `./` at its start; `"."` when both are the same
 * @example
 * relativePath("/hello", "/hello/lib/hello.ts"); // "lib/hello.ts"
 */
export function relativePath(from: string, path: string): string {
  const start = joinPath(from).split("/").filter(Boolean);
  const end = joinPath(path).split("/").filter(Boolean);
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => ".."), ...end.slice(shared)].join("/") || ".";
}
