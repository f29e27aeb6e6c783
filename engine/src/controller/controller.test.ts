import { describe, expect, test } from "vitest";
import { type Html, raw } from "../component/rendered.ts";
import { Conn } from "../conn/conn.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { Router } from "../router/router.ts";
import { attach, detach } from "../telemetry/index.ts";
import { accepts, controller, controllerWith, putLayout, putRootLayout, putView } from "./index.ts";

const PageHTML = {
  index: () => raw("<h1>Hi</h1>"),
  show: ({ name }: { name: string }): Html => [raw("<p>"), name, raw("</p>")],
  withConn: ({ conn, flash }: { conn: Conn; flash: object }) =>
    `${conn.requestPath} ${JSON.stringify(flash)}`,
  later: (): Html => [raw("<p>"), Promise.resolve("a<b"), raw("</p>")],
};
const PageJSON = { show: ({ name }: { name: string }) => ({ name }), index: () => [1, 2] };
const PageXML = { show: ({ name }: { name: string }) => `<name>${name}</name>` };
const Layouts = {
  root: ({ innerContent, pageTitle }: { innerContent: Html; pageTitle?: string }): Html => [
    raw("<html>"),
    pageTitle,
    innerContent,
    raw("</html>"),
  ],
  app: ({ innerContent }: { innerContent: Html }): Html => [raw("<main>"), innerContent, raw("</main>")],
};

const PageController = controller(
  { html: PageHTML, json: PageJSON, xml: PageXML },
  {
    index: (conn) => conn.render("index"),
    show: (conn, { name }) => conn.render("show", { name: String(name), pageTitle: "T" }),
    bare: (conn) => conn.render("show", { name: "x", layout: false }),
    assigned: (conn) => conn.assign({ name: "Ada" }).render("show"),
    created: (conn) =>
      conn.putStatus("created").putRespContentType("text/custom").render("show", { name: "x" }),
    withConn: (conn) => conn.render("withConn"),
    missing: (conn) => (conn as Conn).render("nope"),
    otherView: (conn) => conn.putView({ html: { show: () => "other" } }).render("show", { name: "x" }),
  },
);

function run(action: string, request: TestRequest = {}, prepare: (conn: Conn) => Conn = (conn) => conn) {
  const conn = prepare(new Conn(new TestAdapter(request)).putFormat("html"));
  return { conn, result: () => PageController.call(conn, action) };
}

