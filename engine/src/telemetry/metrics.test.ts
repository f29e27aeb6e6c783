import { afterEach, describe, expect, test, vi } from "vitest";
import type { StartContext } from "../application/child.ts";
import { nodePlatform } from "../platform/node/platform.ts";
import {
  attachMany,
  consoleReporter,
  counter,
  detach,
  distribution,
  execute,
  lastValue,
  listHandlers,
  type Metric,
  poller,
  sum,
  summary,
  vmMeasurements,
} from "./index.ts";

const context = { env: "test" } as StartContext;

describe("metrics", () => {
  test.each<[Metric, string, number | undefined]>([
    [counter("web.stop.duration"), "unit", 1],
    [sum("web.stop.bytes"), "unit", 2048],
    [lastValue("web.stop.duration", { unit: "millisecond" }), "millisecond", 1500],
    [summary("web.stop.duration", { unit: ["millisecond", "second"] }), "second", 1.5],
    [summary("web.stop.duration", { unit: ["millisecond", "microsecond"] }), "microsecond", 1_500_000],
    [distribution("web.stop.bytes", { unit: ["byte", "kilobyte"] }), "kilobyte", 2.048],
    [summary("web.stop.nothing"), "unit", undefined],
    [summary("web.stop.size", { measurement: "bytes" }), "unit", 2048],
    [sum("web.stop.twice", { measurement: ({ bytes = 0 }) => bytes * 2 }), "unit", 4096],
    [counter("web.stop.duration", { keep: ({ route }) => route === "/admin" }), "unit", undefined],
    [counter("web.stop.duration", { keep: ({ route }) => route === "/" }), "unit", 1],
  ])("measures %#", (metric, unit, value) => {
    expect(metric.unit).toBe(unit);
    expect(metric.eventName).toEqual(["web", "stop"]);
    expect(metric.measure({ duration: 1500, bytes: 2048 }, { route: "/" })).toBe(value);
  });

  test("tags are taken from the metadata, or what is made of it", () => {
    expect(summary("a.b", { tags: ["route"] }).tagsOf({ route: "/", conn: 1 })).toEqual({ route: "/" });
    const metric = summary("a.b", {
      tags: ["method", "route"],
      tagValues: (metadata) => ({ ...metadata, method: (metadata.conn as { method: string }).method }),
    });
    expect(metric.tagsOf({ route: "/", conn: { method: "GET" } })).toEqual({ method: "GET", route: "/" });
  });

  test("the event may be another", () => {
    expect(counter("logins.count", { eventName: "hello.login" }).eventName).toEqual(["hello", "login"]);
    expect(counter("logins.count", { eventName: ["a"] }).eventName).toEqual(["a"]);
  });

  test.each<[() => Metric, RegExp]>([
    [() => counter("duration"), /an event and one of its measurements/],
    [() => counter("a..b"), /an event and one of its measurements/],
    [() => sum("a.b", { unit: ["byte", "second"] }), /byte cannot become second/],
    [() => sum("a.b", { unit: ["byte", "furlong" as "byte"] }), /no unit "furlong".*kilobyte/],
  ])("refuses %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("consoleReporter", () => {
  test("prints events with the values and tags of its metrics, until it is stopped", async () => {
    const written: string[] = [];
    const metrics = [
      summary("reported.stop.duration", { unit: "millisecond", tags: ["route"] }),
      counter("reported.stop.duration", { keep: () => false }),
    ];
    const running = await consoleReporter({ metrics, write: (text) => written.push(text) }).start(context);
    execute(["reported", "stop"], { duration: 1.25 }, { route: "/hello" });
    await running.stop();
    execute(["reported", "stop"], { duration: 9 }, { route: "/" });
    expect(written).toEqual([
      [
        "[telemetry] reported.stop",
        "  measurements: duration=1.250",
        "  metadata: route",
        "  summary reported.stop.duration: 1.250 millisecond (route=/hello)",
        "  counter reported.stop.duration: left out",
      ].join("\n"),
    ]);
    expect(listHandlers(["reported"])).toEqual([]);
  });

  test("two may run while an application reloads", async () => {
    const child = consoleReporter({ metrics: [counter("twice.done.count")], write() {} });
    const first = await child.start(context);
    const second = await child.start(context);
    expect(listHandlers(["twice"])).toHaveLength(2);
    await first.stop();
    expect(listHandlers(["twice"])).toHaveLength(1);
    await second.stop();
  });
});

describe("poller", () => {
  afterEach(() => void vi.useRealTimers());

  test("measures once a period, leaves out what fails, and stops", async () => {
    vi.useFakeTimers();
    const failure = vi.spyOn(console, "error").mockImplementation(() => {});
    let good = 0;
    let bad = 0;
    const child = poller({
      period: 100,
      measurements: [
        () => {
          bad++;
          throw new Error("expected");
        },
        async (given) => {
          expect(given).toBe(context);
          good++;
        },
      ],
    });
    const running = await child.start(context);
    expect(good).toBe(0);
    await vi.advanceTimersByTimeAsync(350);
    expect([good, bad]).toEqual([3, 1]);
    expect(failure).toHaveBeenCalledOnce();
    await running.stop();
    await vi.advanceTimersByTimeAsync(500);
    expect(good).toBe(3);
    failure.mockRestore();
  });

  test("tells what the process takes, where that is known", async () => {
    vi.useFakeTimers();
    const { vitals } = nodePlatform();
    const events: [string, Record<string, number>][] = [];
    attachMany(
      "test-vm",
      [
        ["vm", "memory"],
        ["vm", "event_loop"],
      ],
      (event, measurements) => {
        events.push([event.join("."), { ...measurements }]);
      },
    );
    const started = await Promise.all(
      [{ vitals }, {}].map((platform) =>
        poller({ period: 100, measurements: [...vmMeasurements] }).start({
          ...context,
          platform,
        } as StartContext),
      ),
    );
    await vi.advanceTimersByTimeAsync(250);
    for (const running of started) await running.stop();
    detach("test-vm");
    expect(events.map(([name]) => name)).toEqual([
      "vm.memory",
      "vm.event_loop",
      "vm.memory",
      "vm.event_loop",
    ]);
    const [memory, loop] = [events[2]![1], events[3]![1]];
    expect(memory.total).toBeGreaterThan(memory.heap!);
    expect(memory.heap).toBeGreaterThan(1_000_000);
    expect(memory.external).toBeGreaterThan(0);
    expect(loop.utilization).toBeGreaterThanOrEqual(0);
    expect(loop.utilization).toBeLessThanOrEqual(1);
  });

  test("needs a period", () => {
    expect(() => poller({ measurements: [], period: 0 })).toThrow(/above 0/);
  });
});
