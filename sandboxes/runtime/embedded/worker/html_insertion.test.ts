import { expect, test } from "vitest";
import { HtmlInsertion } from "./html_insertion.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function insert(html: string, size = html.length || 1): string {
  const insertion = new HtmlInsertion("<S>");
  const bytes = encoder.encode(html);
  let result = "";
  for (let at = 0; at < bytes.length; at += size)
    result += decoder.decode(insertion.push(bytes.slice(at, at + size)), { stream: true });
  return result + decoder.decode(insertion.end());
}

test.each([
  ["<!doctype html><html><head><title>é</title>", "<!doctype html><html><head><S><title>é</title>"],
  [
    '<!DOCTYPE html>\n<html lang="en">\n  <head data-a="1">\n<p>',
    '<!DOCTYPE html>\n<html lang="en">\n  <head data-a="1"><S>\n<p>',
  ],
  ["<!-- hi --><html><body>x", "<!-- hi --><html><S><body>x"],
  ["<!doctype html><title>x</title>", "<!doctype html><S><title>x</title>"],
  ["<header>no head</header>", "<S><header>no head</header>"],
  ["plain", "<S>plain"],
  ["", "<S>"],
])("%j becomes %j, whole or byte by byte", (html, expected) => {
  expect(insert(html)).toBe(expected);
  expect(insert(html, 1)).toBe(expected);
});

test("a page without end before its head is not held back for ever", () => {
  const insertion = new HtmlInsertion("<S>");
  const comment = encoder.encode(`<!--${"x".repeat(5000)}`);
  expect(decoder.decode(insertion.push(comment))).toContain("<S>");
});

test("what follows the script goes out as it comes", () => {
  const insertion = new HtmlInsertion("<S>");
  insertion.push(encoder.encode("<html><head>"));
  expect(decoder.decode(insertion.push(encoder.encode("<p>1")))).toBe("<p>1");
  expect(insertion.end()).toHaveLength(0);
});