describe("render", () => {
  const layouts = (conn: Conn) => conn.putRootLayout({ html: Layouts.root }).putLayout({ html: Layouts.app });
  test.each<[string, TestRequest, (conn: Conn) => Conn, string, string]>([
    ["index", {}, (c) => c, "<h1>Hi</h1>", "text/html; charset=utf-8"],
    ["show", { target: "/?name=%3Cb%3E" }, (c) => c, "<p>&lt;b&gt;</p>", "text/html; charset=utf-8"],
    [
      "show",
      { target: "/?name=a" },
      layouts,
      "<html>T<main><p>a</p></main></html>",
      "text/html; charset=utf-8",
    ],
    ["bare", {}, layouts, "<html><p>x</p></html>", "text/html; charset=utf-8"],
    ["assigned", {}, (c) => c, "<p>Ada</p>", "text/html; charset=utf-8"],
    ["withConn", { target: "/here" }, (c) => c, "/here {}", "text/html; charset=utf-8"],
    ["otherView", {}, (c) => c, "other", "text/html; charset=utf-8"],
    [
      "show",
      { target: "/?name=a" },
      (c) => layouts(c).putFormat("json"),
      '{"name":"a"}',
      "application/json; charset=utf-8",
    ],
    ["index", {}, (c) => c.putFormat("json"), "[1,2]", "application/json; charset=utf-8"],
    [
      "show",
      { target: "/?name=a" },
      (c) => layouts(c).putFormat("xml"),
      "<name>a</name>",
      "text/xml; charset=utf-8",
    ],
    ["created", {}, (c) => c, "<p>x</p>", "text/custom; charset=utf-8"],
  ])("%s %o", (action, request, prepare, expected, type) => {
    const { conn, result } = run(action, request, prepare);
    result();
    expect([conn.respBody, conn.getRespHeader("content-type")]).toEqual([expected, type]);
  });

  test.each<[string, (conn: Conn) => Conn, RegExp]>([
    [
      "missing",
      (c) => c,
      /the html view has no template "nope"\. Export a function nope from it; it has index, show/,
    ],
    ["index", (c) => c.putFormat("pdf"), /no view for the format "pdf"; it has views for html, json, xml/],
    ["withConn", (c) => c.putFormat("json"), /the json view has no template "withConn"/],
  ])("%s that cannot be rendered says what to do", (action, prepare, message) => {
    expect(run(action, {}, prepare).result).toThrow(message);
  });

  test("needs a format", () => {
    const conn = new Conn(new TestAdapter());
    expect(() => PageController.call(conn, "index")).toThrow(/accepts\(\["html"\]\)/);
  });

  test("an inherited name is no template", () => {
    const { conn } = run("index");
    expect(() => (conn.putView({ html: PageHTML }) as Conn).render("toString")).toThrow(
      /no template "toString"/,
    );
  });

  test.each([
    [undefined, "<html><main><h1>Hi</h1></main></html>"],
    [false as const, "<html><h1>Hi</h1></html>"],
    [Layouts.app, "<html><main><h1>Hi</h1></main></html>"],
    [({ innerContent }: { innerContent: Html }) => [raw("<b>"), innerContent], "<html><b><h1>Hi</h1></html>"],
  ])("with the layout %s for this one", (layout, expected) => {
    const conn = layouts(new Conn(new TestAdapter())).putFormat("html").putView({ html: PageHTML });
    expect(conn.render("index", { layout }).respBody).toBe(expected);
    expect(conn.status).toBe(200);
  });

  test("refuses a layout that is none", () => {
    const conn = new Conn(new TestAdapter()).putFormat("html").putView({ html: PageHTML });
    expect(() => conn.render("index", { layout: "print" as never })).toThrow(/got "print" for a layout/);
  });

  test("keeps the status, and adds what it was given to the assigns", () => {
    const conn = new Conn(new TestAdapter()).putFormat("html").putView({ html: PageHTML }).putStatus(404);
    conn.render("show", { name: "Ada" });
    expect([conn.status, conn.assigns.name, conn.halted]).toEqual([404, "Ada", false]);
  });

  test("telemetry tells of view, template and format, and of a failure", () => {
    const view = {
      ...PageHTML,
      broken: (): Html => {
        throw new TypeError("boom");
      },
    };
    const events: unknown[] = [];
    const kinds = ["start", "stop", "exception"];
    for (const kind of kinds)
      attach(`render-${kind}`, ["fledge", "controller", "render", kind], (event, measurements, metadata) =>
        events.push([
          event[3],
          Object.keys(measurements)[0],
          metadata.template,
          metadata.format,
          metadata.view === view,
          metadata.reason === undefined ? "" : String(metadata.reason),
        ]),
      );
    try {
      const make = () => new Conn(new TestAdapter()).putFormat("html").putView({ html: view });
      make().render("index");
      expect(() => make().render("broken")).toThrow("boom");
    } finally {
      for (const kind of kinds) detach(`render-${kind}`);
    }
    expect(events).toEqual([
      ["start", "systemTime", "index", "html", true, ""],
      ["stop", "duration", "index", "html", true, ""],
      ["start", "systemTime", "broken", "html", true, ""],
      ["exception", "duration", "broken", "html", true, "TypeError: boom"],
    ]);
  });

  test("sends a page with a promise in it piece by piece", async () => {
    const adapter = new TestAdapter();
    const conn = new Conn(adapter).putFormat("html").putView({ html: PageHTML }).render("later");
    await conn.private.streaming;
    conn.finish();
    expect([adapter.text, adapter.finished, adapter.status]).toEqual(["<p>a&lt;b</p>", true, 200]);
  });
});

