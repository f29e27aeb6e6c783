import { describe, expect, test } from "vitest";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { AlreadySentError, InvalidHeaderError, NotSentError } from "./errors.ts";
import { PlugConn } from "./plug_conn.ts";

function make(request: TestRequest = {}): { conn: PlugConn; adapter: TestAdapter } {
  const adapter = new TestAdapter({ readFile: () => new TextEncoder().encode("0123456789"), ...request });
  return { conn: new PlugConn(adapter), adapter };
}

// Cases after Plug's conn_test (Apache 2.0).
test("a conn begins without a response", () => {
  const { conn } = make();
  expect([conn.state, conn.status, conn.respBody, conn.respHeaders, conn.halted]).toEqual([
    "unset",
    undefined,
    undefined,
    [["cache-control", "max-age=0, private, must-revalidate"]],
    false,
  ]);
  expect(() => conn.sendResp()).toThrow(NotSentError);
});

describe("the state", () => {
  test.each<[what: string, act: (conn: PlugConn) => unknown, expected: [string, number, string | undefined]]>(
    [
      ["resp", (conn) => conn.resp(200, "HELLO"), ["set", 200, "HELLO"]],
      ["resp by name", (conn) => conn.resp("not_found", "WORLD"), ["set", 404, "WORLD"]],
      ["sendResp", (conn) => conn.sendResp(200, "HELLO"), ["sent", 200, "HELLO"]],
      ["resp, then sendResp", (conn) => conn.resp(200, "HELLO").sendResp(), ["sent", 200, "HELLO"]],
      ["sendChunked", (conn) => conn.sendChunked(200), ["chunked", 200, undefined]],
      ["sendFile", (conn) => conn.sendFile(200, "/tmp/a"), ["sent", 200, undefined]],
    ],
  )("after %s", async (_, act, expected) => {
    const { conn } = make();
    await act(conn);
    expect([conn.state, conn.status, conn.respBody]).toEqual(expected);
  });

  const sent: [what: string, send: (conn: PlugConn) => unknown][] = [
    ["sent", (conn) => conn.sendResp(200, "HELLO")],
    ["chunked", (conn) => conn.sendChunked(200)],
    ["a file", (conn) => conn.sendFile(200, "/tmp/a")],
  ];
  const late: [what: string, act: (conn: PlugConn) => unknown][] = [
    ["resp", (conn) => conn.resp(200, "OTHER")],
    ["sendResp", (conn) => conn.sendResp(200, "OTHER")],
    ["sendResp of what was set", (conn) => conn.sendResp()],
    ["sendFile", (conn) => conn.sendFile(200, "/tmp/a")],
    ["sendChunked", (conn) => conn.sendChunked(200)],
    ["putStatus", (conn) => conn.putStatus(200)],
    ["putRespHeader", (conn) => conn.putRespHeader("x-foo", "bar")],
    ["addRespHeader", (conn) => conn.addRespHeader("x-foo", "bar")],
    ["mergeRespHeaders", (conn) => conn.mergeRespHeaders({ "x-foo": "bar" })],
    ["deleteRespHeader", (conn) => conn.deleteRespHeader("x-foo")],
    ["updateRespHeader", (conn) => conn.updateRespHeader("cache-control", "init", (value) => value)],
    ["updateRespHeader of none", (conn) => conn.updateRespHeader("x-foo", "init", (value) => value)],
    ["putRespCookie", (conn) => conn.putRespCookie("foo", "bar")],
    ["deleteRespCookie", (conn) => conn.deleteRespCookie("foo")],
    ["registerBeforeSend", (conn) => conn.registerBeforeSend(() => {})],
  ];
  test.each(sent.flatMap(([state, send]) => late.map(([what, act]) => [state, what, send, act] as const)))(
    "once the response is %s, %s comes too late",
    async (_state, _what, send, act) => {
      const { conn } = make();
      await send(conn);
      // Some throw at once, some give a promise that rejects.
      await expect((async () => act(conn))()).rejects.toThrow(AlreadySentError);
    },
  );
});

describe("a HEAD", () => {
  test.each<[what: string, act: (conn: PlugConn) => unknown]>([
    ["sendResp", (conn) => conn.sendResp(200, "HELLO")],
    ["sendFile", (conn) => conn.sendFile(200, "/tmp/a")],
    ["sendChunked", (conn) => conn.sendChunked(200).chunk("HELLO")],
  ])("brings no body by %s", async (_, act) => {
    const { conn, adapter } = make({ method: "HEAD" });
    await act(conn);
    expect([adapter.status, adapter.text]).toEqual([200, ""]);
  });
});

describe("callbacks before sending", () => {
  const sends: [what: string, send: (conn: PlugConn) => unknown, body: string][] = [
    ["sendResp", (conn) => conn.sendResp(200, "body"), "body"],
    ["sendFile", (conn) => conn.sendFile(200, "/tmp/a"), "0123456789"],
    ["sendChunked", (conn) => conn.sendChunked(200).chunk("chunk"), "chunk"],
  ];

  test.each(sends)("may put headers and cookies with %s", async (_, send, body) => {
    const { conn, adapter } = make();
    conn.registerBeforeSend((late) => late.putRespHeader("x-body", "last").putRespCookie("hello", "world"));
    conn.registerBeforeSend((late) => late.putRespHeader("x-body", "default"));
    await send(conn);
    expect(adapter.text).toBe(body);
    expect(adapter.respHeaders).toContainEqual(["x-body", "last"]);
    expect(adapter.respHeaders).toContainEqual(["set-cookie", "hello=world; path=/; HttpOnly"]);
    expect(conn.respCookies.hello).toMatchObject({ value: "world" });
  });

  test("may change status and body", () => {
    const { conn, adapter } = make();
    conn.registerBeforeSend((late) => late.resp(200, "new body")).sendResp(204, "");
    expect([adapter.status, adapter.text, conn.status]).toEqual([200, "new body", 200]);
  });

  test("may be left after a file that cannot be", async () => {
    const { conn } = make();
    await expect(conn.sendFile(200, "foo.md\0.html")).rejects.toThrow("null character");
    expect(conn.state).toBe("unset");
  });
});

