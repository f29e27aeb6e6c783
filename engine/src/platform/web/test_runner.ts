// What tests get as "vitest" where there is no Vitest, in a worker: its own runner and matchers.

import { clearAllMocks, fn, isMockFunction, resetAllMocks, restoreAllMocks, spyOn } from "@vitest/spy";
import type { StartContext } from "../../application/child.ts";

export { chai, type ExpectStatic } from "@vitest/expect";
export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  onTestFailed,
  onTestFinished,
  suite,
  type TestAPI,
  test,
} from "@vitest/runner";
export { assert, createExpect, expect } from "./expect.ts";

const unavailable = (name: string) => () => {
  throw new Error(`vi.${name}() does not work in the browser: run the tests on Node for it`);
};

const waiting = { interval: 50, timeout: 1000 };

/** Mocks and spies; what needs Vitest's module loader says so. */
export const vi = {
  fn,
  spyOn,
  isMockFunction,
  clearAllMocks,
  resetAllMocks,
  restoreAllMocks,
  mocked: <T>(item: T): T => item,
  mock: unavailable("mock"),
  unmock: unavailable("unmock"),
  doMock: unavailable("doMock"),
  useFakeTimers: unavailable("useFakeTimers"),
  /** Tries until `check` no longer throws. */
  async waitFor<T>(check: () => T | Promise<T>, options: Partial<typeof waiting> = {}): Promise<T> {
    const { interval, timeout } = { ...waiting, ...options };
    const deadline = Date.now() + timeout;
    for (;;) {
      try {
        return await check();
      } catch (error) {
        if (Date.now() >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, interval));
      }
    }
  },
};
export const vitest = vi;

/** What applications are started with in tests: whoever runs them here says so first. */
export function openTestContext(): Promise<StartContext> {
  throw new Error(
    "nothing says what the application is started with: call provideTestContext before the tests are loaded",
  );
}
