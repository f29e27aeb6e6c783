import { describe, expect, test, vi } from "vitest";
import type { Platform } from "../platform/platform.ts";
import { application } from "./application.ts";
import type { Child, Running, StartContext } from "./child.ts";

const context: StartContext = { env: "test", config: {}, platform: {} as Platform, root: "/hello" };

/** A child that writes down what happens to it and crashes on demand. */
function recorder(id: string, log: string[], options: Partial<Child> = {}) {
  let end: { resolve: () => void; reject: (error: unknown) => void };
  const child: Child = {
    id,
    async start() {
      log.push(`start ${id}`);
      const exit = new Promise<void>((resolve, reject) => {
        end = { resolve, reject };
      });
      return { exit, stop: async () => void log.push(`stop ${id}`) } satisfies Running;
    },
    ...options,
  };
  return { child, crash: (error: unknown) => end.reject(error), finish: () => end.resolve() };
}

describe("starting and stopping", () => {
  test("starts in order, each after the one before is up, and stops in reverse", async () => {
    const log: string[] = [];
    const slow: Child = {
      id: "slow",
      async start(given) {
        expect(given).toBe(context);
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push("start slow");
        return { stop: () => void log.push("stop slow") };
      },
    };
    const running = await application({
      name: "hello",
      children: [slow, recorder("a", log).child, recorder("b", log).child],
    }).start(context);
    await running.stop();
    await running.stop();
    expect(log).toEqual(["start slow", "start a", "start b", "stop b", "stop a", "stop slow"]);
    await expect(running.exit).resolves.toBeUndefined();
  });

  test("a child that fails to start stops those before it and is named", async () => {
    const log: string[] = [];
    const broken: Child = { id: "repo", start: () => Promise.reject(new Error("no database")) };
    const started = application({
      name: "hello",
      children: [recorder("a", log).child, broken, recorder("b", log).child],
    }).start(context);
    await expect(started).rejects.toThrow('"repo" failed to start: no database');
    expect(log).toEqual(["start a", "stop a"]);
  });

  test("a child that fails to stop does not keep the others running", async () => {
    const log: string[] = [];
    const stuck: Child = { id: "stuck", start: () => ({ stop: () => Promise.reject(new Error("stuck")) }) };
    const running = await application({ name: "hello", children: [recorder("a", log).child, stuck] }).start(
      context,
    );
    await expect(running.stop()).rejects.toThrow("stuck");
    expect(log).toEqual(["start a", "stop a"]);
  });

  test("gives the handler of its endpoint, also of one in an application inside", async () => {
    const handler = () => {};
    const endpoint: Child = { id: "endpoint", start: () => ({ handler, stop() {} }) };
    const web = application({ name: "web", children: [endpoint] });
    const running = await application({ name: "hello", children: [recorder("a", []).child, web] }).start(
      context,
    );
    expect(running.handler).toBe(handler);
    expect(running.child("web")?.handler).toBe(handler);
    await running.stop();
  });
});

describe("restarting", () => {
  test("starts again what crashed, and nothing else", async () => {
    const log: string[] = [];
    const a = recorder("a", log);
    const running = await application({ name: "hello", children: [a.child, recorder("b", log).child] }).start(
      context,
    );
    const before = running.child("a");
    a.crash(new Error("boom"));
    await vi.waitFor(() => expect(log).toEqual(["start a", "start b", "start a"]));
    await vi.waitFor(() => expect(running.child("a")).not.toBe(before));
    await running.stop();
    expect(log.slice(3)).toEqual(["stop b", "stop a"]);
  });

  test.each([
    ["permanent", "finish", 2],
    ["transient", "crash", 2],
    ["transient", "finish", 1],
    ["temporary", "crash", 1],
  ] as const)("a %s child that does %s is started %d times", async (restart, how, starts) => {
    const log: string[] = [];
    const a = recorder("a", log, { restart });
    const running = await application({ name: "hello", children: [a.child] }).start(context);
    if (how === "crash") a.crash(new Error("boom"));
    else a.finish();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(log.filter((line) => line === "start a")).toHaveLength(starts);
    await running.stop();
  });

  test("gives up after too many restarts, stops the rest and tells why", async () => {
    const log: string[] = [];
    const a = recorder("a", log);
    const running = await application({
      name: "hello",
      maxRestarts: 2,
      children: [recorder("b", log).child, a.child],
    }).start(context);
    for (let crash = 1; crash <= 3; crash++) {
      a.crash(new Error(`boom ${crash}`));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const error = await running.exit.catch((reason: Error) => reason);
    expect(error).toMatchObject({ cause: { message: "boom 3" } });
    expect((error as Error).message).toMatch(/"a" ended more than 2 times in 5 seconds/);
    await vi.waitFor(() => expect(log.at(-1)).toBe("stop b"));
    expect(log.filter((line) => line === "start a")).toHaveLength(3);
  });

  test("a restart that fails counts as another crash", async () => {
    let starts = 0;
    let crash!: (error: unknown) => void;
    const flaky: Child = {
      id: "flaky",
      async start() {
        if (++starts > 1 && starts < 4) throw new Error(`not yet ${starts}`);
        return { stop() {}, exit: new Promise((_, reject) => (crash = reject)) };
      },
    };
    const running = await application({ name: "hello", children: [flaky] }).start(context);
    crash(new Error("boom"));
    await vi.waitFor(() => expect(starts).toBe(4));
    expect(running.child("flaky")).toBeDefined();
    await running.stop();
  });
});

describe("bad declarations", () => {
  test.each([
    [{ name: "", children: [] }, /needs a name/],
    [{ name: "hello", children: [undefined] }, /child 1 .* is undefined .*import each other/],
    [{ name: "hello", children: [{ start() {} }] }, /child 1/],
    [
      {
        name: "hello",
        children: [
          { id: "a", start() {} },
          { id: "a", start() {} },
        ],
      },
      /two children .* the id "a"/,
    ],
  ])("%j is refused", (options, message) => {
    expect(() => application(options as never)).toThrow(message);
  });
});
