import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { nodeFileSystem } from "./file_system.ts";
import { watchFiles } from "./watch.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0).toReversed()) clean();
});

function watched() {
  const root = mkdtempSync(join(tmpdir(), "fledge-watch-"));
  cleanups.push(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "lib/hello"), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "lib/hello/a.ts"), "1");
  const seen: string[][] = [];
  const watch = watchFiles({
    fs: nodeFileSystem,
    root,
    folders: ["lib", "assets"],
    onChange: (paths) => {
      seen.push(paths);
    },
  });
  cleanups.push(watch.stop);
  return { root, seen, all: () => [...new Set(seen.flat())].sort(), watch };
}

test("tells of files that were written, made and removed", async () => {
  const { root, all } = watched();
  writeFileSync(join(root, "lib/hello/a.ts"), "22");
  await vi.waitFor(() => expect(all()).toEqual(["lib/hello/a.ts"]), 3000);
  mkdirSync(join(root, "lib/hello_web"));
  writeFileSync(join(root, "lib/hello_web/b.ts"), "");
  await vi.waitFor(() => expect(all()).toEqual(["lib/hello/a.ts", "lib/hello_web/b.ts"]), 3000);
  rmSync(join(root, "lib/hello_web"), { recursive: true });
  writeFileSync(join(root, "lib/c.ts.tmp"), "");
  renameSync(join(root, "lib/c.ts.tmp"), join(root, "lib/c.ts"));
  await vi.waitFor(() => expect(all()).toContain("lib/c.ts"), 3000);
});

test("several writes at once are told together, and nothing is told after the end", async () => {
  const { root, seen, watch } = watched();
  writeFileSync(join(root, "lib/x.ts"), "1");
  writeFileSync(join(root, "lib/y.ts"), "1");
  await vi.waitFor(() => expect(seen).toEqual([["lib/x.ts", "lib/y.ts"]]), 3000);
  watch.stop();
  writeFileSync(join(root, "lib/z.ts"), "1");
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(seen).toHaveLength(1);
});

test("looks at once when it is asked to", async () => {
  const { root, seen, watch } = watched();
  writeFileSync(join(root, "lib/x.ts"), "1");
  await watch.look();
  expect(seen).toEqual([["lib/x.ts"]]);
  await watch.look();
  expect(seen).toHaveLength(1);
});
