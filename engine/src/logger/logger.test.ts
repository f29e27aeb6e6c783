import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PlugConn } from "../conn/plug_conn.ts";
import { decodeQuery } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { telemetry } from "../plug/telemetry.ts";
import { execute, listHandlers } from "../telemetry/telemetry.ts";
import { type FilterParameters, filterParameters } from "./filter_parameters.ts";
import { inspect } from "./inspect.ts";
import { Logger, type LoggerOptions } from "./logger.ts";
import { attachRequestLogger } from "./request_logger.ts";

let lines: string[] = [];
let before: Required<LoggerOptions>;
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
  Logger.configure(before);
});

describe("Logger", () => {
  test("keeps what is important enough", () => {
    Logger.configure({ level: "warning" });
    let made = 0;
    const message = (): string => `made ${++made}`;
    Logger.debug(message);
    Logger.info(message);
    Logger.notice(message);
    Logger.warning(message);
    Logger.error("as text");
    expect(lines).toEqual(["[warning] made 1\n", "[error] as text\n"]);
    expect([Logger.enabled("info"), Logger.enabled("error")]).toEqual([false, true]);
    Logger.configure({ level: false });
    Logger.error("no");
    expect(lines).toHaveLength(2);
  });

  test("formats time, metadata and colours", () => {
    Logger.configure({ format: "$date $time $metadata[$level] $message", metadata: ["requestId", "user"] });
    Logger.info("hi $level", { requestId: "r1", other: 1 });
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} requestId=r1 \[info\] hi \$level$/);
    Logger.configure({ format: "$message", colors: true });
    Logger.error("red");
    Logger.info("plain");
    expect(lines.slice(1)).toEqual(["\x1b[31mred\x1b[0m", "plain"]);
  });

  test("refuses a level that it does not know", () => {
    expect(() => Logger.configure({ level: "loud" as never })).toThrow('unknown log level "loud"');
    expect(() => Logger.configure({ level: "constructor" as never })).toThrow("unknown log level");
  });
});

describe("filterParameters", () => {
  test.each<[FilterParameters | undefined, unknown, unknown]>([
    [undefined, { foo: "bar", password: "should_not_show" }, { foo: "bar", password: "[FILTERED]" }],
    [["password"], { foo: "bar", Password: "shown" }, { foo: "bar", Password: "shown" }],
    [
      ["password"],
      { password_confirmation: "x", nested: { list: [{ password: "y" }] } },
      { password_confirmation: "[FILTERED]", nested: { list: [{ password: "[FILTERED]" }] } },
    ],
    [["password"], { password: { deep: 1 } }, { password: "[FILTERED]" }],
    [[], { password: "x" }, { password: "x" }],
    [{ keep: [] }, { foo: "bar", list: ["a"] }, { foo: "[FILTERED]", list: ["[FILTERED]"] }],
    [
      { keep: ["id"] },
      { id: 1, ident: 2, nested: { id: 3, x: 4 } },
      { id: 1, ident: "[FILTERED]", nested: { id: 3, x: "[FILTERED]" } },
    ],
    [
      { keep: ["order"] },
      { order: { secret: "x" }, name: "y" },
      { order: { secret: "x" }, name: "[FILTERED]" },
    ],
  ])("%j", (filter, values, expected) => {
    expect(JSON.parse(JSON.stringify(filterParameters(values, filter)))).toEqual(expected);
  });
});

test.each<[unknown, string]>([
  [{}, "{}"],
  [
    decodeQuery("user[name]=Ada&tags[]=a&b-c=1&__proto__=x"),
    '{ user: { name: "Ada" }, tags: ["a"], "b-c": "1", __proto__: "x" }',
  ],
  [[1, null, undefined, true], "[1, null, undefined, true]"],
  ["line\nbreak \x1b[31m", '"line\\nbreak \\u001b[31m"'],
  [
    new Upload("a.png", "image/png", "/tmp/x"),
    'Upload { filename: "a.png", contentType: "image/png", path: "/tmp/x" }',
  ],
  ["x".repeat(2000), `"${"x".repeat(1000)}…"`],
])("inspect %#", (value, expected) => {
  expect(inspect(value)).toBe(expected);
});

describe("request lines", () => {
  const request = (
    options: { log?: false | "warning" | ((conn: PlugConn<object>) => "error" | false) } = {},
  ) => {
    const conn = new PlugConn(new TestAdapter({ target: "/hello/1?password=secret" }));
    conn.pathParams = { id: "1" };
    return telemetry({ eventPrefix: ["fledge", "endpoint"], ...options })(conn) as PlugConn;
  };

  test("stand as Phoenix prints them", () => {
    const end = attachRequestLogger();
    const conn = request();
    execute(
      ["fledge", "router_dispatch", "start"],
      {},
      { conn, plug: "HelloWeb.PageController", plugOptions: "show", pipeThrough: ["browser"], log: "debug" },
    );
    conn.sendResp(200, "");
    execute(["fledge", "error_rendered"], {}, { conn, status: 500, reason: new TypeError("x") });
    end();
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe("[info] GET /hello/1\n");
    expect(lines[1]).toBe(
      '[debug] Processing with HelloWeb.PageController.show/2\n  Parameters: { password: "[FILTERED]", id: "1" }\n  Pipelines: ["browser"]\n',
    );
    expect(lines[2]).toMatch(/^\[info\] Sent 200 in \d+(µs|ms)\n$/);
    expect(lines[3]).toBe("[error] Converted error TypeError to 500 response\n");
    expect(listHandlers(["fledge"])).toEqual([]);
  });

  test("say Chunked for a chunked response", () => {
    const end = attachRequestLogger();
    request().sendChunked(200);
    end();
    expect(lines[1]).toMatch(/^\[info\] Chunked 200 in/);
  });

  test("take the level from the plug's options", () => {
    const end = attachRequestLogger();
    request({ log: false }).sendResp(200, "");
    request({ log: "warning" }).sendResp(200, "");
    request({ log: (conn) => (conn.pathInfo[0] === "hello" ? "error" : false) }).sendResp(200, "");
    end();
    expect(lines.map((line) => line.split("]")[0])).toEqual(["[warning", "[warning", "[error", "[error"]);
  });

  test("name another module when the route's metadata does", () => {
    const end = attachRequestLogger();
    const metadata = { plug: "HelloWeb.Plug", pipeThrough: [], log: "info", logModule: "HelloWeb.Dashboard" };
    execute(["fledge", "router_dispatch", "start"], {}, { conn: request(), ...metadata });
    end();
    expect(lines[1]).toMatch(/^\[info\] Processing with HelloWeb\.Dashboard\n/);
  });

  test("attaching again takes the new options", () => {
    attachRequestLogger();
    const end = attachRequestLogger({ filterParameters: { keep: ["id"] } });
    const conn = request();
    execute(
      ["fledge", "router_dispatch", "start"],
      {},
      { conn, plug: "Jobs", plugOptions: { a: 1 }, pipeThrough: [], log: "debug" },
    );
    end();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(
      'Processing with Jobs\n  Parameters: { password: "[FILTERED]", id: "1" }\n  Pipelines: []',
    );
  });
});
