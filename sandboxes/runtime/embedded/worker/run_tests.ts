import type { ExpectStatic } from "@vitest/expect";
import { type File, startTests, type Task, type Test, type VitestRunner } from "@vitest/runner";
import { checkCount, createExpect, startCounting } from "fledge/platform/web";
import type { SandboxError, TestOutcome, TestReport } from "../../sandbox.ts";

/** A test file, from the project's root, and the lines of the tests that are wanted if not all. */
export interface TestFile {
  path: string;
  lines: number[];
}

/** How test files are loaded and which of their tests are run. */
export interface TestOptions {
  /** Loads a file, which declares its tests; the path is from the project's root. */
  load(path: string): unknown;
  /** Says what a thrown value means to a learner. */
  explain(error: unknown): SandboxError;
  /** Failures after which the rest is skipped; 0 for never. */
  bail?: number;
  /** Tags that a test must have; those with `!` before them it must not have. */
  tags?: string[];
  /** Order of the tests. */
  seed?: number;
}

/** Runs test files one after the other in this worker. Nothing that a test throws leaves here; it is in the report. */
export async function runTests(files: TestFile[], options: TestOptions): Promise<TestReport> {
  const started = performance.now();
  // The runner finds the lines of tests by comparing stack traces, which begin at the project's root, with these paths.
  const specifications = files.map(({ path, lines }) => ({
    filepath: `/${path}`,
    ...(lines.length > 0 && { testLocations: lines }),
  }));
  const report: TestReport = { outcomes: [], errors: [], durationMs: 0 };
  try {
    const ran = await startTests(specifications, new Runner(options));
    for (const file of ran) collect(file, options, report);
  } catch (error) {
    report.errors.push(options.explain(error));
  }
  report.durationMs = performance.now() - started;
  return report;
}

class Runner implements VitestRunner {
  config: VitestRunner["config"];
  #options: TestOptions;
  #failures = 0;
  #own = new WeakMap<Test, ExpectStatic>();

  constructor(options: TestOptions) {
    const { tags, seed } = options;
    this.#options = options;
    this.config = {
      root: "/",
      setupFiles: [],
      name: undefined,
      passWithNoTests: false,
      testNamePattern: undefined,
      allowOnly: true,
      sequence: { seed: seed ?? 0, shuffle: seed !== undefined, hooks: "stack", setupFiles: "list" },
      chaiConfig: undefined,
      maxConcurrency: 5,
      testTimeout: 5000,
      hookTimeout: 10_000,
      retry: 0,
      includeTaskLocation: true,
      tags: [],
      tagsFilter: tags && tags.length > 0 ? tags : undefined,
      strictTags: false,
    };
  }

  importFile(path: string): unknown {
    return this.#options.load(path.slice(1));
  }

  onBeforeRunTask(test: Test): void {
    const { bail } = this.#options;
    if (bail && this.#failures >= bail && test.mode !== "todo") test.mode = "skip";
  }

  onAfterRunTask(test: Test): void {
    if (test.result?.state === "fail") this.#failures++;
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

function collect(file: File, options: TestOptions, report: TestReport): void {
  const walk = (tasks: Task[], names: string[]): void => {
    for (const task of tasks) {
      if (task.type === "suite") {
        for (const error of task.result?.errors ?? []) report.errors.push(options.explain(error));
        walk(task.tasks, [...names, task.name]);
      } else report.outcomes.push(outcome(task, names, file));
    }
  };
  for (const error of file.result?.errors ?? []) report.errors.push(options.explain(error));
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
