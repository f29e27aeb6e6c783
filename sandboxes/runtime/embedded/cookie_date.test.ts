import { expect, test } from "vitest";
import { parseCookieDate } from "./cookie_date.ts";

test.each([
  ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"],
  ["1 january 2030 1:2:3", "2030-01-01T01:02:03Z"],
  ["06 Nov 30 08:49:37", "2030-11-06T08:49:37Z"],
  ["06 Nov 70 08:49:37", "1970-11-06T08:49:37Z"],
])("reads %s", (text, iso) => {
  expect(parseCookieDate(text)).toBe(Date.parse(iso));
});

test.each([
  "",
  "tomorrow",
  "06 Nov 1994",
  "31 Feb 2030 00:00:00",
  "06 Nov 1994 25:00:00",
  "06 Nov 1500 00:00:00",
])("takes %j for no date", (text) => {
  expect(parseCookieDate(text)).toBeUndefined();
});
