import { openTestContext } from "#test_runner";
import type { StartContext } from "../application/child.ts";

let provided: (() => Promise<StartContext>) | undefined;

/**
 * Says what applications are started with in tests, where it is not the project in the working directory: a runner in a worker
 * calls it before it loads test files.
 */
export function provideTestContext(open: () => StartContext | Promise<StartContext>): void {
  provided = async () => open();
}

/** What applications are started with in tests: the project's configuration for `test`. */
export function testContext(): Promise<StartContext> {
  return (provided ?? openTestContext)();
}
