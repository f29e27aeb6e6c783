// The same proof as steps.test.ts, on Node: the checks run under Vitest in a folder, and the solutions are type-checked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GuideData, projectAtStep } from "../../content/guide_data.ts";
import { builtGuides, repository, run, writeProject } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "fledge-guides-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bin = (name: string) => join(repository, "node_modules", name);

for (const guide of builtGuides()) {
  describe(guide.title, () => {
    for (const [index, step] of guide.steps.entries()) {
      test(`${index + 1}. ${step.title}`, { timeout: 120_000 }, async () => {
        const before = await check(guide, index, false);
        expect(before.code, before.output).not.toBe(0);
        const after = await check(guide, index, true);
        expect(after.code, after.output).toBe(0);

        const types = await run(process.execPath, [bin("typescript/bin/tsc"), "--noEmit"], {
          cwd: join(folder, guide.project.name),
        });
        expect(types.output).toBe("");
      });
    }
  });
}

/** Runs the check of a step in the project as it begins, or once it is solved. */
async function check(
  guide: GuideData,
  index: number,
  solved: boolean,
): Promise<{ code: number; output: string }> {
  const step = guide.steps[index]!;
  const steps = guide.steps.slice(0, index + 1);
  const project = solved ? projectAtStep({ ...guide, steps }, index + 1) : projectAtStep(guide, index);
  const root = join(folder, project.name);
  writeProject(root, { ...project.files, ...step.check });
  const compiled = await run(process.execPath, [bin("fledge/dist/cli/bin.js"), "compile"], { cwd: root });
  expect(compiled.code, compiled.output).toBe(0);
  return run(process.execPath, [bin("vitest/vitest.mjs"), "run", ...Object.keys(step.check)], { cwd: root });
}
