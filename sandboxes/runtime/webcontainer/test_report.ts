import type { TestOutcome, TestReport } from "../sandbox.ts";

/** The parts of Vitest's JSON report that are read. */
interface VitestReport {
  testResults: {
    name: string;
    status: "passed" | "failed";
    message: string;
    assertionResults: {
      fullName: string;
      status: "passed" | "failed" | "skipped" | "pending" | "todo" | "disabled";
      duration?: number | null;
      failureMessages: string[] | null;
      location?: { line: number; column: number } | null;
    }[];
  }[];
}

/**
 * Reads Vitest's JSON report. Without one the run itself failed, and `output` says why.
 * `root` is taken off the file names.
 */
export function parseTestReport(
  json: Uint8Array | undefined,
  output: string,
  root: string,
  durationMs: number,
): TestReport {
  if (json === undefined) {
    return { outcomes: [], errors: [{ kind: "platform", message: output.trim() }], durationMs };
  }
  const report = JSON.parse(new TextDecoder().decode(json)) as VitestReport;
  const outcomes: TestOutcome[] = [];
  const errors: TestReport["errors"] = [];
  for (const file of report.testResults) {
    const path = file.name.startsWith(`${root}/`) ? file.name.slice(root.length + 1) : file.name;
    if (file.status === "failed" && file.assertionResults.length === 0) {
      errors.push({ kind: "compile", message: file.message, file: path });
    }
    for (const test of file.assertionResults) {
      const message = test.failureMessages?.join("\n\n").replaceAll(`${root}/`, "");
      outcomes.push({
        name: test.fullName,
        file: path,
        status: test.status === "passed" || test.status === "failed" ? test.status : "skipped",
        durationMs: test.duration ?? 0,
        ...(message ? { message } : {}),
        ...(test.location ? { line: test.location.line } : {}),
      });
    }
  }
  return { outcomes, errors, durationMs };
}
