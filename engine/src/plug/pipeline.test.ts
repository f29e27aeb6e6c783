import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { pipeline, plug, toPlugFunction } from "./pipeline.ts";
import type { Plug, PlugFunction } from "./plug.ts";

const conn = (): Conn => new Conn(new TestAdapter());
const mark =
  (order: string[], name: string): PlugFunction =>
  (given) => {
    order.push(name);
    return given;
  };

describe("pipeline", () => {
  test("runs its plugs in order, without a promise when none gives one", () => {
    const order: string[] = [];
    const given = conn();
    expect(pipeline([mark(order, "a"), mark(order, "b")])(given)).toBe(given);
    expect(order).toEqual(["a", "b"]);
  });

  test("goes on synchronously again after a plug that was not", async () => {
    const order: string[] = [];
    const result = pipeline([
      mark(order, "a"),
      async (given) => mark(order, "b")(given),
      mark(order, "c"),
      mark(order, "d"),
    ])(conn());
    expect(order).toEqual(["a", "b"]);
    expect(result).toBeInstanceOf(Promise);
    await result;
    expect(order).toEqual(["a", "b", "c", "d"]);
  });

  test.each(["sync", "async"])("stops at a halted conn (%s)", async (kind) => {
    const order: string[] = [];
    const halt: PlugFunction = kind === "sync" ? (given) => given.halt() : async (given) => given.halt();
    await pipeline([mark(order, "a"), halt, mark(order, "never")])(conn());
    expect(order).toEqual(["a"]);
  });

  test("does not start with a conn that is halted already", () => {
    const order: string[] = [];
    pipeline([mark(order, "a"), mark(order, "b")])(conn().halt());
    expect(order).toEqual([]);
  });

  test("an empty one gives the conn back, and pipelines nest", () => {
    const given = conn();
    expect(pipeline([])(given)).toBe(given);
    const order: string[] = [];
    pipeline([pipeline([mark(order, "a")]), mark(order, "b")])(given);
    expect(order).toEqual(["a", "b"]);
  });

  test("modules are initialised once", () => {
    let inits = 0;
    const module = {
      init(options: string | undefined) {
        inits++;
        return options ?? "default";
      },
      call: (given: Conn, locale: string) => given.assign("locale", locale) as unknown as Conn,
    };
    const run = pipeline([module as Plug, plug(module, "fr")]);
    run(conn());
    expect(run(conn())).toMatchObject({ assigns: { locale: "fr" } });
    expect(inits).toBe(2);
  });

  test("errors and rejections pass through", async () => {
    const error = new Error("expected");
    expect(() =>
      pipeline([
        () => {
          throw error;
        },
      ])(conn()),
    ).toThrow(error);
    await expect(pipeline([() => Promise.reject(error)])(conn())).rejects.toThrow(error);
  });

  test.each([
    ["nothing", undefined],
    ["nothing", Promise.resolve(undefined)],
    ["true", true],
  ])("says which plug gave back %s", async (what, value) => {
    const forgetful = (() => value) as unknown as PlugFunction;
    for (const plugs of [[forgetful], [forgetful, forgetful]])
      await expect(pipeline(plugs)(conn())).rejects.toThrow(
        `plug forgetful gave back ${what}: end it with \`return conn\``,
      );
  });

  test.each([undefined, null, "locale", {}, { init() {} }])("refuses %s as a plug", (value) => {
    expect(() => toPlugFunction(value as unknown as Plug)).toThrow("is not a plug");
  });
});
