import { describe, expect, test } from "vitest";
import { parseDocComment } from "./doc_comment.ts";
import { readOutcome } from "./examples.ts";
import { firstSentence, seeData, textHtml } from "./markup.ts";

describe("parseDocComment", () => {
  test("takes a comment of several lines apart, with the lines of its examples", () => {
    const doc = parseDocComment(
      "/**\n * Does it.\n *\n * @param name of the one\n *   who does\n * @throws Error\n * @example\n * a();\n *   b();\n * @see Phoenix.Flash.get/2, Plug\n */",
      10,
    );
    expect(doc).toEqual({
      text: "Does it.",
      params: [{ name: "name", text: "of the one\n  who does" }],
      returns: undefined,
      throws: ["Error"],
      examples: [{ code: "a();\n  b();", line: 17 }],
      see: ["Phoenix.Flash.get/2", "Plug"],
    });
  });

  test("takes a comment of one line apart; an address is no tag", () => {
    const doc = parseDocComment('/** Sends. @example send("a@see.org") @see Plug */', 3);
    expect(doc.text).toBe("Sends.");
    expect(doc.examples).toEqual([{ code: 'send("a@see.org")', line: 3 }]);
    expect(doc.see).toEqual(["Plug"]);
  });
});

describe("readOutcome", () => {
  test.each([
    ['"a // b"', '"a // b"'],
    ["-1", "-1"],
    ['{ a: [1, null], "b-c": undefined }', '{ a: [1, null], "b-c": undefined }'],
    ["{ a: 1, … }", '{ a: 1 }, "in part"'],
    ["[…]", '[], "in part"'],
    ["what a remark says", undefined],
    ["{ a: number }", "broken"],
    ["1 of 2", "broken"],
    ['"open', "broken"],
  ])("%s", (comment, expected) => expect(readOutcome(comment)).toBe(expected));
});

describe("texts", () => {
  test("become HTML that shows what they say", () => {
    const link = (name: string) => (name === "sign" ? "#sign" : undefined);
    expect(textHtml("Like `sign` & `<b>`.\n\n- one\n- two\n  lines", link)).toBe(
      '<p>Like <a href="#sign"><code>sign</code></a> &amp; <code>&lt;b&gt;</code>.</p><ul><li>one</li><li>two lines</li></ul>',
    );
  });

  test("are summed up by their first sentence", () => {
    expect(firstSentence("What `fledge.ts` is. And more.")).toBe("What fledge.ts is.");
  });

  test("name where the behaviour comes from", () => {
    expect(seeData("Phoenix.Controller.put_view/2").href).toMatch(/Phoenix\.Controller\.html#put_view\/2$/);
    expect(seeData("mix phx.routes")).toEqual({ name: "mix phx.routes" });
  });
});
