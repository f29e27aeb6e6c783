import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StartContext } from "../application/child.ts";
import { type Html, raw } from "../component/rendered.ts";
import { Conn } from "../conn/conn.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { type LogEntry, Logger, type LoggerOptions } from "../logger/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { Router } from "../router/router.ts";
import { attach, detach } from "../telemetry/index.ts";
import { endpoint } from "./endpoint.ts";
import { request, start } from "./example_application.fixture.ts";

const entries: LogEntry[] = [];
let loggerBefore: LoggerOptions;
beforeAll(() => {
  loggerBefore = Logger.configure({ handler: (entry) => entries.push(entry) });
});
beforeEach(() => {
  entries.length = 0;
});
afterAll(() => {
  Logger.configure(loggerBefore);
});

describe("a whole application", () => {
  test.each([
    ["/hello", 200, "<html><body><h2>Hello World, from Phoenix!</h2></body></html>"],
    ["/hello/Frank", 200, "<html><body>Frank</body></html>"],
    ["/hello/%3Cb%3E", 200, "<html><body>&lt;b&gt;</body></html>"],
    ["/later", 200, "later"],
    ["/nowhere", 404, "Not Found"],
    ["/hello/%ff", 400, "Bad Request"],
    ["/hello?a=%ff", 400, "Bad Request"],
    ["/crash", 500, "Internal Server Error"],
    ["/forget", 500, "Internal Server Error"],
  ])("GET %s → %i", async (target, status, body) => {
    const adapter = await request(start().handler, target);
    expect([adapter.status, adapter.text]).toEqual([status, body]);
  });

  test("answers HEAD as GET, without a body", async () => {
    const adapter = await request(start().handler, { method: "HEAD", target: "/hello" });
    expect([adapter.status, adapter.text]).toEqual([200, ""]);
  });
});

describe("the log", () => {
  test.each<[string, RegExp[]]>([
    ["/crash", [/^GET \/crash failed: Error: secret detail\n\s+at crash/]],
    ["/thrown", [/^GET \/thrown failed: thrown: \{ a: 1 \}/]],
    ["/source", [/^GET \/source failed: Error: in the project[\s\S]*\ncaused by TypeError: the cause/]],
    ["/nowhere", []],
    ["/hello", []],
  ])("has the stack of what is the server's fault: %s", async (target, expected) => {
    await request(start().handler, target);
    expect(entries.map((entry) => entry.level)).toEqual(expected.map(() => "error"));
    for (const [i, pattern] of expected.entries()) expect(entries[i]!.message).toMatch(pattern);
  });
});

describe("error views", () => {
  const ErrorHTML = {
    render: (template: string) => `${template} page`,
    404: ({ status }: { status: number }): Html => raw(`<h1>No ${status}</h1>`),
  };
  const ErrorJSON = { render: (template: string) => ({ errors: { detail: template } }) };
  const renderErrors = { formats: { html: ErrorHTML, json: ErrorJSON } };
  const accept = (type: string): [string, string][] => [["accept", type]];

  test.each<[TestRequest, number, string, string]>([
    [{ target: "/nowhere" }, 404, "text/html; charset=utf-8", "<h1>No 404</h1>"],
    [
      { target: "/nowhere", headers: accept("text/html") },
      404,
      "text/html; charset=utf-8",
      "<h1>No 404</h1>",
    ],
    [
      { target: "/nowhere", headers: accept("application/json") },
      404,
      "application/json; charset=utf-8",
      '{"errors":{"detail":"404.json"}}',
    ],
    [
      { target: "/nowhere?_format=json" },
      404,
      "application/json; charset=utf-8",
      '{"errors":{"detail":"404.json"}}',
    ],
    [
      { target: "/nowhere", headers: accept("image/png") },
      404,
      "text/html; charset=utf-8",
      "<h1>No 404</h1>",
    ],
    [{ target: "/crash" }, 500, "text/html; charset=utf-8", "500.html page"],
    [{ target: "/hello", headers: accept("image/png") }, 406, "text/html; charset=utf-8", "406.html page"],
    [{ target: "/hello?a=%" }, 400, "text/html; charset=utf-8", "400.html page"],
    [{ method: "POST", target: "/hello" }, 404, "text/html; charset=utf-8", "<h1>No 404</h1>"],
  ])("%j", async (options, status, type, text) => {
    const adapter = await request(start({ renderErrors }).handler, options);
    const sent = adapter.respHeaders.find(([name]) => name === "content-type")?.[1];
    expect([adapter.status, sent, adapter.text]).toEqual([status, type, text]);
  });

  test("go without the layouts of the request, or in one of their own", async () => {
    const frame = ({ innerContent }: { innerContent: Html }): Html => ["[", innerContent, "]"];
    const framed = { formats: { html: ErrorHTML }, layout: frame };
    expect((await request(start({ renderErrors: framed }).handler, "/crash")).text).toBe("[500.html page]");
  });

  test("that fail themselves leave the status", async () => {
    const broken = {
      formats: {
        html: {
          render: () => {
            throw new Error("broken view");
          },
        },
      },
    };
    const adapter = await request(start({ renderErrors: broken }).handler, "/crash");
    expect([adapter.status, adapter.text]).toEqual([500, "Internal Server Error"]);
  });

  test("come too late for a response that has begun", async () => {
    const adapter = await request(start().handler, "/half");
    expect([adapter.status, adapter.text, adapter.aborted]).toEqual([200, "half", true]);
  });

  test("answer for a file that cannot be sent, and break off a page whose promise fails", async () => {
    const missing = await request(start().handler, {
      target: "/file",
      readFile: () => {
        throw new Error("no such file");
      },
    });
    expect([missing.status, missing.text]).toEqual([500, "Internal Server Error"]);
    const stream = await request(start().handler, "/stream");
    expect([stream.status, stream.text, stream.aborted]).toEqual([200, "<p>", true]);
  });

  test("are told of by telemetry", async () => {
    const seen: unknown[] = [];
    attach("test-rendered", ["fledge", "error_rendered"], (_, measurements, metadata) =>
      seen.push([Object.keys(measurements), metadata.status, String(metadata.reason)]),
    );
    await request(start().handler, "/nowhere");
    detach("test-rendered");
    expect(seen).toEqual([
      [["duration"], 404, "NoRouteError: no route found for GET /nowhere (ExampleApplicationFixture)"],
    ]);
  });
});

