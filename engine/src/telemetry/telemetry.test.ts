import { afterEach, describe, expect, test, vi } from "vitest";
import { attach, attachMany, detach, execute, listHandlers, span, telemetryEvent } from "./telemetry.ts";

const seen: unknown[] = [];
const record = (...args: unknown[]): void => {
  seen.push(args);
};
afterEach(() => {
  seen.length = 0;
  for (const { id } of listHandlers()) detach(id);
});

describe("handlers", () => {
  test("are told event, measurements, metadata and their config", () => {
    attach("a", ["x", "y"], record, { mine: true });
    execute(["x", "y"], { count: 1 }, { who: "me" });
    execute(["x"], { count: 2 });
    expect(seen).toEqual([[["x", "y"], { count: 1 }, { who: "me" }, { mine: true }]]);
  });

  test("may listen to several events, and be several", () => {
    attachMany("a", [["x"], ["y"]], (event) => record("a", ...event));
    attach("b", ["x"], () => record("b"));
    execute(["x"], {});
    execute(["y"], {});
    expect(seen).toEqual([["a", "x"], ["b"], ["a", "y"]]);
  });

  test("have one id each, and are gone when detached", () => {
    attach("a", ["x"], record);
    expect(() => attach("a", ["y"], record)).toThrow('"a" is attached already');
    expect(detach("a")).toBe(true);
    expect(detach("a")).toBe(false);
    execute(["x"], {});
    expect(seen).toEqual([]);
  });

  test("that fail are detached, and the others go on", () => {
    const report = vi.spyOn(console, "error").mockImplementation(() => {});
    attach("bad", ["x"], () => {
      throw new Error("expected");
    });
    attach("good", ["x"], record);
    execute(["x"], {});
    execute(["x"], {});
    expect(seen).toHaveLength(2);
    expect(report).toHaveBeenCalledOnce();
    expect(report.mock.calls[0]![0]).toContain("Handler bad of x has failed");
    report.mockRestore();
  });

  test("are listed by the beginning of their events", () => {
    attach("a", ["x", "y"], record);
    attach("b", ["x", "z"], record);
    expect(listHandlers(["x"]).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(listHandlers(["x", "z"])).toMatchObject([{ id: "b", event: ["x", "z"] }]);
    expect(listHandlers(["nothing"])).toEqual([]);
  });
});

test("an event is one object, and knows whether anybody listens", () => {
  const event = telemetryEvent(["x", "y"]);
  expect(telemetryEvent(["x", "y"])).toBe(event);
  for (const other of [["x"], ["y"], ["x", "y", "z"], ["x.y"], ["x\0y"], []])
    expect(telemetryEvent(other)).not.toBe(event);
  expect(event.attached).toBe(false);
  attach("a", ["x", "y"], record);
  expect(event.attached).toBe(true);
  event.execute({ n: 1 });
  expect(seen).toHaveLength(1);
});

describe("span", () => {
  const names = (): string[] => seen.map((args) => (args as [string[]])[0].join("."));
  test("tells start and stop", async () => {
    attachMany(
      "a",
      [
        ["job", "start"],
        ["job", "stop"],
        ["job", "exception"],
      ],
      record,
    );
    expect(span(["job"], { id: 1 }, () => ({ result: 42, metadata: { done: true } }))).toBe(42);
    expect(names()).toEqual(["job.start", "job.stop"]);
    expect(seen).toMatchObject([
      [["job", "start"], { systemTime: expect.any(Number) }, { id: 1 }, undefined],
      [["job", "stop"], { duration: expect.any(Number) }, { done: true }, undefined],
    ]);
    await expect(span(["job"], {}, async () => ({ result: "later" }))).resolves.toBe("later");
    expect(names()).toEqual(["job.start", "job.stop", "job.start", "job.stop"]);
  });

  test("tells exceptions and throws them on", async () => {
    attachMany(
      "a",
      [
        ["job", "stop"],
        ["job", "exception"],
      ],
      record,
    );
    const error = new Error("expected");
    expect(() =>
      span(["job"], {}, () => {
        throw error;
      }),
    ).toThrow(error);
    await expect(span(["job"], {}, () => Promise.reject<{ result: 1 }>(error))).rejects.toThrow(error);
    expect(names()).toEqual(["job.exception", "job.exception"]);
    expect(seen[0]).toMatchObject([
      ["job", "exception"],
      { duration: expect.any(Number) },
      { kind: "error", reason: error },
      undefined,
    ]);
  });
});