test.each([
  [0, Number.POSITIVE_INFINITY, "0123456789"],
  [3, Number.POSITIVE_INFINITY, "3456789"],
  [3, 2, "34"],
  [9, 100, "9"],
])("sendFile from %i, %i bytes", async (offset, length, text) => {
  const { conn, adapter } = make();
  await conn.sendFile(206, "/tmp/a", offset, length);
  expect([adapter.status, adapter.text]).toEqual([206, text]);
});

describe("response headers", () => {
  const foo = (conn: PlugConn): string[] =>
    conn.respHeaders.filter(([name]) => name === "x-foo").map(([, value]) => value);

  test.each<[what: string, act: (conn: PlugConn) => unknown, values: string[]]>([
    ["put", (conn) => conn.putRespHeader("x-foo", "bar"), ["bar"]],
    ["put twice", (conn) => conn.putRespHeader("x-foo", "bar").putRespHeader("x-foo", "baz"), ["baz"]],
    ["added", (conn) => conn.addRespHeader("x-foo", "bar").addRespHeader("x-foo", "baz"), ["bar", "baz"]],
    ["merged", (conn) => conn.mergeRespHeaders({ "x-foo": "bar", "x-bar": "baz" }), ["bar"]],
    ["merged as a list", (conn) => conn.mergeRespHeaders([["x-foo", "bar"]]), ["bar"]],
    [
      "merged over others",
      (conn) => conn.putRespHeader("x-foo", "bar").mergeRespHeaders({ "x-foo": "new" }),
      ["new"],
    ],
    ["deleted", (conn) => conn.putRespHeader("x-foo", "bar").deleteRespHeader("x-foo"), []],
    ["deleted, absent", (conn) => conn.deleteRespHeader("x-foo"), []],
    [
      "updated, absent",
      (conn) => conn.updateRespHeader("x-foo", "bong", (value) => `${value}, baz`),
      ["bong"],
    ],
    [
      "updated, present",
      (conn) =>
        conn.putRespHeader("x-foo", "bar").updateRespHeader("x-foo", "bong", (value) => `${value}, baz`),
      ["bar, baz"],
    ],
    [
      "updated, the first of several",
      (conn) =>
        conn
          .addRespHeader("x-foo", "foo")
          .addRespHeader("x-foo", "bar")
          .updateRespHeader("x-foo", "in", (value) => value.toUpperCase()),
      ["FOO", "bar"],
    ],
  ])("%s", (_, act, values) => {
    const { conn } = make();
    act(conn);
    expect(foo(conn)).toEqual(values);
    expect(conn.getRespHeader("x-foo")).toBe(values[0]);
  });

  test.each([
    ["X-Foo", "bar"],
    ["x-sample", "value\rBAR"],
    ["x-sample", "value\n\nBAR"],
    ["x-sample", "value\0BAR"],
    ["x-sample", "value\x1bBAR"],
    ["x-sample", "value\x7fBAR"],
    ["x-sample", "\u4e16\u754c"],
  ])("%j: %j is refused everywhere", (name, value) => {
    for (const act of [
      () => make().conn.putRespHeader(name, value),
      () => make().conn.addRespHeader(name, value),
      () => make().conn.mergeRespHeaders({ [name]: value }),
      () => make().conn.updateRespHeader(name, value, () => value),
      () =>
        make()
          .conn.putRespHeader("x-sample", "fit")
          .updateRespHeader("x-sample", "", () => `${value}\n`),
      () => make().conn.putRespContentType(`text/html\n${value}`),
      () => make().conn.putRespContentType("text/html", `utf-8\r\n${value}`),
    ])
      expect(act).toThrow(InvalidHeaderError);
  });

  test.each(["", "a\tb", "\u00fc\u00ff\u0080", " ~"])("the value %j can be sent", (value) => {
    expect(make().conn.putRespHeader("x-foo", value).getRespHeader("x-foo")).toBe(value);
  });

  test.each<[args: [string, (string | null)?], header: string]>([
    [["text/html"], "text/html; charset=utf-8"],
    [["text/html", "iso"], "text/html; charset=iso"],
    [["text/html", null], "text/html"],
  ])("the content type of %j", (args, header) => {
    expect(
      make()
        .conn.putRespContentType(...args)
        .getRespHeader("content-type"),
    ).toBe(header);
  });
});

test("private values are put one by one or together", () => {
  const { conn } = make();
  expect(conn.private.hello).toBeUndefined();
  conn.putPrivate("hello", "world").mergePrivate({ hello: "you", other: 1 });
  expect([conn.private.hello, conn.private.other]).toEqual(["you", 1]);
});
