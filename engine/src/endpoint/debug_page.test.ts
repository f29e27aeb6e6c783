import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Logger, type LoggerOptions } from "../logger/index.ts";
import { ran, request, start } from "./example_application.fixture.ts";

let loggerBefore: LoggerOptions;
beforeAll(() => {
  loggerBefore = Logger.configure({ level: false });
});
afterAll(() => {
  Logger.configure(loggerBefore);
});

describe("the debug page", () => {
  const html: [string, string][] = [["accept", "text/html"]];
  const show = () => start({ debugErrors: true }, "dev");

  test("shows the error, its request and nothing unescaped", async () => {
    const target = "/crash?q=%3Cscript%3E";
    const adapter = await request(show().handler, {
      target,
      headers: [...html, ["cookie", "a=%3Cb%3E"]],
    });
    expect(adapter.status).toBe(500);
    expect(adapter.text).toContain("secret detail");
    expect(adapter.text).toContain("&lt;script&gt;");
    expect(adapter.text).not.toContain("<script>");
    expect(adapter.text).toContain("example_application.fixture.ts");
    expect(adapter.respHeaders).toContainEqual(["cache-control", "no-store"]);
  });

  test("shows the project's source first, at the line", async () => {
    const { handler, fs } = show();
    fs.write("/hello/lib/page.ts", Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join("\n"));
    const { text } = await request(handler, { target: "/source", headers: html });
    expect(text).toMatch(
      /<details class="frame" open><summary><span class="place">lib\/page\.ts:12<\/span> <span class="name">index<\/span>/,
    );
    expect(text).toContain('<span class="line at"><span class="number">12</span>line 12</span>');
    expect(text).toContain('<span class="number">7</span>line 7');
    expect(text).not.toContain("line 18");
    expect(text).toContain('<summary><span class="place">lib/other.ts:2</span></summary>');
    expect(text).toContain("Framework and packages (1)");
    expect(text).toContain("caused by TypeError: the cause");
  });

  test("lists the routes when none fits", async () => {
    const adapter = await request(show().handler, { target: "/nowhere", headers: html });
    expect(adapter.status).toBe(404);
    expect(adapter.text).toContain("Available routes");
    expect(adapter.text).toContain("/hello/:messenger");
  });

  test("shows the frame of an error of the compiler", async () => {
    const { text } = await request(show().handler, { target: "/frame", headers: html });
    expect(text).toContain("lib/broken.ts:3");
    expect(text).toContain("&gt; 3 | const a = ;");
  });

  test("is text for clients that do not read HTML", async () => {
    const adapter = await request(show().handler, "/crash");
    expect(adapter.respHeaders).toContainEqual(["content-type", "text/plain; charset=utf-8"]);
    expect(adapter.text).toMatch(/^Error at GET \/crash\n\nsecret detail\n/);
  });

  test("shows what was thrown when it is no error", async () => {
    expect((await request(show().handler, "/thrown")).text).toContain('thrown: {\n  "a": 1\n}');
  });

  test("has buttons for the actions that an error carries", async () => {
    ran.length = 0;
    const { handler } = show();
    const page = await request(handler, { target: "/actions?x=1", headers: html });
    const href = /<form method="post" action="([^"]+)"><button>Run seeds<\/button>/.exec(page.text)![1]!;
    expect(ran).toEqual([]);
    const done = await request(handler, { method: "POST", target: href });
    expect([done.status, done.respHeaders.find(([name]) => name === "location")?.[1]]).toEqual([
      303,
      "/actions?x=1",
    ]);
    expect(ran).toEqual(["seeds"]);
    const evil = await request(handler, {
      method: "POST",
      target: href.replace(/back=.*/, "back=//evil.com"),
    });
    expect(evil.respHeaders).toContainEqual(["location", "/"]);
    const unknown = await request(handler, { method: "POST", target: "/__fledge/debug_actions/guess" });
    expect(unknown.status).toBe(404);
  });

  test("and its actions are not there in production", async () => {
    const { handler } = start();
    const adapter = await request(handler, { target: "/actions", headers: html });
    expect(adapter.text).toBe("Not Found");
    expect((await request(handler, { method: "POST", target: "/__fledge/debug_actions/x" })).status).toBe(
      404,
    );
    expect(() => start({ debugErrors: true }, "prod")).toThrow(/debugErrors is true in production/);
  });
});
