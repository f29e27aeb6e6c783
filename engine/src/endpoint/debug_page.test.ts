import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestRequest } from "../http/test_adapter.ts";
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

  test("is Markdown for clients that do not read HTML", async () => {
    const { handler, fs } = show();
    fs.write("/hello/lib/page.ts", Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join("\n"));
    const adapter = await request(handler, {
      target: "/source?a=1",
      headers: [["accept", "application/json"]],
    });
    expect(adapter.respHeaders).toContainEqual(["content-type", "text/markdown; charset=utf-8"]);
    expect(adapter.text).toMatch(
      /^# Error at GET \/source\?a=1\n\nin the project\n\nCaused by TypeError: the cause\n/,
    );
    expect(adapter.text).toContain("\n`lib/page.ts:12`\n\n```\n   7 | line 7\n");
    expect(adapter.text).toContain("\n> 12 | line 12\n");
    expect(adapter.text).toContain("```\nlib/page.ts:12:3 index\nlib/other.ts:2:1\n");
    expect(adapter.text).toContain("## Params\n\n* a: 1\n");
    expect(adapter.text).toContain("## Headers\n\n* accept: application/json\n");
  });

  test("lists the routes as Markdown, too", async () => {
    const { text } = await request(show().handler, "/nowhere");
    expect(text).toMatch(/## Available routes\n\n```\n[\s\S]*GET +\/hello\/:messenger/);
  });

  test("shows what was thrown when it is no error", async () => {
    expect((await request(show().handler, "/thrown")).text).toMatch(
      /^# unhandled throw at GET \/thrown\n\n\{\n {2}"a": 1\n\}\n/,
    );
  });

  test("keeps the policy of the application for a client that reads no page", async () => {
    const policy: [string, string] = ["content-security-policy", "default-src 'self'"];
    for (const [headers, kept] of [
      [[], true],
      [html, false],
    ] as const) {
      const { respHeaders } = await request(show().handler, { target: "/secure", headers });
      expect(respHeaders.some(([name, value]) => name === policy[0] && value === policy[1])).toBe(kept);
    }
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

  // Cases after Plug's debugger_test (Apache 2.0).
  test.each<[string, TestRequest, RegExp]>([
    [
      "the address",
      { target: "/crash?baz=bat" },
      /<th scope="row">address<\/th><td><code>http:\/\/www\.example\.com:80\/crash</,
    ],
    ["the query", { target: "/crash?baz=bat" }, /<th scope="row">query<\/th><td><code>baz=bat</],
    [
      "headers",
      { headers: [["my-header", "my-value"]] },
      /Headers<[\s\S]*my-header<\/th><td><code>my-value</,
    ],
    ["cookies", { headers: [["cookie", "a=b"]] }, /Cookies<[\s\S]*>a<\/th><td><code>b</],
    ["parameters of the query", { target: "/crash?from-qs=1" }, /Params<[\s\S]*from-qs<\/th><td><code>1</],
    [
      "parameters of the body",
      {
        method: "POST",
        target: "/crash?from-qs=1",
        headers: [["content-type", "application/x-www-form-urlencoded"]],
        body: "from-body=2&list[]=a&list[]=b",
      },
      /Params<[\s\S]*from-qs[\s\S]*from-body<\/th><td><code>2<[\s\S]*list<[\s\S]*&quot;a&quot;,/,
    ],
    ["the status", { target: "/actions" }, /class="status">404 Not Found</],
    ["a title", { target: "/crash" }, /<title>Error at GET \/crash<\/title>/],
    [
      "a copy as Markdown",
      { target: "/crash" },
      /<button type="button" class="copy" data-markdown="# Error at GET \/crash\n/,
    ],
  ])("shows %s", async (_, { headers = [], target = "/crash", ...options }, expected) => {
    const { text } = await request(show().handler, { target, ...options, headers: [...html, ...headers] });
    expect(text).toMatch(expected);
  });

  test("has no parameters where the query cannot be read", async () => {
    const { status, text } = await request(show().handler, { target: "/crash?q=%{", headers: html });
    expect([status, text.includes("<h2>Params</h2>")]).toEqual([400, false]);
  });

  test("shows the session", async () => {
    const { handler } = show();
    const first = await request(handler, "/remember");
    const cookie = first.respHeaders.find(([name]) => name === "set-cookie")![1].split(";")[0]!;
    const { text } = await request(handler, { target: "/session", headers: [...html, ["cookie", cookie]] });
    expect(text).toMatch(/Session<\/h2><table><tr><th scope="row">session_key<\/th><td><code>session_value</);
  });

  test("leaves nothing unescaped, wherever it comes from", async () => {
    const evil = "<script>evil</script>";
    const { text } = await request(show().handler, {
      target: `/thrown-text?x=${encodeURIComponent(evil)}&${encodeURIComponent(evil)}=1`,
      headers: [...html, [evil, evil], ["cookie", `a=${encodeURIComponent('"><i>out</i>')}`]],
    });
    expect(text).toContain("&lt;script&gt;evil&lt;/script&gt;");
    expect(text).not.toContain("<script>");
    expect(text).not.toContain("<i>");
  });

  test.each([
    ["hello://open?file=__FILE__&line=__LINE__", "hello://open?file=/hello/lib/page.ts&amp;line=12"],
    ["hello://open?file=__RELATIVEFILE__&line=__LINE__", "hello://open?file=lib/page.ts&amp;line=12"],
    ["vscode://file/__FILE__:__LINE__", "vscode://file//hello/lib/page.ts:12"],
  ])("opens the editor of PLUG_EDITOR %s", async (editor, expected) => {
    const { handler } = start({ debugErrors: true }, "dev", { PLUG_EDITOR: editor });
    const { text } = await request(handler, { target: "/source", headers: html });
    expect(text).toContain(`<a href="${expected}">Open in the editor</a>`);
  });

  test.each<[number, string[]]>([
    [1, ["> 1 | line 1", "  2 | line 2"]],
    [12, ["> 12 | line 12", "   7 | line 7"]],
    [20, ["> 20 | line 20", "  15 | line 15"]],
    [10_000, []],
  ])("shows the source at line %i of 20", async (line, expected) => {
    const { handler, fs } = show();
    fs.write("/hello/lib/page.ts", Array.from({ length: 20 }, (_, i) => `line ${i + 1}`).join("\n"));
    const { text } = await request(handler, `/source?line=${line}`);
    expect(text).toContain(`lib/page.ts:${line}:3 index`);
    for (const part of expected) expect(text).toContain(part);
    expect(/^`lib\/page\.ts:\d+`$/m.test(text)).toBe(expected.length > 0);
  });

  test.each<[string, TestRequest, string]>([
    ["itself", { target: "/actions" }, "/actions"],
    ["itself with its query", { target: "/actions?a=b" }, "/actions?a=b"],
    ["where another verb came from", { method: "POST", headers: [["referer", "/referer"]] }, "/referer"],
    [
      "that of a whole address",
      {
        method: "POST",
        headers: [
          ["host", "a.example"],
          ["referer", "http://a.example/form?x=1"],
        ],
      },
      "/form?x=1",
    ],
    [
      "no other site",
      {
        method: "POST",
        headers: [
          ["host", "a.example"],
          ["referer", "http://evil.com/form"],
        ],
      },
      "/",
    ],
    ["nothing that is no address", { method: "POST", headers: [["referer", "form"]] }, "/"],
    ["the root when nobody knows", { method: "POST" }, "/"],
  ])("an action leads back to %s", async (_, { headers = [], ...options }, expected) => {
    const { handler } = show();
    const page = await request(handler, { target: "/actions", ...options, headers: [...html, ...headers] });
    const href = /<form method="post" action="([^"]+)">/.exec(page.text)![1]!;
    const done = await request(handler, { method: "POST", target: href });
    expect(done.respHeaders.find(([name]) => name === "location")?.[1]).toBe(expected);
  });

  test.each<[string, TestRequest]>([
    ["an error without them", { target: "/crash", headers: html }],
    ["a client that reads no page", { target: "/actions" }],
  ])("has no buttons for %s", async (_, options) => {
    expect((await request(show().handler, options)).text).not.toContain("debug_actions");
  });

  test("comes too late for a response that was sent", async () => {
    const adapter = await request(show().handler, { target: "/sent", headers: html });
    expect([adapter.status, adapter.text]).toEqual([200, "sent"]);
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
