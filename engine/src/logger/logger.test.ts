import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decodeQuery } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { inspect } from "./inspect.ts";
import { Logger, type LoggerOptions } from "./logger.ts";

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
