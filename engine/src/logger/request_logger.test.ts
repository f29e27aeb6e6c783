import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { telemetry } from "../plug/telemetry.ts";
import { Router } from "../router/router.ts";
import { execute, listHandlers } from "../telemetry/telemetry.ts";
import { Logger, type LoggerOptions } from "./logger.ts";
import { attachRequestLogger } from "./request_logger.ts";

let lines: string[] = [];
let before: Required<LoggerOptions>;
let end = (): void => {};
beforeEach(() => {
  lines = [];
  before = Logger.configure({
    level: "debug",
    format: "[$level] $message\n",
    metadata: [],
    colors: false,
    handler: ({ text }) => lines.push(text),
  });
});
afterEach(() => {
  end();
  Logger.configure(before);
});

function conn(options: TestRequest = {}): PlugConn {
  const made = new PlugConn(new TestAdapter({ target: "/hello/1?password=secret", ...options }));
  made.pathParams = { id: "1" };
  return made as PlugConn;
}

type LogOption = false | "warning" | ((conn: PlugConn<object>) => "error" | false);

function request(log?: LogOption): PlugConn {
  const options = log === undefined ? {} : { log };
  return telemetry({ eventPrefix: ["fledge", "endpoint"], ...options })(conn()) as PlugConn;
}

/** Emits that a route is taken. */
function dispatch(metadata: object, subject = conn()): void {
  execute(
    ["fledge", "router_dispatch", "start"],
    {},
    { conn: subject, pipeThrough: ["browser"], log: "debug", plug: "HelloWeb.PageController", ...metadata },
  );
}

test("a request's lines stand as Phoenix prints them", () => {
  end = attachRequestLogger();
  const made = request();
  dispatch({ plugOptions: "show" }, made);
  made.sendResp(200, "");
  const metadata = { conn: made, status: 500, kind: "error", reason: new TypeError("x"), log: "debug" };
  execute(["fledge", "error_rendered"], {}, metadata);
  expect(lines).toEqual([
    "[info] GET /hello/1\n",
    '[debug] Processing with HelloWeb.PageController.show/2\n  Parameters: { password: "[FILTERED]", id: "1" }\n  Pipelines: ["browser"]\n',
    expect.stringMatching(/^\[info\] Sent 200 in \d+(µs|ms)\n$/),
    "[debug] Converted error TypeError to 500 response\n",
  ]);
});

test("they end when they are asked to", () => {
  attachRequestLogger()();
  expect(listHandlers(["fledge"])).toEqual([]);
});

test("say Chunked for a chunked response", () => {
  end = attachRequestLogger();
  request().sendChunked(200);
  expect(lines[1]).toMatch(/^\[info\] Chunked 200 in/);
});

test("say how long it took", () => {
  end = attachRequestLogger();
  for (const duration of [0.345, 0.9994, 1, 12.9, 2500])
    execute(["fledge", "endpoint", "stop"], { duration }, { conn: conn(), options: {} });
  expect(lines.map((line) => line.split(" ").at(-1))).toEqual([
    "345µs\n",
    "999µs\n",
    "1ms\n",
    "12ms\n",
    "2500ms\n",
  ]);
});

// Cases after Phoenix's logger_test (MIT), and of what its documentation says of levels.
test.each<[string, LogOption | undefined, string[]]>([
  ["no level is info", undefined, ["[info]", "[info]"]],
  ["a level", "warning", ["[warning]", "[warning]"]],
  ["false is no line", false, []],
  [
    "a function is asked with the conn",
    (c) => (c.pathInfo[0] === "hello" ? "error" : false),
    ["[error]", "[error]"],
  ],
  ["a function may say no", (c) => (c.pathInfo[0] === "hello" ? false : "error"), []],
])("level of the plug: %s", (_, log, levels) => {
  end = attachRequestLogger();
  request(log).sendResp(200, "");
  expect(lines.map((line) => line.split(" ")[0])).toEqual(levels);
});

