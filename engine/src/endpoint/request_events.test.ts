import { afterEach, describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { Logger } from "../logger/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { telemetry } from "../plug/telemetry.ts";
import { Router } from "../router/router.ts";
import { attachMany, detach, type EventName, listHandlers, type Metadata } from "../telemetry/index.ts";
import type { RenderErrorsConfig } from "./config.ts";
import { endpoint } from "./endpoint.ts";

// The events that Phoenix.Logger's documentation lists, of whole requests.
const PageController = controller(
  {},
  {
    show: (conn) => conn.text("shown"),
    later: async (conn) => conn.text("later"),
    crash: () => {
      throw new RangeError("crashed");
    },
    lateCrash: async () => {
      throw new RangeError("crashed later");
    },
    thrown: () => {
      throw "text";
    },
    stop: (conn) => conn.text("never"),
  },
);
const router = new Router();
router.pipeline("browser", [(conn) => conn]);
router.pipeline("closed", [(conn) => conn.text("closed").halt()]);
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/pages/:id", PageController, "show");
  r.get("/later", PageController, "later");
  r.get("/crash", PageController, "crash");
  r.get("/late-crash", PageController, "lateCrash");
  r.get("/thrown", PageController, "thrown");
  r.get("/quiet", PageController, "show", { log: false, metadata: { access: "user" } });
});
router.scope("/", { pipeThrough: "closed" }, (r) => {
  r.get("/closed", PageController, "stop");
});

const EVENTS: EventName[] = [
  ["fledge", "endpoint", "start"],
  ["fledge", "endpoint", "stop"],
  ["fledge", "router_dispatch", "start"],
  ["fledge", "router_dispatch", "stop"],
  ["fledge", "router_dispatch", "exception"],
  ["fledge", "error_rendered"],
];

interface Seen {
  name: string;
  measurements: Record<string, number>;
  metadata: Metadata;
}
let seen: Seen[] = [];
const loggerBefore = Logger.configure({});
afterEach(() => {
  detach("test-events");
  seen = [];
  Logger.configure(loggerBefore);
});

async function request(
  target: string,
  { listen = EVENTS, renderErrors }: { listen?: EventName[]; renderErrors?: RenderErrorsConfig } = {},
  options: TestRequest = {},
) {
  Logger.configure({ level: false });
  if (listen.length > 0)
    attachMany("test-events", listen, (event, measurements, metadata) =>
      seen.push({ name: event.slice(1).join("."), measurements: { ...measurements }, metadata }),
    );
  const Endpoint = endpoint({ otpApp: "hello" })
    .plug(telemetry({ eventPrefix: ["fledge", "endpoint"] }))
    .plug(router);
  const { handler } = Endpoint.start({
    env: "prod",
    root: "/hello",
    config: { endpoint: renderErrors === undefined ? {} : { renderErrors } },
    platform: { fs: new MemoryFileSystem() } as unknown as Platform,
  });
  const adapter = new TestAdapter({ target, ...options });
  await handler!(adapter);
  return adapter;
}

const ok = ["endpoint.start", "router_dispatch.start", "endpoint.stop", "router_dispatch.stop"];
const failed = [
  "endpoint.start",
  "router_dispatch.start",
  "router_dispatch.exception",
  "endpoint.stop",
  "error_rendered",
];

test.each<[string, number, string[]]>([
  ["/pages/1", 200, ok],
  ["/later", 200, ok],
  ["/closed", 200, ok],
  ["/crash", 500, failed],
  ["/late-crash", 500, failed],
  ["/thrown", 500, failed],
  ["/nowhere", 404, ["endpoint.start", "endpoint.stop", "error_rendered"]],
])("GET %s is %i and emits %j", async (target, status, names) => {
  const adapter = await request(target);
  expect([adapter.status, seen.map(({ name }) => name)]).toEqual([status, names]);
});

test("error views change nothing of it", async () => {
  await request("/crash", { renderErrors: { formats: { html: { render: () => "page" } } } });
  expect(seen.map(({ name }) => name)).toEqual(failed);
});

