import { expect, test } from "vitest";
import { CompileError } from "../code/index.ts";
import type { Handler, Header } from "../http/adapter.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { LiveReload } from "./live_reload.ts";

const html: Header = ["content-type", "text/html; charset=utf-8"];
const tag = '<script src="/fledge/live_reload/script.js"></script>';

async function run(handler: Handler, request: TestRequest = {}) {
  const adapter = new TestAdapter(request);
  await new LiveReload().wrap(handler)(adapter);
  return adapter;
}

test("adds its script to the end of a page's body", async () => {
  const page = await run((request) =>
    request.sendResp(404, [html, ["content-length", "20"], ["x-a", "1"]], "<body>a</body></html>"),
  );
  expect(page.status).toBe(404);
  expect(page.text).toBe(`<body>a${tag}</body></html>`);
  expect(page.respHeaders).toContainEqual(["x-a", "1"]);
  expect(page.respHeaders).not.toContainEqual(["content-length", "20"]);
});

test("adds its script to the end of a page that comes in pieces", async () => {
  const page = await run(async (request) => {
    request.sendChunked(200, [html]);
    await request.chunk("<body>a</body>");
    request.endChunked();
  });
  expect(page.text).toBe(`<body>a</body>${tag}`);
});

test.each<[string, Header[], string]>([
  ["other types", [["content-type", "text/plain"]], "</body>"],
  ["encoded bodies", [html, ["content-encoding", "gzip"]], "</body>"],
  ["parts of pages", [html], "<p>part</p>"],
])("leaves %s alone", async (_, headers, body) => {
  expect((await run((request) => request.sendResp(200, headers, body))).text).toBe(body);
});

test("serves a script that is valid", async () => {
  const script = await run(() => expect.unreachable(), { target: "/fledge/live_reload/script.js" });
  expect(script.respHeaders).toContainEqual(["content-type", "text/javascript; charset=utf-8"]);
  expect(() => new Function(script.text)).not.toThrow();
});

test.each<[RegExp[] | undefined, string[], boolean, string]>([
  [undefined, ["priv/static/app.css"], false, "css"],
  [undefined, ["assets/a.css", "assets/b.css"], false, "css"],
  [undefined, ["assets/a.css", "assets/a.js"], false, "page"],
  [undefined, ["lib/hello_web/router.ts"], true, "page"],
  [undefined, ["lib/hello_web/routes.d.ts"], false, ""],
  [undefined, ["lib/hello_web/routes.d.ts"], true, "page"],
  [[/priv\/static\/(?!uploads\/).*css$/], ["priv/static/app.css"], false, "css"],
  [[/priv\/static\/(?!uploads\/).*css$/], ["priv/static/uploads/app.css"], false, ""],
  [[/priv\/static/g], ["lib/hello.ts"], true, ""],
  [[/priv\/static/g, /^lib/], ["lib/hello.ts"], true, "page"],
])(
  "of the patterns %j, when %j change (reloaded: %s), pages are told %j",
  (patterns, paths, reloaded, what) => {
    const liveReload = new LiveReload(patterns && { patterns });
    const page = new TestAdapter({ target: "/fledge/live_reload/events" });
    void liveReload.wrap(() => expect.unreachable())(page);
    // Twice, since a pattern with the flag `g` remembers where it stopped.
    for (let i = 0; i < 2; i++) liveReload.changed(paths, reloaded);
    const event = what === "" ? "" : `event: ${what}\ndata:\n\n`;
    expect(page.text).toBe(`retry: 300\n\n${event}${event}`);
  },
);

test("pages listen at another address when they are told so", async () => {
  const liveReload = new LiveReload({ url: "http://localhost:4000/" });
  const handler = liveReload.wrap(() => expect.unreachable());
  const script = new TestAdapter({ target: "/fledge/live_reload/script.js" });
  await handler(script);
  expect(script.text).toContain('new EventSource("http://localhost:4000/fledge/live_reload/events")');
  const [page, tool] = ["", "?requests"].map(
    (query) => new TestAdapter({ target: `/fledge/live_reload/events${query}` }),
  );
  for (const adapter of [page!, tool!]) void handler(adapter);
  const allowed = ["access-control-allow-origin", "*"];
  expect(page!.respHeaders).toContainEqual(allowed);
  // What was asked for is nobody's business elsewhere.
  expect(tool!.respHeaders).not.toContainEqual(allowed);
});

test("tells every open page, until it is closed", () => {
  const liveReload = new LiveReload();
  const handler = liveReload.wrap(() => expect.unreachable());
  const pages = [1, 2].map(() => new TestAdapter({ target: "/fledge/live_reload/events?x" }));
  for (const page of pages) void handler(page);
  liveReload.notify("css");
  liveReload.notify("page");
  for (const page of pages) {
    expect(page.respHeaders).toContainEqual(["content-type", "text/event-stream"]);
    expect(page.text).toBe("retry: 300\n\nevent: css\ndata:\n\nevent: page\ndata:\n\n");
    expect(page.finished).toBe(false);
  }
  liveReload.close();
  expect(pages.map((page) => page.finished)).toEqual([true, true]);
});

test("a tool can ask for the reload of what it wrote and learns how that went", async () => {
  const liveReload = new LiveReload();
  let error: Error | undefined;
  liveReload.onReloadRequest(async () => error);
  const ask = async () => {
    const adapter = new TestAdapter({ method: "POST", target: "/fledge/reload" });
    await liveReload.wrap(() => expect.unreachable())(adapter);
    return JSON.parse(adapter.text);
  };
  expect(await ask()).toEqual({});
  error = new CompileError({ reason: "no", file: "lib/a.ts", source: "x\n", line: 1, column: 1 });
  expect(await ask()).toEqual({
    error: {
      kind: "compile",
      message: "no",
      file: "lib/a.ts",
      line: 1,
      column: 1,
      frame: expect.stringContaining("x"),
    },
  });
  error = new Error("no port");
  expect(await ask()).toEqual({ error: { kind: "runtime", message: "no port", stack: expect.any(String) } });
});

test("a tool can listen to the requests", async () => {
  const liveReload = new LiveReload();
  const tool = new TestAdapter({ target: "/fledge/live_reload/events?requests" });
  const handler = liveReload.wrap((request) => request.sendResp(404, [], ""));
  void handler(tool);
  await handler(new TestAdapter({ method: "PUT", target: "/a?b=1" }));
  liveReload.notify("page");
  liveReload.close();
  const events = tool.text.split("\n\n").filter((event) => event.startsWith("event:"));
  expect(events).toHaveLength(1);
  const [name, data] = events[0]!.split("\n");
  expect(name).toBe("event: request");
  expect(JSON.parse(data!.replace("data: ", ""))).toEqual({
    method: "PUT",
    path: "/a?b=1",
    status: 404,
    durationMs: expect.any(Number),
  });
});
