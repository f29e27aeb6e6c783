import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileSystemContract } from "./file_system_contract.ts";
import { MemoryFileSystem } from "./memory_file_system.ts";
import { nodeFileSystem } from "./node/file_system.ts";

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

fileSystemContract("MemoryFileSystem", () => {
  const fs = new MemoryFileSystem();
  fs.mkdir("/project");
  return { fs, root: "/project" };
});

fileSystemContract("nodeFileSystem", () => {
  const root = mkdtempSync(join(tmpdir(), "fledge-fs-"));
  made.push(root);
  return { fs: nodeFileSystem, root };
});

test("MemoryFileSystem tells its listeners which files changed", () => {
  const fs = new MemoryFileSystem({ "/a/1": "" });
  const changes: string[] = [];
  const stop = fs.onChange((path) => changes.push(path));
  fs.write("/a/2", "");
  fs.rename("/a/1", "/b");
  fs.remove("/a");
  stop();
  fs.write("/c", "");
  expect(changes).toEqual(["/a/2", "/a/1", "/b", "/a/2"]);
});
