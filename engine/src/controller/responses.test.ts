import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { Upload } from "../conn/upload.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { renderToString, statusMessageFromTemplate } from "./index.ts";

const make = (request: TestRequest = {}) => new Conn(new TestAdapter(request));

describe("text, html and json", () => {
  test.each<[(conn: Conn) => Conn, number, string, string]>([
    [(c) => c.text("hi"), 200, "text/plain; charset=utf-8", "hi"],
    [(c) => c.text(42), 200, "text/plain; charset=utf-8", "42"],
    [(c) => c.html("<b>"), 200, "text/html; charset=utf-8", "<b>"],
    [(c) => c.json({ id: "Frank" }), 200, "application/json; charset=utf-8", '{"id":"Frank"}'],
    [(c) => c.json(null), 200, "application/json; charset=utf-8", "null"],
    [(c) => c.putStatus("created").json([]), 201, "application/json; charset=utf-8", "[]"],
    [
      (c) => c.putRespContentType("application/vnd.api+json").json({}),
      200,
      "application/vnd.api+json; charset=utf-8",
      "{}",
    ],
    [(c) => c.putStatus(400).text("no"), 400, "text/plain; charset=utf-8", "no"],
    [(c) => c.putStatus(400).html("no"), 400, "text/html; charset=utf-8", "no"],
    [(c) => c.putStatus(400).json({ foo: "bar" }), 400, "application/json; charset=utf-8", '{"foo":"bar"}'],
  ])("%s", (answer, status, type, body) => {
    const conn = answer(make());
    expect([conn.status, conn.getRespHeader("content-type"), conn.respBody, conn.state]).toEqual([
      status,
      type,
      body,
      "sent",
    ]);
  });

  test.each([undefined, () => 1, Symbol("x")])("%s cannot be JSON", (value) => {
    expect(() => make().json(value)).toThrow(TypeError);
  });
});

describe("allowJsonp", () => {
  test.each([
    ["/?callback=cb", '/**/ typeof cb === \'function\' && cb({"a":"\\u2028"});'],
    ["/?callback=a.b_1", '/**/ typeof a.b_1 === \'function\' && a.b_1({"a":"\\u2028"});'],
    ["/", '{"a":"\u2028"}'],
    ["/?callback=", '{"a":"\u2028"}'],
  ])("%s", (target, body) => {
    expect(make({ target }).allowJsonp().json({ a: "\u2028" }).respBody).toBe(body);
  });

  test("another name for the parameter, and the headers", () => {
    const conn = make({ target: "/?cb=f" }).allowJsonp({ callback: "cb" }).json(1);
    expect([conn.getRespHeader("content-type"), conn.getRespHeader("x-content-type-options")]).toEqual([
      "text/javascript; charset=utf-8",
      "nosniff",
    ]);
  });

  test.each(["/?callback=_c*b!()[0]", "/?callback=a(b)", "/?callback[]=a"])("%s is refused", (target) => {
    expect(() => make({ target }).allowJsonp()).toThrow(expect.objectContaining({ plugStatus: 400 }));
  });
});