test.each([
  ["endpoint.start", "systemTime"],
  ["endpoint.stop", "duration"],
  ["router_dispatch.start", "systemTime"],
  ["router_dispatch.stop", "duration"],
  ["router_dispatch.exception", "duration"],
  ["error_rendered", "duration"],
])("%s measures %s", async (name, measurement) => {
  const before = Date.now();
  await request("/pages/1");
  await request("/crash", { listen: [] });
  const measured = seen.filter((event) => event.name === name);
  expect(measured.length).toBeGreaterThan(0);
  for (const { measurements } of measured) {
    expect(Object.keys(measurements)).toEqual([measurement]);
    if (measurement === "systemTime") expect(measurements.systemTime).toBeGreaterThanOrEqual(before);
    else expect(measurements.duration).toBeGreaterThanOrEqual(0);
  }
});

describe("metadata", () => {
  const of = (name: string) => seen.find((event) => event.name === name)!.metadata;

  test("of the endpoint's events are the conn and the plug's options", async () => {
    await request("/pages/1");
    for (const name of ["endpoint.start", "endpoint.stop"]) {
      expect(of(name).conn).toBeInstanceOf(Conn);
      expect(of(name).options).toEqual({ eventPrefix: ["fledge", "endpoint"] });
    }
    expect((of("endpoint.stop").conn as Conn).status).toBe(200);
  });

  test("of the router's are the route and what it leads to", async () => {
    await request("/pages/1");
    for (const name of ["router_dispatch.start", "router_dispatch.stop"]) {
      const { conn, plug, ...rest } = of(name);
      expect(conn).toBeInstanceOf(Conn);
      expect(plug).toMatch(/RequestEvents|PageController/);
      expect(rest).toEqual({
        route: "/pages/:id",
        plugOptions: "show",
        pathParams: { id: "1" },
        pipeThrough: ["browser"],
        log: "debug",
      });
    }
  });

  test("of a route's options are among them", async () => {
    await request("/quiet");
    expect(of("router_dispatch.start")).toMatchObject({ log: false, access: "user" });
  });

  test.each([
    ["/crash", "error", /^RangeError: crashed$/, /^RangeError: crashed\n/],
    ["/late-crash", "error", /^RangeError: crashed later$/, /^RangeError: crashed later\n/],
    ["/thrown", "throw", /^text$/, undefined],
  ])("of an exception at %s are its kind, reason and stack", async (target, kind, reason, stack) => {
    await request(target);
    for (const name of ["router_dispatch.exception", "error_rendered"]) {
      const metadata = of(name);
      expect([metadata.kind, String(metadata.reason)]).toEqual([kind, expect.stringMatching(reason)]);
      if (stack === undefined) expect(metadata.stacktrace).toBeUndefined();
      else expect(metadata.stacktrace).toMatch(stack);
    }
    expect(of("error_rendered")).toMatchObject({ status: 500, log: "debug" });
  });
});

test("without a handler nothing is made for an event", async () => {
  expect(listHandlers(["fledge"])).toEqual([]);
  const conn = new Conn(new TestAdapter({ target: "/pages/1" }));
  let registered = 0;
  conn.registerBeforeSend = () => {
    registered++;
    return conn;
  };
  telemetry({ eventPrefix: ["fledge", "endpoint"] })(conn);
  expect(registered).toBe(0);
  expect((await request("/pages/1", { listen: [] })).status).toBe(200);
  expect(seen).toEqual([]);
});

test("a handler that fails is detached, and the request goes on", async () => {
  const { error } = console;
  const reports: unknown[] = [];
  console.error = (...args: unknown[]) => void reports.push(args[0]);
  attachMany("test-bad", [["fledge", "endpoint", "start"]], () => {
    throw new Error("expected");
  });
  const adapter = await request("/pages/1");
  console.error = error;
  expect([adapter.status, detach("test-bad"), reports.length]).toEqual([200, false, 1]);
});
