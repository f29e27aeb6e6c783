import { describe, expect, test } from "vitest";
import { InvalidPathError, InvalidQueryError } from "./errors.ts";
import {
  adoptJson,
  decodeQuery,
  decodeSegment,
  decodeWwwForm,
  encodeQuery,
  encodeWwwForm,
  isParams,
  ParamsDecoder,
  paramsFromJson,
  type QueryMap,
} from "./query.ts";

/** The same value as plain objects, whose comparison does not look at prototypes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("decodeQuery", () => {
  // Inputs and results after Plug's query tests.
  test.each<[query: string, params: unknown]>([
    ["", {}],
    ["foo=bar&baz=bat", { foo: "bar", baz: "bat" }],
    ["foo=bar&foo=baz", { foo: "baz" }],
    ["users[name]=hello&users[age]=17", { users: { name: "hello", age: "17" } }],
    ["users[name]=bar&users[name]=baz", { users: { name: "baz" } }],
    [
      "users[name]=hello&users[age]=17&users[address][street]=foo",
      { users: { name: "hello", age: "17", address: { street: "foo" } } },
    ],
    ["my+weird+field=q1%212%22%27w%245%267%2Fz8%29%3F", { "my weird field": "q1!2\"'w$5&7/z8)?" }],
    ["=", { "": "" }],
    ["key", { key: "" }],
    ["key=", { key: "" }],
    ["=value", { "": "value" }],
    ["foo[]", { foo: [""] }],
    ["foo[]=", { foo: [""] }],
    ["foo[]=bar&foo[]=baz", { foo: ["bar", "baz"] }],
    ["foo[]=bar&foo[]=baz&bat[]=1&bat[]=2", { foo: ["bar", "baz"], bat: ["1", "2"] }],
    ["x[y][z]=1", { x: { y: { z: "1" } } }],
    ["x[y][z][]=1", { x: { y: { z: ["1"] } } }],
    ["x[y][z]=1&x[y][z]=2", { x: { y: { z: "2" } } }],
    ["x[y][z][]=1&x[y][z][]=2", { x: { y: { z: ["1", "2"] } } }],
    ["x[y][][z]=1", { x: { y: [{ z: "1" }] } }],
    ["x[y][][z][]=1", { x: { y: [{ z: ["1"] }] } }],
    ["x[][][]=1", { x: [[["1"]]] }],
    ["&x=1&&y=2&", { x: "1", y: "2" }],
    ["&", {}],
    ["a&b=1&c", { a: "", b: "1", c: "" }],
    ["a&=1&b", { a: "", "": "1", b: "" }],
    // The last wins, also over another shape.
    ["x[]=1&x[y]=1", { x: { y: "1" } }],
    ["x[y]=1&x[]=1", { x: ["1"] }],
    ["x[y][][w]=2&x[y]=1", { x: { y: "1" } }],
    ["x=1&x[y]=1", { x: { y: "1" } }],
    ["x[y]=1&x=1", { x: "1" }],
    ["x[y][0][w]=2&x[y]=1", { x: { y: "1" } }],
    ["x[y]=1&x=2&x[z]=3", { x: "2" }],
    ["x[]=1&x[y]=2&x[]=3", { x: ["1", "3"] }],
    // Maps within a list have no way to be told apart.
    ["x[][a]=1&x[][b]=2", { x: [{ a: "1", b: "2" }] }],
    ["x[0][a]=1&x[1][a]=2", { x: { "0": { a: "1" }, "1": { a: "2" } } }],
    // What is not well bracketed is a plain key.
    ["[x]=1", { "[x]": "1" }],
    ["x]=1", { "x]": "1" }],
    ["x[y=1", { "x[y": "1" }],
    ["x[y]z=1", { "x[y]z": "1" }],
    ["x[y[z]]=1", { x: { "y[z]": "1" } }],
    ["x%5By%5D=1", { x: { y: "1" } }],
    ["a=b=c", { a: "b=c" }],
    ["q=%E4%B8%96%F0%9F%8E%89", { q: "世🎉" }],
  ])("%s", (query, params) => {
    expect(plain(decodeQuery(query))).toEqual(params);
  });

  test("leaves keys such as __proto__ and constructor harmless", () => {
    const params = decodeQuery(
      "__proto__[admin]=1&constructor[prototype][admin]=1&x[__proto__][admin]=1&hasOwnProperty=1",
    );
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(Object.keys(params)).toEqual(["__proto__", "constructor", "x", "hasOwnProperty"]);
    expect(Object.getPrototypeOf(params)).toBeNull();
    expect(isParams(Object.entries(params)[0]![1])).toBe(true);
    expect(Object.getPrototypeOf(params.x)).toBeNull();
    expect(decodeQuery("").toString).toBeUndefined();
  });

  test.each(["x=%", "x=%2", "%zz=1", "x=%R2%9P%93", "x=%ff", "x=%c3%28", "x=%ed%a0%80"])(
    "refuses %s",
    (query) => {
      expect(() => decodeQuery(query)).toThrow(InvalidQueryError);
      expect(() => decodeQuery(query)).toThrow(expect.objectContaining({ plugStatus: 400 }));
    },
  );

  test("nests 32 levels and no more", () => {
    expect(() => decodeQuery(`x${"[a]".repeat(32)}=1`)).not.toThrow();
    expect(() => decodeQuery(`x${"[a]".repeat(33)}=1`)).toThrow("nested more than 32 levels deep");
    expect(() => decodeQuery(`x${"[]".repeat(100_000)}=1`)).toThrow(InvalidQueryError);
  });

  test.each([
    ["without values", "a&".repeat(500_000)],
    ["of one deep place", Array.from({ length: 8_000 }, (_, i) => `a${"[b]".repeat(31)}[${i}]`).join("&")],
    ["of many deep places", Array.from({ length: 8_000 }, (_, i) => `a[${i}]${"[b]".repeat(31)}`).join("&")],
  ])("a million characters %s take no long time", (_, query) => {
    const started = performance.now();
    decodeQuery(query);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  test("takes a great many keys", () => {
    const query = Array.from({ length: 100_000 }, (_, i) => `a[b${i}][]=${i}`).join("&");
    expect(Object.keys(decodeQuery(query).a as object)).toHaveLength(100_000);
  });
});

test("ParamsDecoder takes keys and values that are decoded already", () => {
  const decoder = new ParamsDecoder();
  decoder.add("a[b]", "1%20+");
  decoder.add("a[c][]", true);
  expect(plain(decoder.done())).toEqual({ a: { b: "1%20+", c: [true] } });
});

describe.each([
  ["paramsFromJson", paramsFromJson],
  ["adoptJson", adoptJson],
])("%s", (_, fromJson) => {
  test("gives objects without a prototype", () => {
    const params = fromJson(JSON.parse('{"__proto__": {"admin": true}, "list": [{"a": null}], "n": 1}'));
    expect(isParams(params)).toBe(true);
    const { list } = params as { list: unknown[] };
    expect([isParams(list[0]), isParams(Object.entries(params as object)[0]![1])]).toEqual([true, true]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(JSON.stringify(params)).toBe('{"__proto__":{"admin":true},"list":[{"a":null}],"n":1}');
  });

  test("refuses absurd depth", () => {
    expect(() => fromJson(JSON.parse("[".repeat(600) + "]".repeat(600)))).toThrow(InvalidQueryError);
    expect(() => fromJson(JSON.parse(`${'{"a":'.repeat(600)}1${"}".repeat(600)}`))).toThrow(
      InvalidQueryError,
    );
  });
});

describe("encodeQuery", () => {
  test.each<[values: QueryMap, query: string]>([
    [{ foo: "bar", baz: "bat" }, "foo=bar&baz=bat"],
    [{ foo: null }, "foo="],
    [{ foo: undefined }, "foo="],
    [{ foo: "bå®" }, "foo=b%C3%A5%C2%AE"],
    [{ foo: 1337 }, "foo=1337"],
    [{ foo: ["bar", "baz"] }, "foo[]=bar&foo[]=baz"],
    [{ users: { name: "hello", age: 17 } }, "users[name]=hello&users[age]=17"],
    [{ "my weird field": "q1!2\"'w$5&7/z8)?" }, "my+weird+field=q1%212%22%27w%245%267%2Fz8%29%3F"],
    [
      { foo: { "my weird field": "q1!2\"'w$5&7/z8)?" } },
      "foo[my+weird+field]=q1%212%22%27w%245%267%2Fz8%29%3F",
    ],
    [{}, ""],
    [{ foo: [""] }, "foo[]="],
    [{ foo: ["bar", "baz"], bat: [1, 2] }, "foo[]=bar&foo[]=baz&bat[]=1&bat[]=2"],
    [{ x: { y: { z: 1 } } }, "x[y][z]=1"],
    [{ x: { y: { z: [1, 2] } } }, "x[y][z][]=1&x[y][z][]=2"],
    [{ x: { y: [{ z: 1 }] } }, "x[y][][z]=1"],
    [{ x: { y: [{ z: [1] }] } }, "x[y][][z][]=1"],
    [{ x: [[[1]]] }, "x[][][]=1"],
    [{ filter: {}, foo: "bar", list: [] }, "foo=bar"],
    [{ at: new Date(0) }, "at=1970-01-01T00%3A00%3A00.000Z"],
    [{ lone: "\ud800" }, "lone=%EF%BF%BD"],
  ])("%j → %s", (values, query) => {
    expect(encodeQuery(values)).toBe(query);
  });

  // Cases after Plug's query_test (Apache 2.0).
  test("objects that are no maps are leaves", () => {
    const url = new URL("http://example.com/bar") as never;
    expect(encodeQuery({ foo: url })).toBe("foo=http%3A%2F%2Fexample.com%2Fbar");
    expect(encodeQuery({ foo: url, list: [url] }, (leaf) => (leaf as URL).pathname.repeat(2))).toBe(
      "foo=%2Fbar%2Fbar&list[]=%2Fbar%2Fbar",
    );
    expect(encodeQuery({ foo: "bar", baz: "bat" }, (leaf) => `${leaf}${leaf}`)).toBe("foo=barbar&baz=batbat");
  });

  test("writes big integers and booleans", () => {
    expect(encodeQuery({ foo: 10n, ok: true })).toBe("foo=10&ok=true");
  });

  test("takes an encoder for leaves", () => {
    expect(encodeQuery({ foo: "bar", list: ["baz"] }, (leaf) => `${leaf}${leaf}`)).toBe(
      "foo=barbar&list[]=bazbaz",
    );
  });

  test.each<[QueryMap]>([[{ foo: [{ a: 1, b: 2 }] }], [{ foo: [{ valid: "map" }, {}] }]])(
    "refuses %j",
    (values) => {
      expect(() => encodeQuery(values)).toThrow(/cannot encode a map of \d entries inside the list foo/);
    },
  );
});

test("form encoding", () => {
  expect(encodeWwwForm("a b+c~é")).toBe("a+b%2Bc~%C3%A9");
  expect(decodeWwwForm("a+b%2Bc~%C3%A9")).toBe("a b+c~é");
});

test("decodeSegment", () => {
  expect(decodeSegment("J%C3%B6rg+x")).toBe("Jörg+x");
  expect(decodeSegment("a%2Fb")).toBe("a/b");
  for (const bad of ["%", "%C3", "%zz"]) expect(() => decodeSegment(bad)).toThrow(InvalidPathError);
});
