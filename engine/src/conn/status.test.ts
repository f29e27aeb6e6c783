import { expect, test } from "vitest";
import { errorStatus, NotSentError, ParseError } from "./errors.ts";
import { mimeExtensions, mimeFromPath, mimeType } from "./mime.ts";
import { reasonPhrase, type Status, statusCode } from "./status.ts";

test.each<[Status, number]>([
  [200, 200],
  [999, 999],
  ["ok", 200],
  ["not_found", 404],
  ["non_authoritative_information", 203],
  ["multi_status", 207],
  ["request_uri_too_long", 414],
  ["im_a_teapot", 418],
  ["unprocessable_entity", 422],
  ["internal_server_error", 500],
])("status %s is %i", (status, code) => {
  expect(statusCode(status)).toBe(code);
});

test.each([0, 99, 1000, 200.5, Number.NaN, "nope", "toString", "Not Found"])("%s is no status", (status) => {
  expect(() => statusCode(status as Status)).toThrow(TypeError);
});

test("reason phrases", () => {
  expect(reasonPhrase(404)).toBe("Not Found");
  expect(() => reasonPhrase(499)).toThrow(TypeError);
});

test.each([
  [new ParseError("x"), 400],
  [new NotSentError(), 500],
  [Object.assign(new Error("x"), { plugStatus: 418 }), 418],
  [Object.assign(new Error("x"), { plugStatus: 42 }), 500],
  [Object.assign(new Error("x"), { plugStatus: "404" }), 500],
  ["thrown text", 500],
  [undefined, 500],
])("the status of %s is %i", (error, status) => {
  expect(errorStatus(error)).toBe(status);
});

test.each([
  ["html", "text/html"],
  ["JSON", "application/json"],
  ["unheard-of", "application/octet-stream"],
  ["constructor", "application/octet-stream"],
])("the type of .%s is %s", (extension, type) => {
  expect(mimeType(extension)).toBe(type);
});

test.each([
  ["/css/app.css", "text/css"],
  ["app.min.js", "text/javascript"],
  ["/a.b/file", "application/octet-stream"],
  ["photo.JPG", "image/jpeg"],
])("the type of %s is %s", (path, type) => {
  expect(mimeFromPath(path)).toBe(type);
});

test.each([
  ["text/html", ["html", "htm"]],
  ["Text/HTML; charset=utf-8", ["html", "htm"]],
  ["application/problem+json", ["json"]],
  ["application/xml", ["xml"]],
  ["text/xml", ["xml"]],
  ["foo/bar", []],
])("the extensions of %s", (type, extensions) => {
  expect(mimeExtensions(type)).toEqual(extensions);
});
