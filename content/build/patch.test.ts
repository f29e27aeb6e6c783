import { expect, test } from "vitest";
import { patchText } from "./patch.ts";

const source = "one\ntwo\n\nthree\nfour\n";

test("finds each hunk by its text", () => {
  expect(patchText(source, "@@\n two\n+two and a half\n \n@@\n-four\n+4\n")).toBe(
    "one\ntwo\ntwo and a half\n\nthree\n4\n",
  );
});

test("says when a hunk fits nowhere", () => {
  expect(patchText(source, "@@\n five\n+six\n")).toBeUndefined();
  expect(patchText(source, "@@\n-five\n")).toBeUndefined();
});

test("refuses what is no diff", () => {
  expect(() => patchText(source, "two\n")).toThrow("has no hunk");
  expect(() => patchText(source, "@@\ntwo\n")).toThrow(
    'has a line that begins neither with " ", "+" nor "-": two',
  );
});