describe("layouts and views", () => {
  test("putNewView, putNewLayout and those of the controller give way", () => {
    const conn = new Conn(new TestAdapter()).putFormat("html");
    conn.putView({ html: PageHTML }).putNewView({ html: PageXML, xml: PageXML });
    expect([conn.viewModule(), conn.viewModule("xml")]).toEqual([PageHTML, PageXML]);
    conn.putLayout({ html: Layouts.app }).putNewLayout({ html: Layouts.root });
    expect(conn.layout()).toBe(Layouts.app);
    expect(conn.putLayout(false).layout()).toBeUndefined();
    expect(conn.putRootLayout({ html: Layouts.root }).rootLayout()).toBe(Layouts.root);
    expect(conn.putRootLayout(false).rootLayout()).toBeUndefined();
  });

  test("go by format", () => {
    const conn = new Conn(new TestAdapter()).putFormat("html");
    conn.putLayout({ html: Layouts.app, print: Layouts.root }).putRootLayout({ print: Layouts.app });
    expect([conn.layout(), conn.rootLayout()]).toEqual([Layouts.app, undefined]);
    conn.putFormat("print");
    expect([conn.layout(), conn.rootLayout()]).toEqual([Layouts.root, Layouts.app]);
    expect([conn.layout("html"), conn.layout("json")]).toEqual([Layouts.app, undefined]);
    conn.putNewLayout({ json: false }).putNewLayout({ json: Layouts.app });
    expect(conn.layout("json")).toBeUndefined();
    conn.putView({ html: PageHTML, json: PageJSON }).putNewView({ html: PageXML });
    expect([conn.viewModule("html"), conn.viewModule("json")]).toEqual([PageHTML, PageJSON]);
    expect(() => conn.viewModule()).toThrow(/no view for the format "print"; it has views for html, json/);
  });

  test("a controller brings layouts along", () => {
    const own = controller(
      { html: PageHTML },
      { index: (conn) => conn.render("index") },
      { layouts: { html: Layouts.app } },
    );
    const conn = new Conn(new TestAdapter()).putFormat("html");
    own.call(conn, "index");
    expect(conn.respBody).toBe("<main><h1>Hi</h1></main>");
  });

  test("as plugs", () => {
    const conn = new Conn(new TestAdapter());
    for (const plug of [
      accepts(["html"]),
      putView({ html: PageHTML }),
      putLayout({ html: Layouts.app }),
      putRootLayout({ html: Layouts.root }),
    ]) {
      plug(conn);
    }
    expect(conn.render("index").respBody).toBe("<html><main><h1>Hi</h1></main></html>");
  });

  test("are refused once the response is sent", () => {
    const conn = new Conn(new TestAdapter()).text("sent");
    for (const put of [
      () => conn.putView({}),
      () => conn.putNewView({}),
      () => conn.putLayout(false),
      () => conn.putNewLayout({}),
      () => conn.putRootLayout(false),
    ]) {
      expect(put).toThrow(/already sent/);
    }
  });
});

describe("plugs of a controller", () => {
  const ran = (conn: Conn) => conn.text(((conn.assigns.ran as string[] | undefined) ?? []).join(" "));
  const mark = (name: string) => (conn: Conn) => {
    (conn.assigns.ran as string[] | undefined)?.push(name) ?? conn.assign("ran", [name]);
    return conn;
  };
  const Guarded = controller({}, { index: ran, show: ran, create: ran })
    .plug(mark("all"))
    .plug(async (conn) => mark("show")(conn), { only: ["show"] })
    .plug(mark("not index"), { except: ["index"] })
    .plug((conn) => conn.putStatus(403).text("halted").halt(), { only: ["create"] })
    .plug({ init: () => "module", call: (conn: Conn, name: unknown) => mark(String(name))(conn) });

  test.each([
    ["index", "all module"],
    ["show", "all show not index module"],
    ["create", "halted"],
  ])("%s runs %j", async (action, expected) => {
    const conn = new Conn(new TestAdapter());
    await Guarded.call(conn, action);
    expect(conn.respBody).toBe(expected);
  });

  test("for an action that is not there are refused", () => {
    expect(() => controller({}, { index: ran }).plug((c) => c, { only: ["nope" as "index"] })).toThrow(
      /"nope".*It has: index/,
    );
  });
});

