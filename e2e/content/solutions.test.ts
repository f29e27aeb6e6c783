// What steps.test.ts sees in the browser, on Node: the check of each solved step passes with `fledge test` in a folder, and what a
// guide ends with is type-checked by the stock compiler. That a check fails where its step begins is proved there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type GuideData, projectAtStep, type StepData } from "../../content/guide_data.ts";
import type { Project } from "../../sandboxes/runtime/sandbox.ts";
import { builtGuides, repository, run, writeProject } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "fledge-guides-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (path: string) => join(repository, "node_modules", path);
const fledge = (root: string, ...args: string[]) =>
  run(process.execPath, [script("fledge/dist/cli/bin.js"), ...args], { cwd: root });

for (const guide of builtGuides()) {
  describe.concurrent(guide.title, () => {
    for (const [index, step] of guide.steps.entries()) {
      test(`${index + 1}. ${step.title}`, { timeout: 120_000 }, async ({ expect }) => {
        const run = await check(`${guide.slug}-${index}`, solved(guide, index), step);
        expect(run.code, run.output).toBe(0);
      });
    }
  });

  test(`${guide.title} ends with a project without type errors`, { timeout: 120_000 }, async () => {
    const root = join(folder, guide.slug);
    const checks = Object.assign({}, ...guide.steps.map((step) => step.check));
    writeProject(root, { ...projectAtStep(guide, guide.steps.length).files, ...checks });
    const compiled = await fledge(root, "compile");
    expect(compiled.code, compiled.output).toBe(0);
    const types = await run(process.execPath, [script("typescript/bin/tsc"), "--noEmit"], { cwd: root });
    expect(types.code, types.output).toBe(0);
  });
}

/** The project once a step is solved. */
function solved(guide: GuideData, index: number): Project {
  return projectAtStep({ ...guide, steps: guide.steps.slice(0, index + 1) }, index + 1);
}

/** Runs a step's check in a project; the code is 0 when it passes. */
function check(name: string, project: Project, step: StepData): Promise<{ code: number; output: string }> {
  const root = join(folder, name);
  writeProject(root, { ...project.files, ...step.check });
  return fledge(root, "test", ...Object.keys(step.check));
}
