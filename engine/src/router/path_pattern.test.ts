import { describe, expect, test } from "vitest";
import { covers, paramNames, parsePath } from "./path_pattern.ts";

describe("parsePath", () => {
  test.each([
    ["/", []],
    ["/users", [{ kind: "static", text: "users" }]],
    [
      "//users//new/",
      [
        { kind: "static", text: "users" },
        { kind: "static", text: "new" },
      ],
    ],
    ["/caf%C3%A9", [{ kind: "static", text: "café" }]],
    ["/100%", [{ kind: "static", text: "100%" }]],
    ["/:id", [{ kind: "param", prefix: "", name: "id" }]],
    [
      "/api/v:version/*rest",
      [
        { kind: "static", text: "api" },
        { kind: "param", prefix: "v", name: "version" },
        { kind: "glob", name: "rest" },
      ],
    ],
  ])("%j", (path, segments) => {
    expect(parsePath(path)).toEqual(segments);
  });

  test.each([
    ["/:", /":" in the route "\/:" is not a parameter's name/],
    ["/:1id", /":1id"/],
    ["/:id.json", /":id\.json".*end the segment after it/],
    ["/:my-id", /":my-id"/],
    ["/:__proto__", /":__proto__"/],
    ["/*", /"\*" in the route/],
    ["/*rest/more", /the glob "\*rest" of the route "\/\*rest\/more" is not last/],
    ["/he*rest", /has the prefix "he"/],
  ])("%j is refused", (path, message) => {
    expect(() => parsePath(path)).toThrow(message);
  });
});

test("paramNames", () => {
  expect(paramNames(parsePath("/a/:b/c:d/*e"))).toEqual(["b", "d", "e"]);
});

describe("covers", () => {
  test.each([
    ["/a", "/a", true],
    ["/a", "/b", false],
    ["/a", "/a/b", false],
    ["/:id", "/a", true],
    ["/:id", "/:name", true],
    ["/a", "/:id", false],
    ["/v:x", "/v1", true],
    ["/v:x", "/vv:x", true],
    ["/v:x", "/:x", false],
    ["/*all", "/a/b/:c", true],
    ["/*all", "/", true],
    ["/a/*all", "/a", true],
    ["/a/*all", "/b", false],
    ["/a", "/a/*all", false],
    ["/:id/edit", "/new/edit", true],
  ])("%j covers %j: %j", (general, special, expected) => {
    expect(covers(parsePath(general), parsePath(special))).toBe(expected);
  });
});
