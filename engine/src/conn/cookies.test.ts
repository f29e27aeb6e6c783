import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CookieOptions, encodeCookie, parseCookies } from "./cookies.ts";
import { CookieOverflowError, InvalidHeaderError } from "./errors.ts";

describe("parseCookies", () => {
  test.each<[header: string, cookies: Record<string, string>]>([
    ["", {}],
    ["a=1", { a: "1" }],
    ["a=1; b=2", { a: "1", b: "2" }],
    ["a=1;b=2", { a: "1", b: "2" }],
    ["  a=1 ;  b=2  ", { a: "1", b: "2" }],
    ["a=1; a=2", { a: "1" }],
    ["a=", { a: "" }],
    ["a", {}],
    ["=1", {}],
    [";;; a=1 ;;", { a: "1" }],
    ["a=b=c", { a: "b=c" }],
    ['a="quoted"', { a: '"quoted"' }],
    ["a=%20x", { a: "%20x" }],
    ["a=%; b=%ff", { a: "%", b: "%ff" }],
    ["a=\u00ff\u0080", { a: "\u00ff\u0080" }],
    ["a; b=2", { b: "2" }],
    ["a; b; c=1; d; e=2; f", { c: "1", e: "2" }],
    // Cases after Plug's cookies_test (Apache 2.0).
    ["key1=value1, key2=value2", { key1: "value1, key2=value2" }],
    ["key1=value1; key2=value2", { key1: "value1", key2: "value2" }],
    ["$key1=value1, key2=value2; $key3=value3", { $key1: "value1, key2=value2", $key3: "value3" }],
    ["key space=value, key=value space", {}],
    ["  key1=value1 , key2=value2  ", { key1: "value1 , key2=value2" }],
    ["=", {}],
    ["key, =, value", {}],
    ["key=", { key: "" }],
    ["key1=;;key2=", { key1: "", key2: "" }],
    ["key= ", { key: "" }],
    [" =value", {}],
    [" = ", {}],
    ...["\t", "\r", "\n", "\v", "\f"].flatMap((space): [string, Record<string, string>][] => [
      [`${space}=value`, {}],
      [`${space}=${space}`, {}],
      [`key=${space}`, {}],
      [`key=a${space}b; other=1`, { other: "1" }],
    ]),
  ])("%j", (header, cookies) => {
    expect({ ...parseCookies(header) }).toEqual(cookies);
  });

  test("reads what a response cookie says", () => {
    const cookies = parseCookies(encodeCookie("foo", "bar", { path: "/baz", sameSite: "Lax" }));
    expect({ ...cookies }).toEqual({ foo: "bar", path: "/baz", SameSite: "Lax" });
  });

  test("keys such as __proto__ are harmless", () => {
    const cookies = parseCookies("__proto__=x; constructor=y");
    expect(Object.keys(cookies)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(cookies)).toBeNull();
  });
});

describe("encodeCookie", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 20, 0, 0) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each<[options: CookieOptions, cookie: string]>([
    [{}, "foo=bar; path=/; HttpOnly"],
    [{ path: "/baz" }, "foo=bar; path=/baz; HttpOnly"],
    [{ domain: "google.com" }, "foo=bar; path=/; domain=google.com; HttpOnly"],
    [{ secure: true }, "foo=bar; path=/; secure; HttpOnly"],
    [{ secure: false }, "foo=bar; path=/; HttpOnly"],
    [{ httpOnly: false }, "foo=bar; path=/"],
    [{ sameSite: "Lax" }, "foo=bar; path=/; HttpOnly; SameSite=Lax"],
    [{ sameSite: "Strict" }, "foo=bar; path=/; HttpOnly; SameSite=Strict"],
    [{ sameSite: "None" }, "foo=bar; path=/; HttpOnly; SameSite=None"],
    [{ partitioned: true }, "foo=bar; path=/; HttpOnly; Partitioned"],
    [{ extra: "SameSite=Lax" }, "foo=bar; path=/; HttpOnly; SameSite=Lax"],
    [{ extra: "Priority=High" }, "foo=bar; path=/; HttpOnly; Priority=High"],
    [{ maxAge: 60 }, "foo=bar; path=/; expires=Sun, 22 Nov 2026 20:01:00 GMT; max-age=60; HttpOnly"],
    [{ maxAge: 0 }, "foo=bar; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; HttpOnly"],
  ])("%j", (options, cookie) => {
    expect(encodeCookie("foo", "bar", options)).toBe(cookie);
  });

  test.each([
    ["", "x"],
    ["a b", "x"],
    ["a=b", "x"],
    ["a;b", "x"],
    ["é", "x"],
    ["a", "x; path=/evil"],
    ["a", "x\r\nset-cookie: b=1"],
    ["a", "x\0"],
    ["a", "\u4e16"],
    ["a", "\x7f"],
  ])("refuses name %j with value %j", (name, value) => {
    expect(() => encodeCookie(name, value)).toThrow(InvalidHeaderError);
  });

  test.each<CookieOptions>([{ path: "/; domain=evil" }, { domain: "a\r\nb" }, { extra: "x\ny" }])(
    "refuses the attributes %j",
    (options) => {
      expect(() => encodeCookie("a", "b", options)).toThrow(InvalidHeaderError);
    },
  );

  test("refuses what browsers would drop", () => {
    expect(() => encodeCookie("a", "x".repeat(4000))).not.toThrow();
    expect(() => encodeCookie("a", "x".repeat(4096))).toThrow(CookieOverflowError);
    expect(() => encodeCookie("a", "ü".repeat(2100))).toThrow(CookieOverflowError);
  });
});
