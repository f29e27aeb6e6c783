import { describe, expect, test } from "vitest";
import { projectAtStep } from "@/content/guide_data.ts";
import { fakeGuide } from "./fake_guide.ts";
import { applyChanges, changesBetween, pendingCommands, solve, solvedProject } from "./lesson.ts";

test("changes between two states lead from one to the other", () => {
  const from = { a: "1", b: "2", c: new Uint8Array([1, 2]), same: new Uint8Array([3]) };
  const to = { a: "1", b: "3", c: new Uint8Array([1, 3]), same: new Uint8Array([3]), d: "" };
  const changes = changesBetween(from, to);
  expect(changes.map((change) => change.path)).toEqual(["b", "c", "d"]);
  expect(applyChanges(from, changes)).toEqual(to);
  expect(applyChanges(to, changesBetween(to, from))).toEqual(from);
});

test("a solved project has nothing of the next step", () => {
  const { files, setup } = solvedProject(fakeGuide, 0);
  expect(files["lib/router.ts"]).toBe("1");
  expect(files).not.toHaveProperty("lib/repo.ts");
  expect(setup).toEqual([["ecto.create"]]);
});

describe("solve", () => {
  test("from a step's start gives what the guide's build proved", () => {
    for (const index of fakeGuide.steps.keys()) {
      const start = projectAtStep(fakeGuide, index).files;
      expect(solve(fakeGuide, index, start)).toEqual(solvedProject(fakeGuide, index).files);
    }
  });

  test("brings in what earlier steps would have left, and leaves the learner's own files", () => {
    const files = {
      ...projectAtStep(fakeGuide, 0).files,
      "lib/mine.ts": "mine",
      "lib/router.ts": "half done",
    };
    const result = solve(fakeGuide, 2, files);
    expect(result).toEqual({ ...solvedProject(fakeGuide, 2).files, "lib/mine.ts": "mine" });
  });

  test("fills in a migration that the learner made under another time", () => {
    const own = "priv/repo/migrations/2031_create_users.ts";
    const files = { ...projectAtStep(fakeGuide, 1).files, [own]: "empty" };
    const result = solve(fakeGuide, 1, files);
    expect(result[own]).toBe("up");
    expect(result).not.toHaveProperty("priv/repo/migrations/2026_create_users.ts");
  });
});

test("commands that ran are not pending", () => {
  const setup = solvedProject(fakeGuide, 1).setup;
  expect(pendingCommands(setup, new Set(["ecto.create"]))).toEqual([["ecto.migrate"]]);
  expect(pendingCommands(undefined, new Set())).toEqual([]);
});
