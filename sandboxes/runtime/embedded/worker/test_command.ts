import type { CommandContext, TestRun } from "fledge/cli";
import { openProject } from "fledge/project";
import { provideTestContext } from "fledge/testing";
import type { TestReport } from "../../sandbox.ts";
import { explainError } from "./errors.ts";
import { runTests, type TestFile } from "./run_tests.ts";

/** How `fledge test` runs tests in the worker; `onReport` gets what came of it, the terminal a text. */
export function testCommand(
  onReport: (report: TestReport) => void,
): (context: CommandContext, run: TestRun) => Promise<number> {
  return async (context, { targets, bail, tags, seed }) => {
    const { fs, root, platform } = context;
    const files = fs.walk(root);
    const project = await openProject({ platform, root, env: "test" });
    provideTestContext(() => ({ env: project.env, config: project.config, platform, root }));
    const report = await runTests(chosenFiles(files, targets), {
      load: (path) => project.import(path),
      explain: (error) => explainError(error, files),
      bail,
      tags,
      ...(seed !== undefined && { seed }),
    });
    onReport(report);
    context.terminal.write(summary(report));
    return report.errors.length === 0 && report.outcomes.every(({ status }) => status !== "failed") ? 0 : 1;
  };
}

/** The test files that the targets mean; all below `test/` when there are none. */
function chosenFiles(files: string[], targets: TestRun["targets"]): TestFile[] {
  const wanted = targets.length > 0 ? targets : [{ path: "test" }];
  const lines = new Map<string, number[]>();
  for (const { path, line } of wanted as TestRun["targets"]) {
    for (const file of files) {
      if (!/\.test\.tsx?$/.test(file) || (file !== path && !file.startsWith(`${path}/`))) continue;
      lines.set(file, [...(lines.get(file) ?? []), ...(line === undefined ? [] : [line])]);
    }
  }
  return [...lines].map(([path, lines]) => ({ path, lines }));
}

const marks = { passed: "\u001b[32m✓\u001b[0m", failed: "\u001b[31m×\u001b[0m", skipped: "↓" };

function summary({ outcomes, errors, durationMs }: TestReport): string {
  const lines: string[] = [];
  let file = "";
  for (const outcome of outcomes) {
    if (outcome.file !== file) lines.push("", outcome.file);
    file = outcome.file;
    lines.push(`  ${marks[outcome.status]} ${outcome.name} (${Math.round(outcome.durationMs)} ms)`);
    if (outcome.message) lines.push(indent(outcome.message, "      "));
  }
  for (const { message, frame } of errors) lines.push("", `${marks.failed} ${message}`, frame ?? "");
  const count = (status: "passed" | "failed" | "skipped") =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const skipped = count("skipped");
  lines.push(
    "",
    `Finished in ${(durationMs / 1000).toFixed(2)} seconds`,
    `${count("passed")} passed, ${count("failed") + errors.length} failed${skipped ? `, ${skipped} skipped` : ""}`,
    "",
  );
  return `${lines.join("\n").trimStart()}`;
}

function indent(text: string, space: string): string {
  return text.replace(/^/gm, space);
}
