import { describe, expect, test } from "vitest";
import { buildTree, foldersAbove, pathProblem, type TreeNode } from "./file_tree.ts";

function outline(nodes: TreeNode[], indent = ""): string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.name}${node.children ? "/" : ""}`,
    ...outline(node.children ?? [], `${indent}  `),
  ]);
}

test("folders come first, and each level is in order", () => {
  const tree = buildTree(["package.json", "lib/b.ts", "README.md", "lib/a/z.ts", "config/dev.ts"]);
  expect(outline(tree)).toEqual([
    "config/",
    "  dev.ts",
    "lib/",
    "  a/",
    "    z.ts",
    "  b.ts",
    "README.md",
    "package.json",
  ]);
});

test("the folders above a path go from the outermost in", () => {
  expect(foldersAbove("a/b/c.ts")).toEqual(["a", "a/b"]);
  expect(foldersAbove("c.ts")).toEqual([]);
});

describe("pathProblem", () => {
  const taken = ["lib/a.ts", "README.md"];

  test.each(["lib/b.ts", "lib/deep/er/x.tsx", ".env", "a file.md"])("%s can be made", (path) => {
    expect(pathProblem(path, taken)).toBeUndefined();
  });

  test.each([
    ["", "Give the file a name."],
    ["/lib/a.ts", "inside the project"],
    ["lib/", "inside the project"],
    ["lib//a.ts", "no empty"],
    ["lib/../a.ts", "no empty"],
    ["lib/a.ts", "exists already"],
    ["lib", "is a folder"],
    ["README.md/a.ts", "is a file, not a folder"],
    ["lib/a?.ts", "has none of"],
    ["lib\\a.ts", "has none of"],
  ])("%j cannot", (path, message) => {
    expect(pathProblem(path, taken)).toContain(message);
  });
});