describe("config", () => {
  test("can be changed while it runs", async () => {
    const { Endpoint, handler } = start({
      url: { host: "old.example" },
      staticUrl: { host: "static.example" },
    });
    Endpoint.configChange({ url: { host: "new.example", scheme: "https" }, forceSsl: {} }, ["staticUrl"]);
    expect([Endpoint.url(), Endpoint.staticUrl()]).toEqual(["https://new.example", "https://new.example"]);
    const adapter = await request(handler, { target: "/hello", host: "new.example" });
    expect(adapter.status).toBe(301);
    expect(() => Endpoint.configChange({ secretKeyBase: "short" })).toThrow(/at least 64/);
    expect(Endpoint.url()).toBe("https://new.example");
  });

  test("tells where servers listen", () => {
    expect(start().Endpoint.serverInfo("http")).toBeUndefined();
    const Endpoint = endpoint({ otpApp: "hello" });
    const servers = [
      { scheme: "http", address: "127.0.0.1", port: 4000 },
      { scheme: "https", address: "::1", port: 4001 },
    ] as const;
    Endpoint.start({
      env: "test",
      root: "/hello",
      config: {},
      platform: { name: "node", fs: new MemoryFileSystem() } as unknown as Platform,
      servers: () => servers,
    });
    expect(Endpoint.serverInfo("https")).toEqual({ scheme: "https", address: "::1", port: 4001 });
  });

  test("an address that is too long gets 414 and reaches no plug", async () => {
    const long = `/hello?q=${"a".repeat(10_000)}`;
    const adapter = await request(start().handler, long);
    expect([adapter.status, adapter.text]).toEqual([414, "Request-URI Too Long"]);
    expect(adapter.respHeaders.map(([name]) => name)).not.toContain("x-request-id");
    expect((await request(start({ maxUrlLength: 20_000 }).handler, long)).status).toBe(200);
  });
});

test("routes that are never reached are pointed out in development", () => {
  const shadowing = new Router();
  shadowing.get("/:id", (conn) => conn);
  shadowing.get("/new", (conn) => conn);
  const context = (env: StartContext["env"]): StartContext => ({
    env,
    root: "/hello",
    config: {},
    platform: { fs: new MemoryFileSystem() } as unknown as Platform,
  });
  const Endpoint = endpoint({ otpApp: "hello" }).plug(shadowing);
  Endpoint.start(context("prod"));
  expect(entries).toEqual([]);
  Endpoint.start(context("dev"));
  expect(entries.map((entry) => entry.message)).toEqual([
    expect.stringMatching(
      /endpoint\.test\.ts:\d+: this route cannot match because a previous route at .*:\d+ always matches: GET \/new/,
    ),
  ]);
});

test("plugs of codeReloading run with codeReloader only", async () => {
  const context = (codeReloader: boolean): StartContext => ({
    env: "dev",
    root: "/hello",
    config: { endpoint: { codeReloader } },
    platform: { fs: new MemoryFileSystem() } as unknown as Platform,
  });
  const Endpoint = endpoint({ otpApp: "hello" })
    .codeReloading([(conn) => conn.putRespHeader("x-reloading", "yes")])
    .plug((conn) => conn.text("done"));
  for (const [on, expected] of [
    [true, "yes"],
    [false, undefined],
  ] as const) {
    const conn = new Conn(new TestAdapter());
    Endpoint.start(context(on));
    await Endpoint.call(conn);
    expect(conn.getRespHeader("x-reloading")).toBe(expected);
  }
});

test("an application that is not started says so", () => {
  const Endpoint = endpoint({ otpApp: "hello" });
  expect(() => Endpoint.call(new Conn(new TestAdapter()))).toThrow(/not started/);
  expect(Endpoint.path("/a")).toBe("/a");
});
