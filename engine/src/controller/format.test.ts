import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { accepts } from "./index.ts";

function negotiate(formats: string[], accept: string | undefined, target = "/"): string | undefined {
  const headers: [string, string][] = accept === undefined ? [] : [["accept", accept]];
  const conn = new Conn(new TestAdapter({ target, headers }));
  return accepts(formats as [string])(conn) instanceof Conn ? conn.getFormat() : undefined;
}

describe("accepts", () => {
  test.each([
    [["json"], undefined, "/", "json"],
    [["html", "json"], undefined, "/", "html"],
    [["html", "json"], "", "/", "html"],
    [["html", "json"], "*/*", "/", "html"],
    [["json", "html"], "*/*", "/", "json"],
    [["json"], "*/*; q=0.1", "/", "json"],
    [["html", "json"], "application/json", "/", "json"],
    [["html", "json"], "APPLICATION/JSON", "/", "json"],
    [["html", "json"], "application/json, text/html", "/", "json"],
    [["html", "json"], "application/json;q=0.7, text/html;q=0.9", "/", "html"],
    [["html", "json"], "application/json;level=1;q=0.7, text/html;q=0.6", "/", "json"],
    [["json"], "text/html, application/json;q=0.1", "/", "json"],
    [["html"], "text/*", "/", "html"],
    [["json", "xml"], "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/", "xml"],
    [["html", "json"], "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/", "html"],
    [["json"], "text/html,*/*;q=0.8", "/", "json"],
    [["html", "json"], "application/json;q=oops", "/", "json"],
    [["html", "json"], "image/webp, broken, */*", "/", "html"],
    [["html", "json"], "text/html", "/?_format=json", "json"],
    [["html", "json"], undefined, "/?_format=html", "html"],
    // Inputs and results after Phoenix's controller tests.
    [["json", "text", "css"], "text/*", "/", "text"],
    [["html", "json"], "application/json, */*", "/", "html"],
    [["html", "json"], "*/*, application/json", "/", "html"],
    [["json", "text"], "*/*, text/plain, application/json", "/", "json"],
    [["json", "text"], "text/plain, application/json, */*", "/", "text"],
    [["json", "text"], "text/*, application/*, */*", "/", "text"],
    [["html", "json"], "foo/bar, bar baz, application/json", "/", "json"],
    [["json", "html"], "foo/*, */bar, text/*", "/", "html"],
    [["html", "json"], "text/html; q=0.7, application/json", "/", "json"],
    [["html", "json"], "application/json, text/html; q=0.7", "/", "json"],
    [["html", "json"], "application/json; q=1.0, text/html; q=0.7", "/", "json"],
    [["html", "json"], "application/json; q=0.8, text/html; q=0.7", "/", "json"],
    [["html", "json"], "text/html; q=0.7, application/json; q=0.8", "/", "json"],
    [["html", "json"], "text/*; q=0.7, application/json", "/", "json"],
    [["json", "html"], "application/json; q=0.7, text/*; q=0.8", "/", "html"],
  ])("%j of %j %s → %s", (formats, accept, target, expected) => {
    expect(negotiate(formats, accept, target)).toBe(expected);
  });

  test.each([
    [["html"], "application/json", "/", /Expected one of "html" but got "application\/json"/],
    [["html", "json"], "application/json;q=0", "/", /no supported media type/],
    [
      ["html"],
      "text/html",
      "/?_format=json",
      /unknown format "json" in the parameter _format, expected one of "html"/,
    ],
    [["html"], "text/html", "/?_format[]=html", /unknown format/],
  ])("%j of %j %s is 406", (formats, accept, target, message) => {
    expect(() => negotiate(formats, accept, target)).toThrow(message);
    expect(() => negotiate(formats, accept, target)).toThrow(
      expect.objectContaining({ plugStatus: 406, accepts: formats }),
    );
  });

  test("needs a format", () => {
    expect(() => accepts([] as never)).toThrow(/accepts\(\["html"\]\)/);
  });
});

test("getFormat takes what was put, then the parameter", () => {
  const conn = new Conn(new TestAdapter({ target: "/?_format=json" }));
  expect(conn.getFormat()).toBe("json");
  expect(conn.putFormat("html").getFormat()).toBe("html");
  expect(new Conn(new TestAdapter()).getFormat()).toBeUndefined();
});
