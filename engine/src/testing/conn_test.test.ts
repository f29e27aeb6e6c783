import { describe, expect } from "vitest";
import type { Child } from "../application/child.ts";
import type { Conn } from "../conn/conn.ts";
import { controller, fetchFlash, fetchSession } from "../controller/index.ts";
import { endpoint } from "../endpoint/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { parsers } from "../plug/parsers.ts";
import { session } from "../plug/session.ts";
import { Router } from "../router/router.ts";
import {
  assertErrorSent,
  buildConn,
  bypassThrough,
  connCase,
  del,
  deleteReqCookie,
  deleteReqHeader,
  get,
  htmlResponse,
  initTestSession,
  jsonResponse,
  patch,
  pathParams,
  post,
  provideTestContext,
  put,
  putReqCookie,
  putReqHeader,
  recycle,
  redirectedParams,
  redirectedTo,
  response,
  textResponse,
} from "./index.ts";

provideTestContext(() => ({
  env: "test",
  root: "/hello",
  config: { endpoint: { secretKeyBase: "s".repeat(64) } },
  platform: { name: "node", fs: new MemoryFileSystem() } as unknown as Platform,
}));

const PageController = controller(
  {},
  {
    home: (conn) => conn.html("<h1>Welcome</h1>"),
    params: (conn) => conn.json({ params: conn.params, accept: conn.getReqHeader("accept") ?? null }),
    text: (conn) => conn.text("plain"),
    create: (conn) => conn.redirect({ to: "/users/7" }),
    show: (conn, { id }) => conn.text(String(id)),
    count(conn) {
      const count = Number(conn.getSession("count", 0)) + 1;
      return conn.putSession("count", count).json({ count, user: conn.getSession("user") ?? null });
    },
    cookies: (conn) => conn.putRespCookie("seen", "yes").deleteRespCookie("old").json(conn.reqCookies),
    bad: (conn) => conn.sendResp(400, ""),
    crash: () => {
      throw Object.assign(new Error("gone"), { plugStatus: 410 });
    },
    assigned: (conn) => conn.json(conn.assigns),
  },
);

const router = new Router();
router.pipeline("browser", [fetchSession(), fetchFlash(), (conn) => conn.assign("piped", true)]);
router.pipeline("api", [(conn) => conn.assign("api", true)]);
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/", PageController, "home");
  r.get("/params", PageController, "params");
  r.post("/params", PageController, "params");
  r.get("/text", PageController, "text");
  r.post("/users", PageController, "create");
  r.get("/users/:id", PageController, "show");
  r.get("/count", PageController, "count");
  r.get("/cookies", PageController, "cookies");
  r.get("/crash", PageController, "crash");
  r.get("/bad", PageController, "bad");
  r.get("/assigned", PageController, "assigned");
});

const Endpoint = endpoint({ otpApp: "hello" })
  .plug(parsers({ parsers: ["urlencoded", "json"] }))
  .plug(session({ store: "cookie", key: "_hello_key", signingSalt: "aaaaaaaa" }))
  .plug(router);

let starts = 0;
const Application: Child = {
  id: "hello",
  async start(context) {
    starts++;
    return Endpoint.start(context);
  },
};

const test = connCase({ application: Application, endpoint: Endpoint });

test("the application is started once, whether or not a test asks for a conn", () => {
  expect(starts).toBe(1);
  expect(Endpoint.started).toBe(true);
});

