import type { ExpectStatic } from "@vitest/expect";
import { type File, startTests, type Task, type Test, type VitestRunner } from "@vitest/runner";
import { checkCount, createExpect, startCounting } from "fledge/platform/web";
import type { SandboxError, TestOutcome, TestReport } from "../../sandbox.ts";

/** How test files are found and loaded. */
export interface TestProject {
  root: string;
  /** Loads a file, which declares its tests; the path is absolute. */
  load(path: string): unknown;
  /** Files loaded before each test file. */
  setupFiles: string[];
  /** Says what a thrown value means to a learner. */
  explain(error: unknown): SandboxError;
}

/** Runs test files one after the other in this worker. Nothing that a test throws leaves here; it is in the report. */
export async function runTests(paths: string[], project: TestProject): Promise<TestReport> {
  const started = performance.now();
  const files = await startTests(paths, new Runner(project));
  const report: TestReport = { outcomes: [], errors: [], durationMs: performance.now() - started };
  for (const file of files) collect(file, project, report);
  return report;
}

class Runner implements VitestRunner {
  config: VitestRunner["config"];
  #project: TestProject;
  #own = new WeakMap<Test, ExpectStatic>();

  constructor(project: TestProject) {
    this.#project = project;
    this.config = {
      root: project.root,
      setupFiles: project.setupFiles,
      name: undefined,
      passWithNoTests: false,
      testNamePattern: undefined,
      allowOnly: true,
      sequence: { seed: 0, hooks: "stack", setupFiles: "list" },
      chaiConfig: undefined,
      maxConcurrency: 5,
      testTimeout: 5000,
      hookTimeout: 10_000,
      retry: 0,
      includeTaskLocation: true,
      tags: [],
      tagsFilter: undefined,
      strictTags: false,
    };
  }

  importFile(path: string): unknown {
    return this.#project.load(path);
  }

  onBeforeTryTask(): void {
    startCounting();
  }

  onAfterTryTask(test: Test): void {
    checkCount();
    const own = this.#own.get(test);
    if (own) checkCount(own);
  }

  /** Gives each test an `expect` of its own, made when the test asks for it. */
  extendTaskContext(context: Test["context"]): Test["context"] {
    const test = context.task as Test;
    return Object.defineProperty(context, "expect", {
      get: () => {
        const own = this.#own.get(test) ?? createExpect(test);
        this.#own.set(test, own);
        return own;
      },
    });
  }
}

function collect(file: File, project: TestProject, report: TestReport): void {
  const walk = (tasks: Task[], names: string[]): void => {
    for (const task of tasks) {
      if (task.type === "suite") {
        for (const error of task.result?.errors ?? []) report.errors.push(project.explain(error));
        walk(task.tasks, [...names, task.name]);
      } else report.outcomes.push(outcome(task, names, file));
    }
  };
  for (const error of file.result?.errors ?? []) report.errors.push(project.explain(error));
  walk(file.tasks, []);
}

function outcome(test: Test, names: string[], file: File): TestOutcome {
  const state = test.result?.state;
  const errors = test.result?.errors ?? [];
  const line = errors.map((error) => lineIn(file.name, error.stack)).find(Boolean) ?? test.location?.line;
  return {
    name: [...names, test.name].join(" > "),
    file: file.name,
    status: state === "pass" ? "passed" : state === "fail" ? "failed" : "skipped",
    durationMs: test.result?.duration ?? 0,
    ...(errors.length > 0 && { message: errors.map(describe).join("\n\n") }),
    ...(line !== undefined && { line }),
  };
}

function describe(error: { name?: string; message: string; diff?: string; stack?: string }): string {
  const title =
    error.name && error.name !== "AssertionError" ? `${error.name}: ${error.message}` : error.message;
  return error.diff ? `${title}\n\n${error.diff}` : title;
}

/** The line of a stack trace that lies in `file`. */
function lineIn(file: string, stack: string | undefined): number | undefined {
  for (const frame of stack?.split("\n") ?? []) {
    const match = /([^\s()]+):(\d+):\d+\)?$/.exec(frame.trim());
    if (match?.[1]?.endsWith(file)) return Number(match[2]);
  }
  return undefined;
}
