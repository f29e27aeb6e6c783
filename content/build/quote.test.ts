import { describe, expect, test } from "vitest";
import { addedLines, quote } from "./quote.ts";

const source = `import { a } from "a";

export const routes = scope("/", (r) => {
  r.get("/", home);
  if (a) {
    r.get("/a", home);
  } else {
    r.get("/b", home);
  }
});

export const last = 1;
`;

describe("quote", () => {
  test("takes the whole file without its last line break", () => {
    expect(quote("a\nb\n", {})).toEqual({ line: 1, lines: ["a", "b"] });
  });

  test("takes lines by number and moves them to the left", () => {
    expect(quote(source, { lines: "5-6" })).toEqual({
      line: 5,
      lines: ["if (a) {", '  r.get("/a", home);'],
    });
    expect(quote(source, { lines: "12" }).lines).toEqual(["export const last = 1;"]);
  });

  test("takes a statement by its text", () => {
    expect(quote(source, { at: 'r.get("/a"' })).toEqual({ line: 6, lines: ['r.get("/a", home);'] });
  });

  test("takes a block by its first line, else and all", () => {
    expect(quote(source, { at: "if (a)" }).lines).toEqual([
      "if (a) {",
      '  r.get("/a", home);',
      "} else {",
      '  r.get("/b", home);',
      "}",
    ]);
    expect(quote(source, { at: "scope(" }).lines).toHaveLength(8);
  });

  test("takes an element by its opening tag", () => {
    const page = "<main>\n  <p class='a'>\n    text\n  </p>\n  <br />\n</main>\n";
    expect(quote(page, { at: "<p" }).lines).toEqual(["<p class='a'>", "  text", "</p>"]);
  });

  test.each([
    [{ lines: "9-80" }, 'lines="9-80" does not fit a file of 12 lines'],
    [{ lines: "b" }, 'lines="b" must read "3" or "3-8"'],
    [{ at: "nowhere" }, 'no line contains at="nowhere"'],
    [{ at: "r.get(" }, 'at="r.get(" stands on lines 4, 6, 8; quote more of the line'],
    [{ at: "a", lines: "1" }, '"lines" and "at" exclude each other'],
  ])("refuses %j", (selection, message) => {
    expect(() => quote(source, selection)).toThrow(message);
  });
});

describe("addedLines", () => {
  test("finds what is new, wherever it stands", () => {
    expect([...addedLines("a\nb\nc\n", "x\na\nb\ny\nc\n")]).toEqual([1, 4]);
    expect([...addedLines("a\nb\n", "a\nb\n")]).toEqual([]);
    expect([...addedLines("a\n", "b\n")]).toEqual([1]);
  });
});
