import {
  ASYMMETRIC_MATCHERS_OBJECT,
  addCustomEqualityTesters,
  ChaiStyleAssertions,
  chai,
  customMatchers,
  type ExpectStatic,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  type MatcherState,
  setState,
} from "@vitest/expect";
import { getCurrentTest, type Test } from "@vitest/runner";

for (const plugin of [JestExtend, JestChaiExpect, ChaiStyleAssertions, JestAsymmetricMatchers])
  chai.use(plugin);

type Globals = Record<symbol, object>;

const fresh: Partial<MatcherState> = {
  assertionCalls: 0,
  isExpectingAssertions: false,
  isExpectingAssertionsError: null,
  expectedAssertionsNumber: null,
  expectedAssertionsNumberErrorGen: null,
};

/** Makes an `expect` as Vitest has it, of one test or (without) of whatever test is running. Snapshots are left out. */
export function createExpect(test?: Test): ExpectStatic {
  const expect = ((value: unknown, message?: string) => {
    setState({ assertionCalls: getState(expect).assertionCalls + 1 }, expect);
    const assertion = chai.expect(value, message);
    const running = test ?? getCurrentTest();
    return running
      ? (assertion as unknown as { withTest(test: Test): unknown }).withTest(running)
      : assertion;
  }) as unknown as ExpectStatic;
  Object.assign(expect, chai.expect, (globalThis as unknown as Globals)[ASYMMETRIC_MATCHERS_OBJECT]);
  setState(fresh, expect);
  Object.assign(expect, {
    assert: chai.assert,
    getState: () => getState(expect),
    setState: (state: Partial<MatcherState>) => setState(state, expect),
    extend: (matchers: object) => (chai.expect as unknown as Extendable).extend(expect, matchers),
    addEqualityTesters: addCustomEqualityTesters,
    soft: (value: unknown, message?: string) =>
      (expect(value, message) as unknown as { withContext(context: object): unknown }).withContext({
        soft: true,
      }),
    unreachable: (message?: string) =>
      chai.assert.fail(`expected${message ? ` "${message}"` : ""} not to be reached`),
    assertions: (expected: number) =>
      setState(
        {
          expectedAssertionsNumber: expected,
          expectedAssertionsNumberErrorGen: () =>
            new Error(
              `expected number of assertions to be ${expected}, but got ${getState(expect).assertionCalls}`,
            ),
        },
        expect,
      ),
    hasAssertions: () =>
      setState(
        {
          isExpectingAssertions: true,
          isExpectingAssertionsError: new Error("expected any number of assertions, but got none"),
        },
        expect,
      ),
    poll: (read: () => unknown, options?: PollOptions) => poll(expect, read, options),
  });
  expect.extend(customMatchers);
  return expect;
}

interface Extendable {
  extend(expect: ExpectStatic, matchers: object): void;
}

interface PollOptions {
  interval?: number;
  timeout?: number;
}

/** `expect.poll(read).toBe(…)`: tries again until the assertion holds or the time is over. */
function poll(
  expect: ExpectStatic,
  read: () => unknown,
  { interval = 50, timeout = 1000 }: PollOptions = {},
): object {
  const trying = (path: string[]): object =>
    new Proxy(() => {}, {
      get: (_target, name: string) => trying([...path, name]),
      apply: async (_target, _this, args: unknown[]) => {
        const deadline = Date.now() + timeout;
        for (;;) {
          try {
            let target: unknown = expect(await read());
            for (const name of path.slice(0, -1)) target = (target as Record<string, unknown>)[name];
            const matcher = (target as Record<string, (...args: unknown[]) => unknown>)[path.at(-1)!]!;
            return await matcher.apply(target, args);
          } catch (error) {
            if (Date.now() >= deadline) throw error;
            await new Promise((resolve) => setTimeout(resolve, interval));
          }
        }
      },
    });
  return trying([]);
}

/** Counts the assertions of a test from nothing. */
export function startCounting(): void {
  setState(fresh, expect);
}

/** Throws when a test made fewer or more assertions with `used` than it announced. */
export function checkCount(used: ExpectStatic = expect): void {
  const state = getState(used);
  if (state.expectedAssertionsNumber != null && state.assertionCalls !== state.expectedAssertionsNumber) {
    throw state.expectedAssertionsNumberErrorGen!();
  }
  if (state.isExpectingAssertions && state.assertionCalls === 0) throw state.isExpectingAssertionsError!;
}

/** The `expect` that tests import. */
export const expect = createExpect();
(globalThis as unknown as Globals)[GLOBAL_EXPECT] = expect;

/** Chai's `assert`. */
export const assert = chai.assert;
