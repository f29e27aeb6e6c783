import { expect, test } from "vitest";
import { codeFrame } from "./code_frame.ts";
import { parseStack, projectFrames } from "./stack.ts";
import { suggest } from "./suggest.ts";

test("reads what V8 writes", () => {
  const stack = `TypeError: x is not a function (really:1:2)
    at index (lib/hello_web/controllers/page_controller.ts:8:12)
    at async Object.call (/home/me/hello/lib/a.ts:3:4)
    at Module.run [as go] (file:///home/me/hello/node_modules/fledge/dist/router/router.js:10:20)
    at lib/hello.ts:1:1
    at new Thing (lib/thing.tsx:2:3)
    at node:internal/process:95:5
    at Array.map (<anonymous>)`;
  expect(
    parseStack(stack, "/home/me/hello").map(({ name, file, line, column, own }) => [
      name,
      file,
      line,
      column,
      own,
    ]),
  ).toEqual([
    ["index", "lib/hello_web/controllers/page_controller.ts", 8, 12, true],
    ["call", "lib/a.ts", 3, 4, true],
    ["run", "node_modules/fledge/dist/router/router.js", 10, 20, false],
    ["", "lib/hello.ts", 1, 1, true],
    ["new Thing", "lib/thing.tsx", 2, 3, true],
    ["", "node:internal/process", 95, 5, false],
  ]);
});

test("reads what Firefox and Safari write", () => {
  const stack = `index@lib/hello_web/router.ts:8:12
call/<@lib/a.ts:3:4
async*handle@https://play.example.com/worker.js:1:20000
@lib/hello.ts:1:1
`;
  expect(parseStack(stack, "/hello").map(({ name, file, line, own }) => [name, file, line, own])).toEqual([
    ["index", "lib/hello_web/router.ts", 8, true],
    ["call", "lib/a.ts", 3, true],
    ["handle", "https://play.example.com/worker.js", 1, false],
    ["", "lib/hello.ts", 1, true],
  ]);
});

test("finds the project's frames of an error, and none of what is no error", () => {
  const error = new Error("x");
  error.stack = "Error: x\n    at a (/srv/app.js:1:1)\n    at b (lib/b.ts:2:2)";
  expect(projectFrames(error)).toMatchObject([{ name: "b", file: "lib/b.ts", line: 2 }]);
  expect(projectFrames("x")).toEqual([]);
});

test("a code frame marks its place, also behind tabs and at the ends of the file", () => {
  expect(codeFrame("a\n\tb = ;\nc", 2, 6)).toBe("  1 | a\n> 2 | \tb = ;\n    | \t    ^\n  3 | c");
  expect(codeFrame("only", 1)).toBe("> 1 | only");
  expect(codeFrame(Array.from({ length: 12 }, (_, i) => `l${i + 1}`).join("\r\n"), 10, 1, 1)).toBe(
    "   9 | l9\n> 10 | l10\n     | ^\n  11 | l11",
  );
});

test("suggestions are near, or none", () => {
  expect(suggest("phx-clcik", ["phx-click", "phx-change"])).toBe("phx-click");
  expect(suggest("ProductContoller", ["PageController", "ProductController"])).toBe("ProductController");
  expect(suggest("xyz", ["abc", "def"])).toBeUndefined();
  expect(suggest("", ["abc"])).toBeUndefined();
});
