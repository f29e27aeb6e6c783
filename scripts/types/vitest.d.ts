// The part of Vitest's interface that tests of a project use. The editor has it in place of Vitest's own types, which bring
// the types of a dozen build tools along. In a project on Node, Vitest's own are there.

type Awaitable<T> = T | Promise<T>;

interface Assertion<T> {
  not: Assertion<T>;
  resolves: Assertion<Awaited<T>>;
  rejects: Assertion<unknown>;
  toBe(expected: unknown): void;
  toEqual(expected: unknown): void;
  toStrictEqual(expected: unknown): void;
  toMatchObject(expected: object): void;
  toMatch(expected: string | RegExp): void;
  toContain(expected: unknown): void;
  toContainEqual(expected: unknown): void;
  toHaveLength(length: number): void;
  toHaveProperty(path: string | (string | number)[], value?: unknown): void;
  toBeDefined(): void;
  toBeUndefined(): void;
  toBeNull(): void;
  toBeTruthy(): void;
  toBeFalsy(): void;
  toBeNaN(): void;
  toBeTypeOf(
    type: "bigint" | "boolean" | "function" | "number" | "object" | "string" | "symbol" | "undefined",
  ): void;
  toBeInstanceOf(type: abstract new (...args: never[]) => unknown): void;
  toBeGreaterThan(value: number | bigint): void;
  toBeGreaterThanOrEqual(value: number | bigint): void;
  toBeLessThan(value: number | bigint): void;
  toBeLessThanOrEqual(value: number | bigint): void;
  toBeCloseTo(value: number, digits?: number): void;
  toBeOneOf(values: readonly unknown[]): void;
  toSatisfy(predicate: (value: T) => boolean): void;
  toThrow(expected?: string | RegExp | Error | (abstract new (...args: never[]) => unknown)): void;
  toThrowError(expected?: string | RegExp | Error | (abstract new (...args: never[]) => unknown)): void;
  toHaveBeenCalled(): void;
  toHaveBeenCalledOnce(): void;
  toHaveBeenCalledTimes(times: number): void;
  toHaveBeenCalledWith(...args: unknown[]): void;
  toHaveBeenLastCalledWith(...args: unknown[]): void;
  toHaveReturnedWith(value: unknown): void;
}

interface Expect {
  <T>(actual: T, message?: string): Assertion<T>;
  soft<T>(actual: T, message?: string): Assertion<T>;
  fail(message?: string): never;
  unreachable(message?: string): never;
  assertions(count: number): void;
  hasAssertions(): void;
  anything(): unknown;
  any(type: unknown): unknown;
  arrayContaining(expected: readonly unknown[]): unknown;
  objectContaining(expected: object): unknown;
  stringContaining(expected: string): unknown;
  stringMatching(expected: string | RegExp): unknown;
  closeTo(expected: number, digits?: number): unknown;
  not: Omit<Expect, "not">;
}

export interface TestContext {
  readonly task: { readonly name: string; readonly id: string };
  readonly expect: Expect;
  readonly signal: AbortSignal;
  onTestFinished(work: () => Awaitable<void>): void;
  onTestFailed(work: () => Awaitable<void>): void;
  skip(note?: string): never;
}

export interface TestOptions {
  timeout?: number;
  retry?: number;
  repeats?: number;
  concurrent?: boolean;
  skip?: boolean;
  only?: boolean;
  todo?: boolean;
  fails?: boolean;
}

type TestFunction<Extra> = (context: TestContext & Extra) => Awaitable<unknown>;

interface TestCall<Extra> {
  (name: string, run?: TestFunction<Extra>, timeout?: number): void;
  (name: string, options: TestOptions, run?: TestFunction<Extra>): void;
}

interface Each {
  <T extends readonly unknown[]>(
    cases: readonly T[],
  ): (name: string, run: (...args: T) => Awaitable<unknown>, timeout?: number) => void;
  <T>(cases: readonly T[]): (name: string, run: (value: T) => Awaitable<unknown>, timeout?: number) => void;
}

/** Values that `test.extend` hands to each test: a value, or a function that hands one to `use` and cleans up after it. */
type Fixtures<New, Extra> = {
  [Name in keyof New]:
    | New[Name]
    | ((context: TestContext & Extra & New, use: (value: New[Name]) => Promise<void>) => Awaitable<unknown>)
    | [unknown, { auto?: boolean; scope?: "test" | "worker" | "file"; injected?: boolean }];
};

export interface TestAPI<Extra = object> extends TestCall<Extra> {
  skip: TestCall<Extra>;
  only: TestCall<Extra>;
  fails: TestCall<Extra>;
  concurrent: TestCall<Extra>;
  sequential: TestCall<Extra>;
  todo(name: string): void;
  skipIf(condition: unknown): TestCall<Extra>;
  runIf(condition: unknown): TestCall<Extra>;
  each: Each;
  for<T>(
    cases: readonly T[],
  ): (name: string, run: (value: T, context: TestContext & Extra) => Awaitable<unknown>) => void;
  extend<New extends Record<string, unknown>>(fixtures: Fixtures<New, Extra>): TestAPI<Extra & New>;
}

interface DescribeCall {
  (name: string, define?: () => Awaitable<void>): void;
  (name: string, options: TestOptions, define?: () => Awaitable<void>): void;
}

interface Describe extends DescribeCall {
  skip: DescribeCall;
  only: DescribeCall;
  concurrent: DescribeCall;
  sequential: DescribeCall;
  todo(name: string): void;
  each: Each;
  skipIf(condition: unknown): DescribeCall;
  runIf(condition: unknown): DescribeCall;
}

interface Mock<F extends (...args: never[]) => unknown> {
  (...args: Parameters<F>): ReturnType<F>;
  mock: { calls: Parameters<F>[]; results: { type: string; value: unknown }[]; lastCall?: Parameters<F> };
  mockReturnValue(value: ReturnType<F>): this;
  mockReturnValueOnce(value: ReturnType<F>): this;
  mockResolvedValue(value: Awaited<ReturnType<F>>): this;
  mockRejectedValue(value: unknown): this;
  mockImplementation(implementation: F): this;
  mockClear(): this;
  mockReset(): this;
  mockRestore(): void;
}

interface Vi {
  fn<F extends (...args: never[]) => unknown = (...args: unknown[]) => unknown>(implementation?: F): Mock<F>;
  spyOn<T extends object, K extends keyof T>(
    object: T,
    name: K,
  ): T[K] extends (...args: never[]) => unknown ? Mock<T[K]> : never;
  waitFor<T>(
    work: () => Awaitable<T>,
    options?: number | { timeout?: number; interval?: number },
  ): Promise<T>;
  restoreAllMocks(): Vi;
  clearAllMocks(): Vi;
}

type Hook = (work: (context: TestContext) => Awaitable<unknown>, timeout?: number) => void;

export declare const test: TestAPI;
export declare const it: TestAPI;
export declare const describe: Describe;
export declare const suite: Describe;
export declare const expect: Expect;
export declare const vi: Vi;
export declare const beforeAll: (work: () => Awaitable<unknown>, timeout?: number) => void;
export declare const afterAll: (work: () => Awaitable<unknown>, timeout?: number) => void;
export declare const beforeEach: Hook;
export declare const afterEach: Hook;
export declare const onTestFinished: (work: () => Awaitable<void>) => void;
export declare const onTestFailed: (work: () => Awaitable<void>) => void;
export declare function assert(condition: unknown, message?: string): asserts condition;
