import { describe, expect, test } from "vitest";
import { cssEscape, escapeHtml, type Html, javascriptEscape, raw, renderToString, toHtml } from "./index.ts";

// Cases after phoenix_html's phoenix_html_test and safe_test (MIT).
test.each([
  ["foo", "foo"],
  ["", ""],
  ["<foo>", "&lt;foo&gt;"],
  ["\" & '", "&quot; &amp; &#39;"],
  ["a&b<c", "a&amp;b&lt;c"],
  ["&amp;", "&amp;amp;"],
  ["é😀<", "é😀&lt;"],
])("escapeHtml(%j) is %j", (text, expected) => {
  expect(escapeHtml(text)).toBe(expected);
});

test.each([
  ["", ""],
  ["\\Double backslash", "\\\\Double backslash"],
  ['"Double quote"', '\\"Double quote\\"'],
  ["'Single quote'", "\\'Single quote\\'"],
  ["`Backtick`", "\\`Backtick\\`"],
  ["New line\r", "New line\\n"],
  ["New line\n", "New line\\n"],
  ["New line\r\n", "New line\\n"],
  ["</close>", "<\\/close>"],
  ["Line separator\u2028", "Line separator\\u2028"],
  ["Paragraph separator\u2029", "Paragraph separator\\u2029"],
  ["Null character\u0000", "Null character\\u0000"],
  ["Tab\t and <b>é", "Tab\t and <b>é"],
])("javascriptEscape(%j) is %j", (text, expected) => {
  expect(javascriptEscape(text)).toBe(expected);
  if (!/\r/.test(text)) expect(new Function(`return "${expected}"`)()).toBe(text);
});

test.each([
  ["hello world", "hello\\ world"],
  ["hello123", "hello123"],
  ["1", "\\31 "],
  ["-1", "-\\31 "],
  ["a1", "a1"],
  ["-", "\\-"],
  ["--a", "--a"],
  ["-a", "-a"],
  ["_é😀", "_é😀"],
  ["\u0000", "\ufffd"],
  ["a\u0001\u001f\u007fb", "a\\1 \\1F \\7F b"],
  ["a.b#c[d]", "a\\.b\\#c\\[d\\]"],
  ["\"'\\", "\\\"\\'\\\\"],
  ["", ""],
])("cssEscape(%j) is %j", (text, expected) => {
  expect(cssEscape(text)).toBe(expected);
});

describe("a value in a template", () => {
  const at = { [toHtml]: () => "12:13:14 <Z>" };
  test.each<[string, Html, string]>([
    ["text", "<foo>", "&lt;foo&gt;"],
    ["a list", ["<", "foo", ">"], "&lt;foo&gt;"],
    ["a list in a list", [["<foo>"], [["a", [1]]]], "&lt;foo&gt;a1"],
    ["an empty list", [], ""],
    ["a whole number", 1, "1"],
    ["a broken number", 1.5, "1.5"],
    ["a long number", 12345678901234567890n, "12345678901234567890"],
    ["raw markup", raw("<foo>"), "<foo>"],
    ["raw markup of raw markup", raw(raw("<foo>")), "<foo>"],
    ["raw nothing", raw(null), ""],
    ["null", null, ""],
    ["undefined", undefined, ""],
    ["true", true, ""],
    ["a date", new Date("2000-01-01T12:13:14Z"), "2000-01-01T12:13:14.000Z"],
    [
      "an address",
      new URL("https://www.example.org/foo?secret=%3Ca&x=1"),
      "https://www.example.org/foo?secret=%3Ca&amp;x=1",
    ],
    ["an object that knows how it reads", at, "12:13:14 &lt;Z&gt;"],
  ])("%s", (_, value, expected) => {
    expect(renderToString(<p>{value}</p>)).toBe(`<p>${expected}</p>`);
  });

  test.each<[unknown, RegExp]>([
    [{ count: 123 }, /an object stands where markup is expected \(Object with count\)/],
    [["needs %{count}", { count: 123 }], /an object stands where markup is expected/],
    [new Map(), /\(Map\)/],
    [Symbol("x"), /a symbol stands where markup is expected/],
    [() => "x", /a function stands where markup is expected/],
  ])("%s has no text", (value, message) => {
    expect(() => renderToString(<p>{value as Html}</p>)).toThrow(message);
  });
});

describe("attributes", () => {
  const show = (attributes: object) => renderToString(<p {...attributes} />).slice(2, -5);
  test.each<[object, string]>([
    [{ title: "the title" }, ' title="the title"'],
    [{ title: "\"'<&>" }, ' title="&quot;&#39;&lt;&amp;&gt;"'],
    [{ title: "a", "data-x": 1 }, ' title="a" data-x="1"'],
    [{ title: null, id: undefined, hidden: false }, ""],
    [{ hidden: true, "data-on": true }, " hidden data-on"],
    [{ title: "" }, ' title=""'],
    [{ class: "a b" }, ' class="a b"'],
    [{ class: ["a", null, false, ["b", [undefined, "c"]]] }, ' class="a b c"'],
    [{ class: [] }, ""],
    [{ class: ['"x"'] }, ' class="&quot;x&quot;"'],
    [{ style: "color: red" }, ' style="color: red"'],
    [{ "aria-hidden": true, "aria-label": "x" }, ' aria-hidden="true" aria-label="x"'],
    [{ title: raw("<b>") }, ' title="&lt;b&gt;"'],
    [{ "phx-value-id": 3n }, ' phx-value-id="3"'],
  ])("%#", (attributes, expected) => {
    expect(show(attributes)).toBe(expected);
  });

  test.each<[object, RegExp]>([
    [{ title: { a: 1 } }, /the attribute title cannot be an object: give it a string/],
    [{ title: ["a"] }, /the attribute title cannot be a list/],
    [{ title: () => 1 }, /the attribute title cannot be a function/],
    [{ class: { a: true } }, /class takes a string or a list of strings, not object/],
    [{ "a b": 1 }, /"a b" cannot be the name of an attribute of <p>/],
    [{ "x><script": "1" }, /cannot be the name of an attribute/],
    [{ onclick: "x()" }, /onclick of <p> would run a program/],
  ])("%s is refused", (attributes, message) => {
    expect(() => show(attributes)).toThrow(message);
  });
});
