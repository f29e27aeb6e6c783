import { describe, expect, test } from "vitest";
import { DynamicTag, type Html, Intersperse, renderToString } from "./index.ts";

// Cases after live_view's component tests (MIT).
describe("DynamicTag", () => {
  test.each<[Html, string]>([
    [<DynamicTag tagName="tr" />, "<tr></tr>"],
    [<DynamicTag tagName="tr" class="foo" />, '<tr class="foo"></tr>'],
    [<DynamicTag tagName="tr">content</DynamicTag>, "<tr>content</tr>"],
    [
      <DynamicTag tagName="p" class={["a", null, "b"]} hidden>
        {"<"}
      </DynamicTag>,
      '<p class="a b" hidden>&lt;</p>',
    ],
    [
      <DynamicTag tagName="p" class="<script>alert('x');</script>" />,
      '<p class="&lt;script&gt;alert(&#39;x&#39;);&lt;/script&gt;"></p>',
    ],
    [<DynamicTag tagName="my-element" data-a="1" />, '<my-element data-a="1"></my-element>'],
    [<DynamicTag tagName="br" />, "<br>"],
    [<DynamicTag tagName="input" type="text" />, '<input type="text">'],
    [
      <DynamicTag tagName="a" href="/x?a=1&b">
        x
      </DynamicTag>,
      '<a href="/x?a=1&amp;b">x</a>',
    ],
  ])("%#", (html, expected) => {
    expect(renderToString(html)).toBe(expected);
  });

  test.each([
    "p><script>alert('nice try');</script>",
    "",
    "P",
    "1a",
    "a b",
    "a/",
    "script",
    "style",
    "a-",
    "plaintext",
  ])("is not named %j", (tagName) => {
    expect(() => DynamicTag({ tagName })).toThrow(/cannot be the tagName of DynamicTag/);
  });

  test.each<[Record<string, unknown>, RegExp]>([
    [{ "<script>alert('x')</script>": "" }, /cannot be the name of an attribute of <p>/],
    [{ onclick: "x()" }, /would run a program/],
    [{ href: "javascript:x()" }, /would run a program/],
  ])("refuses the attributes %j", (attributes, message) => {
    expect(() => renderToString(<DynamicTag tagName="p" {...attributes} />)).toThrow(message);
  });

  test("has no content where its element has none", () => {
    expect(() => DynamicTag({ tagName: "br", children: "x" })).toThrow(/<br> has no content/);
  });

  test("is the same template for the same name", () => {
    const [a, b, c] = ["h1", "h1", "h2"].map((tagName) => DynamicTag({ tagName }).template);
    expect([a === b, a === c]).toEqual([true, false]);
  });
});

describe("Intersperse", () => {
  const bar = <span class="sep">|</span>;
  test.each<[string, Html, string]>([
    [
      "many",
      <Intersperse enum={[1, 2, 3]} separator={bar}>
        {(n) => `Item${n}`}
      </Intersperse>,
      'Item1<span class="sep">|</span>Item2<span class="sep">|</span>Item3',
    ],
    [
      "one",
      <Intersperse enum={[1]} separator={bar}>
        {(n) => `Item${n}`}
      </Intersperse>,
      "Item1",
    ],
    [
      "none",
      <Intersperse enum={[]} separator={bar}>
        {() => "x"}
      </Intersperse>,
      "",
    ],
    [
      "a set",
      <Intersperse enum={new Set(["<", ">"])} separator=" & ">
        {(text) => text}
      </Intersperse>,
      "&lt; &amp; &gt;",
    ],
    [
      "a separator that is made",
      <Intersperse enum={["a", "b"]} separator={() => <hr />}>
        {(text) => text}
      </Intersperse>,
      "a<hr>b",
    ],
    [
      "entries that print nothing",
      <Intersperse enum={[1, 2]} separator="-">
        {() => null}
      </Intersperse>,
      "-",
    ],
  ])("%s", (_, html, expected) => {
    expect(renderToString(html)).toBe(expected);
  });
});
