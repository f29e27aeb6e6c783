import { type CommandContext, CommandError, type TestRun } from "../../cli/command.ts";
import { fledge } from "../../testing/vite.ts";
import { importPackage, PackageNotFoundError } from "./packages.ts";

type VitestNode = typeof import("vitest/node");

/**
 * Runs a project's tests with its Vitest: `fledge test` on Node.
 *
 * All files run in one process, one after the other: they share the database that is in it.
 *
 * @returns the exit code
 */
export async function runTests({ root }: CommandContext, run: TestRun): Promise<number> {
  const { startVitest } = await loadVitest(root);
  const filters = run.targets.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`));
  process.exitCode = undefined;
  const vitest = await startVitest(
    "test",
    filters,
    {
      root,
      run: true,
      include: ["test/**/*.test.{ts,tsx}"],
      env: { FLEDGE_ENV: "test" },
      bail: run.bail,
      isolate: false,
      fileParallelism: false,
      // ExUnit's. The first test that asks for a database waits until it is made.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      includeTaskLocation: true,
      passWithNoTests: filters.length === 0,
      strictTags: false,
      ...(run.report !== undefined && {
        reporters: ["default", "json"],
        outputFile: { json: run.report },
      }),
      ...(run.tags.length > 0 && { tagsFilter: run.tags }),
      ...(run.seed !== undefined && { sequence: { shuffle: true, seed: run.seed } }),
    },
    { plugins: [fledge()] },
  );
  await vitest.close();
  // Vitest says so there, also for errors outside of tests.
  return process.exitCode ? 1 : 0;
}

async function loadVitest(root: string): Promise<VitestNode> {
  try {
    return (await importPackage("vitest/node", root)) as VitestNode;
  } catch (error) {
    if (!(error instanceof PackageNotFoundError)) throw error;
    throw new CommandError("the tests need Vitest; install it with: npm install --save-dev vitest@4");
  }
}
