/** A folder or file of the tree; `children` only on a folder. */
export interface TreeNode {
  name: string;
  path: string;
  children?: TreeNode[];
}

/** Turns paths into a tree: folders first, each level in the order of its names. */
export function buildTree(paths: string[]): TreeNode[] {
  const root: TreeNode = { name: "", path: "", children: [] };
  const folders = new Map<string, TreeNode>([["", root]]);
  const folder = (path: string): TreeNode => {
    const known = folders.get(path);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const node: TreeNode = { name: path.slice(cut + 1), path, children: [] };
    folder(cut < 0 ? "" : path.slice(0, cut)).children!.push(node);
    folders.set(path, node);
    return node;
  };
  for (const path of paths) {
    const cut = path.lastIndexOf("/");
    folder(cut < 0 ? "" : path.slice(0, cut)).children!.push({ name: path.slice(cut + 1), path });
  }
  const sort = (nodes: TreeNode[]) => {
    nodes.sort((a, b) => Number(!a.children) - Number(!b.children) || (a.name < b.name ? -1 : 1));
    for (const node of nodes) if (node.children) sort(node.children);
  };
  sort(root.children!);
  return root.children!;
}

/** The folders above a path, outermost first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

/**
 * Why `path` cannot be the name of a new file, or undefined when it can.
 *
 * @param taken the paths that exist
 */
export function pathProblem(path: string, taken: readonly string[]): string | undefined {
  if (!path.trim()) return "Give the file a name.";
  if (path.startsWith("/") || path.endsWith("/"))
    return "Write a path inside the project, like lib/hello.ts.";
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "A path has no empty, “.” or “..” part.";
  if (/[\\:*?"<>|]/.test(path) || [...path].some((c) => c < " "))
    return 'A path has none of \\ : * ? " < > |.';
  if (taken.includes(path)) return `${path} exists already.`;
  if (taken.some((other) => other.startsWith(`${path}/`))) return `${path} is a folder.`;
  const above = foldersAbove(path).find((folder) => taken.includes(folder));
  return above ? `${above} is a file, not a folder.` : undefined;
}
