import { describe, expect, test } from "vitest";
import { type GuideData, projectAtStep, type StepData, solutionChanges } from "./guide_data.ts";

const step = (id: string, more: Partial<StepData> = {}): StepData => ({
  id,
  title: id,
  start: {},
  solution: {},
  check: {},
  commands: [],
  ...more,
});

const guide: GuideData = {
  slug: "g",
  title: "G",
  project: { name: "hello", files: { "a.ts": "a", "icon.ico": { base64: btoa("\0\xff") } } },
  setup: [["ecto.create"]],
  steps: [
    step("one", { solution: { "a.ts": "a1", "b.ts": "b1" }, commands: [["ecto.migrate"]] }),
    step("two", { start: { "c.ts": "c" }, solution: { "b.ts": null }, commands: [["ecto.migrate"]] }),
  ],
};

describe("projectAtStep", () => {
  test("is the base at the first step, bytes decoded", () => {
    expect(projectAtStep(guide, 0)).toEqual({
      name: "hello",
      files: { "a.ts": "a", "icon.ico": Uint8Array.of(0, 255) },
      setup: [["ecto.create"]],
    });
  });

  test("folds the steps before, and lays the step's start over them", () => {
    const { files, setup } = projectAtStep(guide, 1);
    expect(files).toMatchObject({ "a.ts": "a1", "b.ts": "b1", "c.ts": "c" });
    expect(setup).toEqual([["ecto.create"], ["ecto.migrate"]]);
  });

  test("is the finished project past the last step, each command once", () => {
    const { files, setup } = projectAtStep(guide, 2);
    expect(Object.keys(files).sort()).toEqual(["a.ts", "c.ts", "icon.ico"]);
    expect(setup).toEqual([["ecto.create"], ["ecto.migrate"]]);
  });
});

describe("solutionChanges", () => {
  const migration = "priv/repo/migrations/20240101000000_create_users.ts";

  test("writes the solution's files and removes what it removes", () => {
    expect(solutionChanges(step("s", { solution: { "a.ts": "x", "b.ts": null } }), ["a.ts"])).toEqual([
      { path: "a.ts", contents: "x" },
      { path: "b.ts", contents: null },
    ]);
  });

  test("fills in the migration that the reader generated", () => {
    const own = "priv/repo/migrations/20991231235959_create_users.ts";
    const solved = step("s", { solution: { [migration]: "create" } });
    expect(solutionChanges(solved, [own])).toEqual([{ path: own, contents: "create" }]);
    expect(solutionChanges(solved, ["priv/repo/migrations/1_create_posts.ts"])).toEqual([
      { path: migration, contents: "create" },
    ]);
  });
});
