import type { TestOutcome, TestReport } from "../sandbox.ts";

/** The parts of Vitest's JSON report that are read. */
interface VitestReport {
  testResults: {
    name: string;
    status: "passed" | "failed";
    message: string;
    assertionResults: {
      ancestorTitles: string[];
      title: string;
      status: "passed" | "failed" | "skipped" | "pending" | "todo" | "disabled";
      duration?: number | null;
      failureMessages: string[] | null;
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
        name: [...test.ancestorTitles, test.title].join(" > "),
        file: path,
        status: test.status === "passed" || test.status === "failed" ? test.status : "skipped",
        durationMs: test.duration ?? 0,
        ...(message ? { message } : {}),
        ...lineIn(path, message),
      });
    }
  }
  return { outcomes, errors, durationMs };
}

/** The line of the test file at which it failed, which the stack trace in the message has. */
function lineIn(path: string, message: string | undefined): { line?: number } {
  const start = message?.indexOf(`${path}:`) ?? -1;
  if (message === undefined || start === -1) return {};
  const line = Number.parseInt(message.slice(start + path.length + 1), 10);
  return Number.isNaN(line) ? {} : { line };
}
