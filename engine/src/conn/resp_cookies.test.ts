import { describe, expect, test } from "vitest";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { AlreadySentError, CookieOverflowError, InvalidHeaderError } from "./errors.ts";
import { PlugConn } from "./plug_conn.ts";

function make(request: TestRequest = {}): { conn: PlugConn; setCookies: () => string[] } {
  const adapter = new TestAdapter(request);
  const conn = new PlugConn(adapter);
  conn.secretKeyBase = "abcdefgh".repeat(8);
  const setCookies = (): string[] =>
    adapter.respHeaders.filter(([name]) => name === "set-cookie").map(([, value]) => value);
  return { conn, setCookies };
}
const recycle = (conn: PlugConn): PlugConn =>
  make({
    headers: [
      [
        "cookie",
        Object.entries(conn.respCookies)
          .map(([name, { value }]) => `${name}=${value}`)
          .join("; "),
      ],
    ],
  }).conn;

// Cases after Plug's conn_test (Apache 2.0).
describe("what a response sets", () => {
  test.each<[what: string, request: TestRequest, act: (conn: PlugConn) => unknown, header: string]>([
    [
      "a path",
      {},
      (conn) => conn.putRespCookie("foo", "baz", { path: "/baz" }),
      "foo=baz; path=/baz; HttpOnly",
    ],
    [
      "deleted after it was put",
      {},
      (conn) => conn.putRespCookie("foo", "baz").deleteRespCookie("foo", { path: "/baz" }),
      "foo=; path=/baz; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; HttpOnly",
    ],
    [
      "deleted, whatever its age",
      {},
      (conn) => conn.deleteRespCookie("foo", { maxAge: 1000 }),
      "foo=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; HttpOnly",
    ],
    [
      "over https",
      { scheme: "https" },
      (conn) => conn.putRespCookie("foo", "baz"),
      "foo=baz; path=/; secure; HttpOnly",
    ],
    [
      "over https, not secure",
      { scheme: "https" },
      (conn) => conn.putRespCookie("foo", "baz", { secure: false }),
      "foo=baz; path=/; HttpOnly",
    ],
    [
      "deleted over https",
      { scheme: "https" },
      (conn) => conn.deleteRespCookie("foo"),
      "foo=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; secure; HttpOnly",
    ],
  ])("%s", (_, request, act, header) => {
    const { conn, setCookies } = make(request);
    act(conn);
    conn.sendResp(200, "ok");
    expect(setCookies()).toEqual([header]);
  });

  test("can be looked at, by name", () => {
    const { conn } = make({ scheme: "https" });
    expect({ ...conn.respCookies }).toEqual({});
    conn.putRespCookie("foo", "baz", { maxAge: 60 }).deleteRespCookie("bar");
    expect(JSON.parse(JSON.stringify(conn.respCookies))).toEqual({
      foo: { value: "baz", maxAge: 60, secure: true },
      bar: { value: "", maxAge: 0, secure: true },
    });
    expect(Object.getPrototypeOf(conn.respCookies)).toBeNull();
  });

  test.each([
    ["foo", "a".repeat(4095), CookieOverflowError],
    ["foo", "bar\nbaz", InvalidHeaderError],
    ["foo", "bar\r\nset-cookie: admin=1", InvalidHeaderError],
    ["foo", "bar; domain=evil.com", InvalidHeaderError],
    ["foo\r\nx", "bar", InvalidHeaderError],
  ])("%j with %j is refused", (name, value, error) => {
    expect(() => make().conn.putRespCookie(name, value)).toThrow(error);
  });

  test("comes too late once the response was sent", () => {
    const { conn } = make();
    conn.sendResp(200, "ok");
    expect(() => conn.putRespCookie("foo", "bar")).toThrow(AlreadySentError);
    expect(() => conn.deleteRespCookie("foo")).toThrow(AlreadySentError);
  });
});

describe("conn.cookies has what the client will have", () => {
  const headers: [string, string][] = [["cookie", "foo=bar; bar=baz"]];

  test.each<[what: string, act: (conn: PlugConn) => unknown, cookies: Record<string, unknown>]>([
    ["the request's", () => {}, { foo: "bar", bar: "baz" }],
    ["one more", (conn) => conn.putRespCookie("baz", "bat"), { foo: "bar", bar: "baz", baz: "bat" }],
    ["another value", (conn) => conn.putRespCookie("foo", "baz"), { foo: "baz", bar: "baz" }],
    ["one less", (conn) => conn.deleteRespCookie("foo"), { bar: "baz" }],
    [
      "fetched before",
      (conn) => conn.fetchCookies().putRespCookie("foo", "baz").deleteRespCookie("bar"),
      { foo: "baz" },
    ],
    [
      "fetched after",
      (conn) =>
        conn
          .putRespCookie("foo", "baz")
          .deleteRespCookie("bar")
          .fetchCookies({ signed: ["none"] }),
      { foo: "baz" },
    ],
  ])("%s", (_, act, cookies) => {
    const { conn } = make({ headers });
    act(conn);
    expect({ ...conn.cookies }).toEqual(cookies);
    expect({ ...conn.reqCookies }).toEqual({ foo: "bar", bar: "baz" });
  });
});

describe.each([
  ["signed", { sign: true }, (name: string) => ({ signed: [name] })],
  ["encrypted", { encrypt: true }, (name: string) => ({ encrypted: [name] })],
] as const)("%s cookies", (_, options, names) => {
  test("carry any value; conn.cookies has it at once, the client the protected text", () => {
    const { conn, setCookies } = make();
    conn.putRespCookie("foo", { a: [1, "ü"] }, options).sendResp(200, "OK");
    expect(conn.cookies.foo).toEqual({ a: [1, "ü"] });
    const { value } = conn.respCookies.foo!;
    expect(value).toMatch(/^[\w.-]+$/);
    expect(setCookies()).toEqual([`foo=${value}; path=/; HttpOnly`]);

    const next = recycle(conn);
    expect([next.reqCookies.foo, next.cookies.foo]).toEqual([value, value]);
    expect(next.fetchCookies(names("foo")).cookies.foo).toEqual({ a: [1, "ü"] });
    expect(next.reqCookies.foo).toBe(value);
  });

  test.each([0, -1])("are not read when they last %i seconds", (maxAge) => {
    const { conn } = make();
    conn.putRespCookie("foo", "bar", { ...options, maxAge }).sendResp(200, "OK");
    expect(conn.cookies.foo).toBe("bar");
    const next = recycle(conn);
    expect(next.cookies.foo).toBe(conn.respCookies.foo!.value);
    expect("foo" in next.fetchCookies(names("foo")).cookies).toBe(false);
  });

  test("of another name are not read", () => {
    const { conn } = make();
    conn.putRespCookie("foo", "bar", options).sendResp(200, "OK");
    const stolen = make({ headers: [["cookie", `admin=${conn.respCookies.foo!.value}`]] }).conn;
    expect("admin" in stolen.fetchCookies(names("admin")).cookies).toBe(false);
  });
});
