import { describe, expect, test } from "vitest";
import { formatPlace, parsePlace } from "./place.ts";

describe("parsePlace", () => {
  test.each([
    ["", {}],
    [
      "?step=2&file=lib/hello_web/router.ts&path=/hello/Frank",
      { step: 2, file: "lib/hello_web/router.ts", path: "/hello/Frank" },
    ],
    ["?path=/search?q=a%26b", { path: "/search?q=a&b" }],
    ["?file=/lib/a.ts", { file: "lib/a.ts" }],
    // What makes no sense is left out.
    ["?step=0", {}],
    ["?step=6", {}],
    ["?step=1.5", {}],
    ["?step=two", {}],
    ["?file=../../etc/passwd", {}],
    ["?path=//evil.example", {}],
    ["?path=/\\evil.example", {}],
    ["?path=https://evil.example", {}],
    ["?path=", {}],
  ])("%s", (search, place) => {
    expect(parsePlace(search, 5)).toEqual(place);
  });
});

describe("formatPlace", () => {
  test("is read back as it was", () => {
    const place = { step: 3, file: "lib/a b.ts", path: "/hello?x=1&y=ö#top" };
    expect(parsePlace(formatPlace("", place), 5)).toEqual(place);
  });

  test("keeps what else the query holds, and drops what the place does not say", () => {
    expect(formatPlace("?runtime=webcontainer&file=old.ts", { step: 1, path: "/hello" })).toBe(
      "?runtime=webcontainer&step=1&path=/hello",
    );
    expect(formatPlace("?step=1", {})).toBe("");
  });
});
