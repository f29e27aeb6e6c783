import { describe, expect, test } from "vitest";
import { LineEditor } from "./line_editor.ts";

const left = "\u001b[D";
const up = "\u001b[A";
const down = "\u001b[B";

/** The text after some keys, `|` at the cursor. */
function typed(...keys: string[]): string {
  const line = new LineEditor();
  for (const key of keys) line.feed(key);
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

describe("editing", () => {
  test.each([
    [["abc"], "abc|"],
    [["ac", left, "b"], "ab|c"],
    [["abc", "\u007f"], "ab|"],
    [["abc", "\u0001", "\u001b[3~"], "|bc"],
    [["abc", "\u0001", "\u007f"], "|abc"],
    [["abc", left, "\u0005", "d"], "abcd|"],
    [["one two", "\u0017"], "one |"],
    [["one two  ", "\u0017"], "one |"],
    [["one two", left, left, left, "\u000b"], "one |"],
    [["one two", left, left, left, "\u0015"], "|two"],
    [["a", "\t", "\u001b[15~", "\u0000", "b"], "ab|"],
    [["naïve 🐣"], "naïve 🐣|"],
  ])("%j", (keys, text) => {
    expect(typed(...keys)).toBe(text);
  });
});

test("a pasted text is a line for each of its ends", () => {
  const line = new LineEditor();
  const events = line.feed("routes\r\nhelp\nrest");
  expect(events.filter((event) => event.type === "submit")).toEqual([
    { type: "submit", line: "routes" },
    { type: "submit", line: "help" },
  ]);
  expect(line.text).toBe("rest");
});

test("the arrows bring back lines, and the draft after them", () => {
  const line = new LineEditor();
  line.feed("first\r");
  line.feed("second\r");
  line.feed("second\r");
  line.feed("draft");
  const seen = [up, up, up, down, down, down].map((key) => {
    line.feed(key);
    return line.text;
  });
  expect(seen).toEqual(["second", "first", "first", "second", "draft", "draft"]);
});

test("Ctrl+C gives the line up", () => {
  const line = new LineEditor();
  line.feed("typo");
  expect(line.feed("\u0003")).toEqual([{ type: "interrupt" }]);
  expect(line.text).toBe("");
});
