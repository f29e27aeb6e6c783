import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Guide } from "../guide.ts";
import { readGuide } from "./read_guide.ts";

const guide: Guide = {
  slug: "plugs",
  number: 8,
  title: "Plugs",
  summary: "All about plugs.",
  project: ["hello"],
  steps: [{ id: "one-plug", title: "One plug" }],
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "guide-"));
  put("guide.ts", "");
  put("steps/one-plug/step.mdx", "Hello");
  put("steps/one-plug/solution/lib/a.ts", "a");
  put("steps/one-plug/check.test.ts", 'test("a", () => {});\n');
});

afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, contents: string | Uint8Array): void {
  const file = join(root, "content/guides/plugs", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, contents);
}

const drop = (path: string) => rmSync(join(root, "content/guides/plugs", path), { recursive: true });

describe("readGuide", () => {
  test("reads prose, solution, check and start", () => {
    put("start/lib/b.ts", "b");
    put("start/priv/c.bin", Uint8Array.of(0xff, 0));
    put("steps/one-plug/solution/.removed", "lib/old.ts\n\n");
    put("steps/one-plug/solution/lib/b.ts.patch", "@@");
    expect(readGuide(root, guide)).toMatchObject({
      file: "content/guides/plugs/guide.ts",
      start: { "lib/b.ts": "b", "priv/c.bin": expect.any(Uint8Array) },
      steps: [
        {
          prose: "Hello",
          solution: { "lib/a.ts": "a", "lib/old.ts": null },
          patches: { "lib/b.ts": "@@" },
          check: { "test/checks/one_plug.test.ts": 'test("a", () => {});\n' },
        },
      ],
    });
  });

  test("takes a step whose solution is only a command", () => {
    drop("steps/one-plug/solution");
    const steps = [{ ...guide.steps[0]!, commands: [["ecto.migrate"]] }];
    expect(readGuide(root, { ...guide, steps }).steps[0]?.solution).toEqual({});
  });

  const at = "content/guides/plugs";
  test.each<[string, () => void, string]>([
    ["no folder of the guide", () => drop("guide.ts"), `${at}/guide.ts: there is no such file`],
    [
      "no folder of a step",
      () => drop("steps/one-plug"),
      `${at}/steps/one-plug: the step "one-plug" has no folder`,
    ],
    [
      "no prose",
      () => drop("steps/one-plug/step.mdx"),
      `${at}/steps/one-plug/step.mdx: the step has no prose`,
    ],
    [
      "no solution",
      () => drop("steps/one-plug/solution"),
      `${at}/steps/one-plug/solution: the solution is empty`,
    ],
    ["no check", () => drop("steps/one-plug/check.test.ts"), `${at}/steps/one-plug: the step has no check`],
    [
      "two checks",
      () => put("steps/one-plug/check.test.tsx", ""),
      `${at}/steps/one-plug: the step has two checks`,
    ],
    [
      "a check without a test",
      () => put("steps/one-plug/check.test.ts", "// test(\n"),
      `${at}/steps/one-plug/check.test.ts: the check has no test`,
    ],
    [
      "a folder of no step",
      () => put("steps/two-plugs/step.mdx", ""),
      `${at}/steps/two-plugs: no step has this id`,
    ],
  ])("refuses %s", (_, spoil, message) => {
    spoil();
    expect(() => readGuide(root, guide)).toThrow(message);
  });

  test.each<[string, Partial<Guide>, string]>([
    ["no steps", { steps: [] }, "a guide needs at least one step"],
    ["no project", { project: [] }, '"project" needs the project\'s name'],
    ["one id twice", { steps: [guide.steps[0]!, guide.steps[0]!] }, 'two steps have the id "one-plug"'],
    [
      "an id that is no word",
      { steps: [{ id: "One Plug", title: "" }] },
      'the step id "One Plug" must be lower-case',
    ],
    [
      "a path that is none",
      { steps: [{ ...guide.steps[0]!, path: "a" }] },
      'the path "a" of step "one-plug"',
    ],
  ])("refuses %s in guide.ts", (_, wrong, message) => {
    expect(() => readGuide(root, { ...guide, ...wrong })).toThrow(`${at}/guide.ts: ${message}`);
  });
});
