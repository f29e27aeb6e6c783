import { expect, test } from "vitest";
import { appOriginOf, previewOriginOf } from "./origins.ts";
import { entrancePath, parseEntrance } from "./paths.ts";

test.each([
  ["http://localhost:3000", "http://localhost:3001"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8081"],
  ["https://play.example.com", "https://preview.play.example.com"],
])("the previews of %s are on %s, and the way back is the same", (app, preview) => {
  expect(previewOriginOf(new URL(app))).toBe(preview);
  expect(appOriginOf(new URL(preview))).toBe(app);
});

test.each(["/", "/users/1?a=%2F#x", "/?q"])(
  "the entrance of %s names the sandbox and leads there",
  (path) => {
    expect(parseEntrance(entrancePath("ab-12", path))).toEqual({ sandbox: "ab-12", target: path });
  },
);

test("a path without a slash at its beginning gets one; other paths are no entrance", () => {
  expect(entrancePath("ab", "users")).toBe("/__open/ab/users");
  expect(parseEntrance("/__open/ab")).toEqual({ sandbox: "ab", target: "/" });
  expect(parseEntrance("/users")).toBeUndefined();
});