describe("responses", () => {
  test("are read by format and status", async ({ conn }) => {
    expect(htmlResponse(await get(conn, "/"), 200)).toBe("<h1>Welcome</h1>");
    expect(textResponse(await get(conn, "/text"), "ok")).toBe("plain");
    expect(response(await get(conn, "/text"), 200)).toBe("plain");
    expect(starts).toBe(1);
  });

  test("that are not as expected say what they are", async ({ conn }) => {
    expect(() => response(conn, 200)).toThrow(/none was sent/);
    const text = await get(conn, "/text");
    expect(() => response(text, 404)).toThrow(
      "expected response with status 404, got: 200, with body:\nplain",
    );
    expect(() => htmlResponse(text, 200)).toThrow(/expected content-type for html, got: "text\/plain/);
    expect(() => jsonResponse(text, 200)).toThrow(/expected content-type for json/);
    const redirect = await post(conn, "/users");
    expect(() => response(redirect, 200)).toThrow(/got: 302 with a redirect to \/users\/7/);
    expect(() => redirectedTo(text)).toThrow(/expected response with status 302, got: 200/);
  });

  test("redirects are read by the router", async ({ conn }) => {
    const created = await post(conn, "/users", { user: { name: "Ada" } });
    expect(redirectedTo(created)).toBe("/users/7");
    expect(redirectedParams(created)).toEqual({ id: "7" });
    expect(pathParams(created, "/users/8?a=1")).toEqual({ id: "8" });
    expect(() => pathParams(created, "/nowhere")).toThrow(/no route found/);
  });
});

describe("requests", () => {
  test("carry parameters, in the query or the body", async ({ conn }) => {
    const query = await get(conn, "/params?a=1", { b: { c: [1, 2] } });
    expect(jsonResponse(query, 200).params).toEqual({ a: "1", b: { c: ["1", "2"] } });
    const when = new Date(0);
    const body = await post(conn, "/params", { title: null, n: 1, nested: { ok: true }, when });
    expect(jsonResponse(body, 200).params).toEqual({
      title: null,
      n: 1,
      nested: { ok: true },
      when: "1970-01-01T00:00:00.000Z",
    });
  });

  test("send text through the parsers", async ({ conn }) => {
    const sent = await post(putReqHeader(conn, "content-type", "application/json"), "/params", '{"a":[1]}');
    expect(jsonResponse(sent, 200).params).toEqual({ a: [1] });
  });

  test("keep what a test has assigned", async ({ conn }) => {
    const assigned = await get(conn.assign("user", "ada"), "/assigned");
    expect(jsonResponse(assigned, 200)).toMatchObject({ user: "ada", piped: true });
  });

  // Requests and outcomes after Phoenix's tests of ConnTest (Apache 2.0).
  test("may be of a conn that has method and target already", () => {
    const conn = buildConn(Endpoint, { method: "POST", target: "/hello" });
    expect([conn.method, conn.pathInfo, conn.private.skipCsrfProtection]).toEqual(["POST", ["hello"], true]);
    expect([buildConn().method, buildConn().pathInfo]).toEqual(["GET", []]);
  });

  test("with text need its type", async ({ conn }) => {
    await expect(post(conn, "/params", "foo=bar")).rejects.toThrow(/putReqHeader\(conn, "content-type"/);
    const typed = putReqHeader(conn, "content-type", "application/json");
    expect(jsonResponse(await post(typed, "/params", "[1, 2, 3]"), 200).params).toEqual({ _json: [1, 2, 3] });
  });

  test("send what was put", async () => {
    const set = await get(buildConn({ call: (conn) => conn.resp(200, "ok") }), "/");
    expect([set.state, set.status, response(set, 200)]).toEqual(["sent", 200, "ok"]);
  });

  test.each([
    ["get", get],
    ["post", post],
    ["put", put],
    ["patch", patch],
    ["del", del],
  ])("%s without a conn say what they need", async (_, request) => {
    await expect(request("/foo/bar" as never, { baz: "baz" } as never)).rejects.toThrow(
      /request of a test needs a conn before the path, got "\/foo\/bar"/,
    );
  });

  test("of a conn without target say how to give it one", async () => {
    await expect(get(buildConn(), "/")).rejects.toThrow(/buildConn\(Endpoint\)/);
  });

  test("go to a controller by action", async () => {
    expect(textResponse(await get(buildConn(PageController), "text"), 200)).toBe("plain");
  });
});

describe("recycling", () => {
  test("keeps cookies and the headers of the client, and nothing else", async ({ conn }) => {
    putReqCookie(putReqCookie(conn, "old", "1"), "theme", "dark");
    putReqHeader(putReqHeader(conn, "accept", "application/json"), "x-other", "1");
    const first = await get(conn.assign("user", "ada"), "/cookies");
    expect(jsonResponse(first, 200)).toEqual({ old: "1", theme: "dark" });
    const second = await get(first, "/cookies");
    expect(jsonResponse(second, 200)).toEqual({ theme: "dark", seen: "yes" });
    expect(second.getReqHeader("accept")).toBe("application/json");
    expect(second.getReqHeader("x-other")).toBeUndefined();
    expect(second.assigns).not.toHaveProperty("user");
    expect(recycle(second, ["x-other"]).getReqHeader("accept")).toBeUndefined();
    expect(deleteReqCookie(recycle(second), "seen").reqCookies).toEqual({ theme: "dark" });
  });

  test.each<[string, (conn: Conn) => Conn, string | undefined]>([
    ["as they were put", (conn) => conn, "world"],
    ["of a response not", (conn) => conn.resp(200, ""), undefined],
    [
      "of a recycled one as they were put then",
      (conn) => putReqHeader(recycle(conn.resp(200, "")), "hello", "again"),
      "again",
    ],
  ])("headers of the next request: %s", async (_, prepare, expected) => {
    const seen = await get(prepare(putReqHeader(buildConn(PageController), "hello", "world")), "text");
    expect(seen.getReqHeader("hello")).toBe(expected);
  });

  test("cookies of the response go before those of the request", () => {
    const conn = buildConn();
    for (const [name, value] of [
      ["req_cookie", "req_cookie"],
      ["del_cookie", "del_cookie"],
      ["over_cookie", "pre_cookie"],
    ] as const)
      putReqCookie(conn, name, value);
    conn
      .putRespCookie("over_cookie", "pos_cookie")
      .putRespCookie("resp_cookie", "resp_cookie")
      .deleteRespCookie("del_cookie")
      .sendResp(200, "");
    expect(recycle(conn).reqCookies).toEqual({
      req_cookie: "req_cookie",
      over_cookie: "pos_cookie",
      resp_cookie: "resp_cookie",
    });
  });

  test("headers and cookies are put, replaced and removed", () => {
    const conn = buildConn();
    const header = () => conn.getReqHeader("foo");
    const cookie = () => conn.getReqHeader("cookie");
    expect([header(), cookie()]).toEqual([undefined, undefined]);
    putReqHeader(putReqCookie(conn, "foo", "bar"), "foo", "bar");
    expect([header(), cookie()]).toEqual(["bar", "foo=bar"]);
    putReqHeader(conn, "Foo", "baz");
    expect(header()).toBe("baz");
    deleteReqHeader(deleteReqCookie(conn, "foo"), "foo");
    expect([header(), cookie()]).toEqual([undefined, undefined]);
  });

  test("keeps the session", async ({ conn }) => {
    conn = await get(conn, "/count");
    conn = await get(conn, "/count");
    expect(jsonResponse(conn, 200).count).toBe(2);
  });
});

describe("initTestSession", () => {
  test("puts values in the session of the next request, and these stay", async ({ conn }) => {
    conn = await get(initTestSession(conn, { user: 7, count: 4 }), "/count");
    expect(jsonResponse(conn, 200)).toEqual({ count: 5, user: 7 });
    conn = await get(conn, "/count");
    expect(jsonResponse(conn, 200)).toEqual({ count: 6, user: 7 });
  });

  test("lets the session be used at once", ({ conn }) => {
    expect(initTestSession(conn, { user: 7 }).getSession("user")).toBe(7);
  });
});

describe("assertErrorSent", () => {
  test("gives the response that a client gets", async ({ conn }) => {
    const sent = await assertErrorSent(404, () => get(conn, "/nowhere"));
    expect(sent).toMatchObject({ status: 404, body: "Not Found" });
    expect((await assertErrorSent(410, () => get(conn, "/crash"))).body).toBe("Gone");
  });

  test("fails when nothing is thrown, or another status is sent", async ({ conn }) => {
    await expect(assertErrorSent(404, () => get(conn, "/"))).rejects.toThrow(
      /response sent 200 without error/,
    );
    await expect(assertErrorSent(404, () => undefined)).rejects.toThrow(/no error happened/);
    await expect(assertErrorSent(500, () => get(conn, "/nowhere"))).rejects.toThrow(
      /as 500 status, but got 404/,
    );
    for (const status of [400, 404])
      await expect(assertErrorSent(status, () => get(conn, "/bad"))).rejects.toThrow(
        `expected error to be sent as ${status} status, but response sent 400 without error`,
      );
    await expect(
      assertErrorSent(500, () => {
        throw new Error("mine");
      }),
    ).rejects.toThrow(/was not answered by an endpoint: Error: mine/);
  });
});

describe("bypassThrough", () => {
  test("runs the endpoint alone", async ({ conn }) => {
    const bypassed = await get(bypassThrough(conn), "/");
    expect(bypassed.state).toBe("unset");
    expect(bypassed.assigns).not.toHaveProperty("piped");
    expect(bypassed.fetchSession().getSession()).toEqual({});
  });

  test("runs the pipelines of the route, or those named", async ({ conn }) => {
    expect((await get(bypassThrough(conn, router), "/")).assigns).toMatchObject({ piped: true, flash: {} });
    const named = await get(bypassThrough(recycle(conn), router, ["browser"]), "/");
    expect(named.assigns).toMatchObject({ piped: true });
    const one = await get(bypassThrough(recycle(conn), router, "api"), "/");
    expect([one.assigns.api, one.assigns.piped, one.state]).toEqual([true, undefined, "unset"]);
    const both = await get(bypassThrough(recycle(conn), router, ["browser", "api"]), "/");
    expect(both.assigns).toMatchObject({ piped: true, api: true });
    const none = await get(bypassThrough(recycle(conn), router, []), "/");
    expect([none.assigns.piped, none.state]).toEqual([undefined, "unset"]);
    await expect(get(bypassThrough(recycle(conn), router, ["nope"]), "/")).rejects.toThrow(
      /unknown pipeline "nope"/,
    );
  });
});