describe("redirect", () => {
  test.each<[Parameters<Conn["redirect"]>[0], string]>([
    [{ to: "/foobar" }, "/foobar"],
    [{ to: "/a?to=//b#c" }, "/a?to=//b#c"],
    [{ to: "/" }, "/"],
    [{ external: "http://example.com/" }, "http://example.com/"],
    [{ external: "/foo" }, "/foo"],
  ])("%j", (target, location) => {
    const conn = make().redirect(target);
    expect([conn.status, conn.getRespHeader("location"), conn.getRespHeader("content-type")]).toEqual([
      302,
      location,
      "text/html; charset=utf-8",
    ]);
    expect(conn.respBody).toContain(`href="${location}"`);
  });

  test("keeps the status and escapes the address in the page", () => {
    const conn = make().putStatus("moved_permanently").redirect({ external: "http://a/?x=\"<'&" });
    expect(conn.status).toBe(301);
    expect(conn.respBody).toContain("http://a/?x=&quot;&lt;&#39;&amp;");
    expect(make().redirect({ to: "/<foobar>" }).respBody).toContain("/&lt;foobar&gt;");
    expect(conn.halted).toBe(false);
  });

  test.each([
    "http://example.com",
    "foo",
    "",
    "//example.com",
    "/\\example.com",
    "/\t/example.com",
    "/%09/example.com",
    "/\n/example.com",
    "/a\\b",
    "/a\r\nset-cookie: x=1",
    "javascript:alert(1)",
    undefined as unknown as string,
  ])("to %j is refused", (to) => {
    expect(() => make().redirect({ to })).toThrow(/redirect\(\{ to/);
  });

  test.each([{}, { external: "" }, { external: "http://a\r\nb: c" }])("%j is refused", (target) => {
    expect(() => make().redirect(target as never)).toThrow();
  });
});

describe("sendDownload", () => {
  test.each([
    [{ filename: "hello.txt" }, {}, "text/plain", 'attachment; filename="hello.txt"'],
    [
      { filename: "hello world.json" },
      {},
      "application/json",
      "attachment; filename=\"hello%20world.json\"; filename*=utf-8''hello%20world.json",
    ],
    [
      { filename: "Größe 日本.csv" },
      { charset: "utf-8" },
      "text/csv; charset=utf-8",
      "attachment; filename=\"Gr%C3%B6%C3%9Fe%20%E6%97%A5%E6%9C%AC.csv\"; filename*=utf-8''Gr%C3%B6%C3%9Fe%20%E6%97%A5%E6%9C%AC.csv",
    ],
    [
      { filename: "a.bin" },
      { contentType: "application/x", disposition: "inline" as const },
      "application/x",
      'inline; filename="a.bin"',
    ],
    [{ filename: 'a"b\r\n.txt' }, { encode: false }, "text/plain", 'attachment; filename="a_b__.txt"'],
    // Names, options and headers after Phoenix's controller tests (Apache 2.0).
    [
      { filename: "dev's hello world.json" },
      { encode: false },
      "application/json",
      'attachment; filename="dev\'s hello world.json"',
    ],
    [
      { filename: "hello.txt" },
      { contentType: "application/json", charset: "utf8" },
      "application/json; charset=utf8",
      'attachment; filename="hello.txt"',
    ],
    [
      { filename: "hello.txt" },
      { disposition: "inline" as const },
      "text/plain",
      'inline; filename="hello.txt"',
    ],
  ])("data %j %j", (source, options, type, disposition) => {
    const conn = make().sendDownload({ data: "world", ...source }, options) as Conn;
    expect([
      conn.getRespHeader("content-type"),
      conn.getRespHeader("content-disposition"),
      conn.respBody,
    ]).toEqual([type, disposition, "world"]);
  });

  test("a file, or a part of it, under its own name", async () => {
    const adapter = new TestAdapter({ readFile: () => new TextEncoder().encode("0123456789") });
    await new Conn(adapter).sendDownload({ file: "/srv/numbers.txt" }, { offset: 2, length: 3 });
    expect([adapter.text, adapter.file]).toEqual(["234", { path: "/srv/numbers.txt", offset: 2, length: 3 }]);
    expect(adapter.respHeaders).toContainEqual(["content-disposition", 'attachment; filename="numbers.txt"']);
  });

  test.each<[Parameters<Conn["sendDownload"]>, string, string, string]>([
    [[{ file: "/f/hello.txt" }], "text/plain", 'attachment; filename="hello.txt"', "world"],
    [
      [{ file: "/f/hello.txt", filename: "hello world.json" }],
      "application/json",
      "attachment; filename=\"hello%20world.json\"; filename*=utf-8''hello%20world.json",
      "world",
    ],
    [
      [{ file: "/f/hello.txt", filename: "dev's hello world.json" }, { encode: false }],
      "application/json",
      'attachment; filename="dev\'s hello world.json"',
      "world",
    ],
    [
      [{ file: "/f/hello.txt" }, { contentType: "application/json", charset: "utf8" }],
      "application/json; charset=utf8",
      'attachment; filename="hello.txt"',
      "world",
    ],
    [
      [{ file: "/f/hello.txt" }, { disposition: "inline" }],
      "text/plain",
      'inline; filename="hello.txt"',
      "world",
    ],
    [[{ file: "/f/hello.txt" }, { offset: 2 }], "text/plain", 'attachment; filename="hello.txt"', "rld"],
    [[{ file: "/f/hello.txt" }, { length: 2 }], "text/plain", 'attachment; filename="hello.txt"', "wo"],
  ])("a file %j", async (call, type, disposition, body) => {
    const adapter = new TestAdapter({ readFile: () => new TextEncoder().encode("world") });
    const conn = await new Conn(adapter).sendDownload(...call);
    expect([
      conn.status,
      conn.getRespHeader("content-type"),
      conn.getRespHeader("content-disposition"),
      adapter.text,
    ]).toEqual([200, type, disposition, body]);
  });

  test("data without a name, and a disposition that is none, are refused", () => {
    expect(() => make().sendDownload({ data: "x" } as never)).toThrow(/needs a filename/);
    for (const source of [{ file: "/f/hello.txt" }, { data: "x", filename: "hello.txt" }])
      expect(() => make().sendDownload(source, { disposition: "foo" as never })).toThrow(
        /"attachment" or "inline", got "foo"/,
      );
  });
});

/** Parameters as a parser makes them: without prototypes. */
function asParams<T>(value: T): never {
  if (Array.isArray(value)) return value.map(asParams) as never;
  if (typeof value !== "object" || value === null || value instanceof Upload) return value as never;
  return Object.assign(
    Object.create(null) as object,
    Object.fromEntries(Object.entries(value).map(([k, v]) => [k, asParams(v)])),
  ) as never;
}

describe("scrubParams", () => {
  const scrubbed = (params: object, key = "user") => {
    const conn = make();
    conn.bodyParams = asParams(params);
    conn.scrubParams(key);
    return conn.params[key];
  };
  const upload = new Upload("a.txt", "text/plain", "/tmp/a");
  test.each([
    [{ user: { name: "", bio: "  ", age: "3" } }, { name: null, bio: null, age: "3" }],
    [{ user: { tags: ["", "a", { x: " " }] } }, { tags: [null, "a", { x: null }] }],
    [{ user: { file: upload, n: 1, ok: false } }, { file: upload, n: 1, ok: false }],
    [{ user: "Ada" }, "Ada"],
    [{ user: ["", "  ", "bar"] }, [null, null, "bar"]],
    [{ user: { bar: { baz: "" } } }, { bar: { baz: null } }],
  ])("%j → %j", (params, expected) => {
    expect(scrubbed(params)).toEqual(expected);
  });

  test("other parameters stay as they are", () => {
    const conn = make({ target: "/?user=bar&baz=" }).scrubParams("user");
    expect([conn.params.user, conn.params.baz]).toEqual(["bar", ""]);
  });

  test.each([{}, { user: "" }, { user: "  " }, { other: "x" }])("%j lacks the parameter", (params) => {
    expect(() => scrubbed(params)).toThrow(
      expect.objectContaining({ plugStatus: 400, message: expect.stringContaining('expected key "user"') }),
    );
  });
});

describe("currentPath and currentUrl", () => {
  test.each([
    ["/", undefined, "/"],
    ["/foo?one=two", undefined, "/foo?one=two"],
    ["/foo?one=two", {}, "/foo"],
    ["/foo", { one: ["a", "b c"] }, "/foo?one[]=a&one[]=b+c"],
    ["//foo/bar?x", undefined, "/foo/bar?x"],
    ["/caf%C3%A9/", undefined, "/caf%C3%A9"],
    // Paths, queries and results after Phoenix's controller tests.
    ["/foo?one=1&two=2", undefined, "/foo?one=1&two=2"],
    ["/foo//bar/", undefined, "/foo/bar"],
    ["/", {}, "/"],
    ["/?foo=bar", undefined, "/?foo=bar"],
    ["/foo?one=1&two=2", {}, "/foo"],
    ["/foo?one=1&two=2", { three: 3 }, "/foo?three=3"],
    ["/", { foo: { bar: ["baz"], baz: "qux" } }, "/?foo[bar][]=baz&foo[baz]=qux"],
  ])("%s %j", (target, query, expected) => {
    expect(make({ target }).currentPath(query)).toBe(expected);
    expect(make({ target }).currentUrl(query)).toBe(`http://www.example.com${expected}`);
  });

  test("the path that was taken off by a forward stands before it", () => {
    const conn = make({ target: "/admin/stats/?a=1" });
    conn.scriptName = ["phoenix", "admin"];
    conn.pathInfo = ["stats"];
    expect(conn.currentPath()).toBe("/phoenix/admin/stats?a=1");
  });

  test("the URL has the port, and gives way to another base", () => {
    expect(make({ target: "/a", host: "localhost:4000" }).currentUrl()).toBe("http://localhost:4000/a");
    expect(make({ target: "/a" }).putRouterUrl("https://x.example.com/").currentUrl()).toBe(
      "https://x.example.com/a",
    );
    expect(() => make().putRouterUrl("x.example.com")).toThrow(/not an absolute URL/);
  });
});

test.each([
  ["404.html", "Not Found"],
  ["500", "Internal Server Error"],
  ["422.json", "Unprocessable Entity"],
  ["whatever.html", "Internal Server Error"],
])("statusMessageFromTemplate(%j) is %j", (template, message) => {
  expect(statusMessageFromTemplate(template)).toBe(message);
});

test.each([
  ["404", "html", "404.html &lt;"],
  ["404", "json", '"404.json <"'],
  ["own", "html", "own"],
])("renderToString of a view: %s %s", (template, format, expected) => {
  const view = { render: (name: string) => `${name} <`, own: () => "own" };
  expect(renderToString(view, template, format)).toBe(expected);
});