test.each<[string, object, RegExp | undefined]>([
  ["a level", { log: "warning" }, /^\[warning\] Processing/],
  ["false", { log: false }, undefined],
  [
    "a function",
    { log: ({ method }: PlugConn) => (method === "GET" ? "info" : false) },
    /^\[info\] Processing/,
  ],
  ["a function that says no", { log: () => false }, undefined],
  ["an action", { plugOptions: "show" }, /Processing with HelloWeb\.PageController\.show\/2\n/],
  ["a plug with options", { plug: "Jobs", plugOptions: { a: 1 } }, /Processing with Jobs\n/],
  [
    "another module in its metadata",
    { logModule: "HelloWeb.Dashboard" },
    /Processing with HelloWeb\.Dashboard\n/,
  ],
  ["no pipelines", { pipeThrough: [] }, /\n {2}Pipelines: \[\]\n$/],
])("a route with %s", (_, metadata, line) => {
  end = attachRequestLogger();
  dispatch(metadata);
  expect(lines).toEqual(line === undefined ? [] : [expect.stringMatching(line)]);
});

test.each<[string, object, RegExp | undefined]>([
  [
    "of an exception",
    { kind: "error", reason: new RangeError("x") },
    /^\[debug\] Converted error RangeError to 404 response\n$/,
  ],
  [
    "of what was thrown",
    { kind: "throw", reason: { a: 1 } },
    /^\[debug\] Converted throw \{ a: 1 \} to 404 response\n$/,
  ],
  [
    "at a level",
    { kind: "error", reason: new Error("x"), log: "notice" },
    /^\[notice\] Converted error Error/,
  ],
  ["that are not logged", { kind: "error", reason: new Error("x"), log: false }, undefined],
])("error pages %s", (_, metadata, line) => {
  end = attachRequestLogger();
  execute(["fledge", "error_rendered"], {}, { conn: conn(), status: 404, ...metadata });
  expect(lines).toEqual(line === undefined ? [] : [expect.stringMatching(line)]);
});

describe("parameters", () => {
  test("are hidden as the options say, and attaching again takes the new ones", () => {
    attachRequestLogger();
    end = attachRequestLogger({ filterParameters: { keep: ["id"] } });
    dispatch({});
    expect(lines).toEqual([expect.stringContaining('Parameters: { password: "[FILTERED]", id: "1" }')]);
    lines.length = 0;
    end = attachRequestLogger({ filterParameters: [] });
    dispatch({});
    expect(lines).toEqual([expect.stringContaining('Parameters: { password: "secret", id: "1" }')]);
  });

  test("that cannot be decoded do not end the log", () => {
    end = attachRequestLogger();
    dispatch({}, conn({ target: "/?a=%ff" }));
    dispatch({});
    expect(lines).toEqual([
      expect.stringContaining("Parameters: [UNFETCHED]\n"),
      expect.stringContaining('id: "1"'),
    ]);
  });

  test("of the body are there once it was parsed", () => {
    end = attachRequestLogger();
    dispatch({}, conn({ method: "POST", target: "/", body: "foo=bar" }));
    const parsed = conn({ method: "POST", target: "/", body: "foo=bar" });
    parsed.bodyParams = { foo: "bar" };
    dispatch({}, parsed);
    expect(lines.map((line) => line.split("\n")[1])).toEqual([
      '  Parameters: { id: "1" }',
      '  Parameters: { foo: "bar", id: "1" }',
    ]);
  });
});

test("an application that has a log of its own has no lines of requests", () => {
  attachRequestLogger();
  end = attachRequestLogger({ requests: false });
  request().sendResp(200, "");
  dispatch({});
  expect([lines, listHandlers(["fledge"])]).toEqual([[], []]);
});

test("a router's routes are logged as they say", async () => {
  const PageController = controller({}, { home: (c) => c.text("home") });
  const router = new Router();
  router.pipeline("browser", []);
  router.scope("/", { pipeThrough: "browser" }, (r) => {
    r.get("/", PageController, "home");
    r.get("/quiet", PageController, "home", { log: false });
    r.get("/loud", PageController, "home", { log: (c) => (c.queryParams.loud === "1" ? "error" : "info") });
  });
  end = attachRequestLogger();
  for (const target of ["/?a=1", "/quiet", "/loud", "/loud?loud=1"])
    await router.call(new Conn(new TestAdapter({ target })));
  expect(lines.map((line) => line.split("\n").slice(0, 3))).toEqual([
    [
      expect.stringMatching(/^\[debug\] Processing with .*\.home\/2$/),
      '  Parameters: { a: "1" }',
      '  Pipelines: ["browser"]',
    ],
    [expect.stringMatching(/^\[info\]/), "  Parameters: {}", '  Pipelines: ["browser"]'],
    [expect.stringMatching(/^\[error\]/), '  Parameters: { loud: "1" }', '  Pipelines: ["browser"]'],
  ]);
});