describe("what an action gives back", () => {
  const failure = { ok: false as const, error: "nope" };
  const Results = controller(
    {},
    {
      fail: () => failure,
      failLater: async () => failure,
      nothing: (() => undefined) as never,
      nothingLater: (async () => undefined) as never,
      text: (() => "text") as never,
    },
    { name: "HelloWeb.ResultController" },
  );

  test.each([
    ["fail", /HelloWeb\.ResultController "fail" gave back a failure \("nope"\)\. .*actionFallback/],
    [
      "nothing",
      /"nothing" gave back nothing instead of the conn\. Return the conn, e\.g\. return conn\.render\("nothing"\)/,
    ],
    ["nothingLater", /gave back nothing/],
    ["text", /gave back "text" instead of the conn/],
    ["unknown", /has no action "unknown"/],
  ])("%s without a fallback is an error", async (action, message) => {
    const conn = new Conn(new TestAdapter());
    await expect((async () => Results.call(conn, action))()).rejects.toThrow(message);
  });

  test("a failure goes to the fallback", async () => {
    const Fallback = controller({}, { fail: () => failure, failLater: async () => failure }).actionFallback(
      (conn, { error }) => conn.putStatus(422).json({ error }),
    );
    for (const action of ["fail", "failLater"]) {
      const conn = new Conn(new TestAdapter());
      await Fallback.call(conn, action);
      expect([conn.status, conn.respBody]).toEqual([422, '{"error":"nope"}']);
    }
  });
});

// Stacks, failures and outcomes after Phoenix's tests of controller pipelines.
describe("a fallback", () => {
  const fails = { fail: () => ({ ok: false as const, error: "nope" }) };
  const before = (conn: Conn) => conn.assign("value", "before");

  test("sees what the plugs before the action have put, and may be slow", async () => {
    const Slow = controller({}, fails)
      .plug(before)
      .actionFallback(async (conn, { error }) => conn.text(`${conn.assigns.value} ${error}`));
    const conn = new Conn(new TestAdapter());
    await Slow.call(conn, "fail");
    expect([conn.status, conn.respBody]).toEqual([200, "before nope"]);
  });

  test.each([
    ["nothing", () => undefined],
    ['"bad"', () => "bad"],
    ['"bad"', async () => "bad"],
  ])("that gives back %s is an error", async (what, fallback) => {
    const Bad = controller({}, fails).actionFallback(fallback as never);
    await expect((async () => Bad.call(new Conn(new TestAdapter()), "fail"))()).rejects.toThrow(
      `the actionFallback of ControllerTest gave back ${what} instead of the conn for the action "fail"`,
    );
  });

  test("is one only", () => {
    const own = controller({}, fails).actionFallback((conn) => conn);
    expect(() => own.actionFallback((conn) => conn)).toThrow(/has an actionFallback already/);
  });
});

test("a controller takes what plugs before it have put", () => {
  const Own = controller(
    { html: PageHTML },
    { index: (conn) => conn.text("x") },
    { layouts: { html: Layouts.app } },
  );
  const conn = new Conn(new TestAdapter())
    .putFormat("html")
    .putView({ html: PageJSON })
    .putLayout({ html: false });
  Own.call(conn as Conn, "index");
  expect([conn.private.views, conn.private.layouts]).toEqual([{ html: PageJSON }, { html: false }]);
});

test.each([
  [
    () => controller({}, { index: undefined as never }),
    /the action "index" of ControllerTest is no function/,
  ],
  [() => putLayout({ html: undefined as never }), /putLayout\(\{ html \}\) got undefined for a layout/],
  [() => putRootLayout({ html: "root" as never }), /putRootLayout\(\{ html \}\) got root for a layout/],
])("%s is refused", (declare, message) => {
  expect(declare).toThrow(message);
});

test("further arguments are worked out after the plugs", () => {
  const own = controllerWith((conn) => [conn.assigns.user, 7]);
  const Extra = own({}, { index: (conn, params, user, n) => conn.text(`${params.id} ${user} ${n}`) }).plug(
    (conn) => conn.assign("user", "ada"),
  );
  const conn = new Conn(new TestAdapter({ target: "/?id=3" }));
  Extra.call(conn, "index");
  expect(conn.respBody).toBe("3 ada 7");
  expect(Extra.name).toBe("ControllerTest");
});

test("the conn knows who handles it", async () => {
  const Named = controller(
    {},
    { index: (conn) => conn.text(`${conn.controllerModule} ${conn.actionName} ${conn.routerModule}`) },
    { name: "HelloWeb.Named" },
  );
  const conn = new Conn(new TestAdapter());
  expect(() => conn.actionName).toThrow(/inside of a controller/);
  expect(() => conn.controllerModule).toThrow(/inside of a controller/);
  expect(() => conn.routerModule).toThrow(/once a router has found the route/);
  const router = new Router();
  router.get("/", Named, "index");
  await router.call(conn);
  expect(conn.respBody).toBe("HelloWeb.Named index ControllerTest");
});
