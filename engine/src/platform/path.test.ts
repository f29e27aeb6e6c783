import { expect, test } from "vitest";
import { basename, dirname, extname, joinPath, relativePath, resolvePath } from "./path.ts";

test.each([
  [["/a", "b"], "/a/b"],
  [["/a/", "/b/", ""], "/a/b"],
  [["/a", "../../b"], "/b"],
  [["a", "../../b"], "../b"],
  [["a", ".."], "."],
  [["/"], "/"],
])("joinPath(%j) is %s", (segments, expected) => {
  expect(joinPath(...segments)).toBe(expected);
});

test.each([
  ["/home", "hello", "/home/hello"],
  ["/home", "/hello/", "/hello"],
  ["/home", "..", "/"],
  ["/home", "C:/work", "C:/work"],
])("resolvePath(%j, %j) is %s", (from, path, expected) => {
  expect(resolvePath(from, path)).toBe(expected);
});

test.each([
  ["/a", "/a/b/c", "b/c"],
  ["/a/b", "/a", ".."],
  ["/a", "/a", "."],
  ["/a/b", "/a/c", "../c"],
])("relativePath(%j, %j) is %s", (from, path, expected) => {
  expect(relativePath(from, path)).toBe(expected);
});

test("takes a path apart", () => {
  expect([dirname("/a/b"), dirname("/a"), dirname("/"), basename("/a/b.ts")]).toEqual([
    "/a",
    "/",
    "/",
    "b.ts",
  ]);
  expect([extname("/a/b.test.ts"), extname("/a.b/c"), extname("/.env")]).toEqual([".ts", "", ""]);
});
