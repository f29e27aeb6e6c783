import { expect, test } from "vitest";
import {
  parseHeaderList,
  parseHeaderParams,
  parseHeaderToken,
  parseMediaRange,
  parseMediaType,
} from "./media_type.ts";
import { plain } from "./parsers.fixture.ts";

const asPlain = (value: unknown): unknown => (value === undefined ? undefined : plain(value));

test.each<[string, unknown]>([
  ["text/html", { type: "text", subtype: "html", params: {} }],
  ["Text/HTML; Charset=UTF-8", { type: "text", subtype: "html", params: { charset: "UTF-8" } }],
  ['a/b; x="q;\\"r\\""; y=1; x=2', { type: "a", subtype: "b", params: { x: 'q;"r"', y: "1" } }],
  // Inputs and results after the examples of Plug.Conn.Utils.
  ["text/plain", { type: "text", subtype: "plain", params: {} }],
  ["APPLICATION/vnd.ms-data+XML", { type: "application", subtype: "vnd.ms-data+xml", params: {} }],
  ["x-sample/json; charset=utf-8", { type: "x-sample", subtype: "json", params: { charset: "utf-8" } }],
  [
    "x-sample/json  ; charset=utf-8  ; foo=bar",
    { type: "x-sample", subtype: "json", params: { charset: "utf-8", foo: "bar" } },
  ],
  ["a/b;  foo=bar  ", { type: "a", subtype: "b", params: { foo: "bar" } }],
  ["a/b; Foo=bar; baz=BOING", { type: "a", subtype: "b", params: { foo: "bar", baz: "BOING" } }],
  ["a/b; foo=BAR ; wat", { type: "a", subtype: "b", params: { foo: "BAR" } }],
  ['a/b; foo="bar"; baz="boing"', { type: "a", subtype: "b", params: { foo: "bar", baz: "boing" } }],
  ['a/b; foo="bar;"; baz="boing"', { type: "a", subtype: "b", params: { foo: "bar;", baz: "boing" } }],
  ["a/b; =", { type: "a", subtype: "b", params: {} }],
  ["a/b; ;", { type: "a", subtype: "b", params: {} }],
  ["x y", undefined],
  ["x/y z", undefined],
  ["/", undefined],
  ["x/*", undefined],
  ["*/*", undefined],
  ["*/html", undefined],
  ["text", undefined],
  ["text/", undefined],
  ["text/html x", undefined],
  ["", undefined],
])("parseMediaType(%j)", (header, expected) => {
  const parsed = parseMediaType(header);
  expect(parsed === undefined ? undefined : plain(parsed)).toEqual(expected);
});

test("parseHeaderParams keeps a Windows path whole", () => {
  expect({ ...parseHeaderParams(' name="f"; filename="C:\\dir\\a.txt"') }).toEqual({
    name: "f",
    filename: "C:\\dir\\a.txt",
  });
});

// Cases after the examples of Plug.Conn.Utils (Apache 2.0).
test.each<[string, unknown]>([
  ["text/plain", { type: "text", subtype: "plain", params: {} }],
  ["APPLICATION/vnd.ms-data+XML", { type: "application", subtype: "vnd.ms-data+xml", params: {} }],
  ["text/*; q=1.0", { type: "text", subtype: "*", params: { q: "1.0" } }],
  ["*/*; q=1.0", { type: "*", subtype: "*", params: { q: "1.0" } }],
  ["  */*  ", { type: "*", subtype: "*", params: {} }],
  ["x y", undefined],
  ["*/html", undefined],
  ["/", undefined],
  ["x/y z", undefined],
  ["text/*x", undefined],
])("parseMediaRange(%j)", (text, expected) => {
  expect(asPlain(parseMediaRange(text))).toEqual(expected);
});

test.each<[string, Record<string, string>]>([
  ["foo=bar", { foo: "bar" }],
  ["  foo=bar  ", { foo: "bar" }],
  ["FOO=bar", { foo: "bar" }],
  ["Foo=bar; baz=BOING", { foo: "bar", baz: "BOING" }],
  ["foo=BAR ; wat", { foo: "BAR" }],
  ['foo="bar"; baz="boing"', { foo: "bar", baz: "boing" }],
  ['foo="bar;"; baz="boing"', { foo: "bar;", baz: "boing" }],
  ["=", {}],
  [";", {}],
  ["", {}],
  ["foo=; bar=1", { bar: "1" }],
  ["foo= ; bar=1", { foo: "", bar: "1" }],
  ["foo=a b; bar=1", { bar: "1" }],
  ["f oo=a; bar=1", { bar: "1" }],
  ["foo=<a>; bar=1", { bar: "1" }],
  ['foo="a" b; bar=1', { bar: "1" }],
  ['foo="a; bar=1', {}],
  ['foo="a\\";b"; bar=1', { foo: 'a";b', bar: "1" }],
  ["foo=1; FOO=2", { foo: "1" }],
  ["__proto__=1; constructor=2", { ["__proto__"]: "1", constructor: "2" } as Record<string, string>],
  // What clients send although it is not well-formed.
  ["boundary=----=_Part_1", { boundary: "----=_Part_1" }],
  ["filename=na\u00efve.txt", { filename: "na\u00efve.txt" }],
])("parseHeaderParams(%j)", (text, expected) => {
  expect(Object.entries(parseHeaderParams(text))).toEqual(Object.entries(expected));
});

test.each<[string, string | undefined]>([
  ["foo", "foo"],
  ["foo-bar", "foo-bar"],
  ["<foo>", undefined],
  ['"<foo>"', "<foo>"],
  ['"<foo>\\"<bar>"', '<foo>"<bar>'],
  ['"a\\\\b"', "a\\b"],
  ['"', undefined],
  ["foo  ", "foo"],
  ["foo bar", undefined],
  ["", undefined],
  [" ", ""],
  ["a\0b", undefined],
])("parseHeaderToken(%j)", (text, expected) => {
  expect(parseHeaderToken(text)).toBe(expected);
});

test.each<[string, string[]]>([
  ["foo, bar", ["foo", "bar"]],
  ["foobar", ["foobar"]],
  ["", []],
  ["empties, , are,, filtered", ["empties", "are", "filtered"]],
  ["whitespace , , ,,   is   ,definitely,optional", ["whitespace", "is", "definitely", "optional"]],
])("parseHeaderList(%j)", (text, expected) => {
  expect(parseHeaderList(text)).toEqual(expected);
});

test("a long header of quotes takes no long time", () => {
  const started = performance.now();
  for (const text of ['"'.repeat(50_000), 'a="\\'.repeat(20_000), "a= ".repeat(20_000), " ".repeat(50_000)]) {
    parseHeaderParams(text);
    parseHeaderToken(`"${text}`);
    parseMediaRange(text);
  }
  expect(performance.now() - started).toBeLessThan(2000);
});
