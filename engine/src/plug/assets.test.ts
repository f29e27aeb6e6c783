import { expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { assets } from "./assets.ts";

const fs = new MemoryFileSystem({
  "/hello/assets/css/app.css": "a { color: red }",
  "/hello/assets/css/site/print.css": "b {}",
  "/hello/assets/js/app.ts": 'import { x } from "./other.ts";\nlet a: number = x as number;',
  "/hello/assets/js/other.ts": "export const x: unknown = 1;",
  "/hello/assets/js/plain.js": "plain();",
  "/hello/assets/js/broken.ts": "let a: = 1;",
  "/hello/secret.css": "no",
});

function get(target: string, request: TestRequest = {}) {
  const adapter = new TestAdapter({ target, ...request });
  const conn = new Conn(adapter);
  conn.endpoint = {
    fs,
    root: "/hello",
    config: {},
    secretKeyBase: undefined,
    staticPath: (path) => path,
    url: () => "",
  };
  const after = assets({ at: "/assets" })(conn) as Conn;
  return {
    status: adapter.status,
    text: adapter.text,
    headers: Object.fromEntries(adapter.respHeaders),
    halted: after.halted,
  };
}

test("serves styles as they are", () => {
  expect(get("/assets/app.css")).toMatchObject({
    status: 200,
    text: "a { color: red }",
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" },
    halted: true,
  });
  expect(get("/assets/site/print.css").text).toBe("b {}");
});

test("serves scripts with their types taken out, lines and imports as they were", () => {
  const { text, headers } = get("/assets/app.js");
  expect(text.split("\n")).toEqual(['import { x } from "./other.ts";', "let a = x ;"]);
  expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
  expect(get("/assets/other.ts").text).toMatch(/^export const x\s*= 1;$/);
  expect(get("/assets/plain.js").text).toBe("plain();");
});

test("a script that was changed is compiled anew", () => {
  fs.write("/hello/assets/js/late.ts", "let a: number = 1;");
  expect(get("/assets/late.js").text).toMatch(/^let a\s*= 1;$/);
  fs.write("/hello/assets/js/late.ts", "let bb: number = 1;");
  expect(get("/assets/late.js").text).toMatch(/^let bb\s*= 1;$/);
});

test("a script that does not compile tells the browser's console why", () => {
  const { status, text } = get("/assets/broken.js");
  expect(status).toBe(200);
  expect(() => new Function(text)()).toThrow(/assets\/js\/broken\.ts:1:\d+: /);
});

test("answers 304 to a browser that has the file", () => {
  const { headers } = get("/assets/app.css");
  expect(get("/assets/app.css", { headers: [["if-none-match", headers.etag!]] })).toMatchObject({
    status: 304,
    text: "",
  });
  expect(get("/assets/app.css", { headers: [["if-none-match", '"other"']] }).status).toBe(200);
});

test.each(["/assets/none.css", "/assets/app.png", "/assets", "/other/app.css", "/assets/css/app.css"])(
  "leaves %s to the plugs after it",
  (target) => {
    expect(get(target)).toMatchObject({ status: undefined, halted: false });
  },
);

test("leaves other methods alone and serves HEAD", () => {
  expect(get("/assets/app.css", { method: "POST" }).status).toBeUndefined();
  expect(get("/assets/app.css", { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
});

test.each(["/assets/%2e%2e/secret.css", "/assets/..%2f..%2fsecret.css"])("refuses %s", (target) => {
  expect(() => get(target)).toThrow(/invalid path/);
});

test("needs its path", () => {
  expect(() => assets({} as never)).toThrow(/assets\(\{ at: "\/assets" \}\)/);
});
