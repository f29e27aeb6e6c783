import { expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { Router } from "./router.ts";

const act = (what: string) => (conn: Conn) => conn.text(`${what} below /${conn.scriptName.join("/")}`);
const AdminController = controller(
  {},
  { index: act("admin index"), stats: act("stats"), apiUsers: act("api users"), apiRoot: act("api root") },
  { name: "HelloWeb.AdminController" },
);
const options = {
  init: (given: unknown) => ({ given }),
  call: (conn: Conn, { given }: { given: unknown }) => conn.json(given ?? null),
};

// Routers, requests and results after Phoenix's tests of forwards (Apache 2.0).
const api = new Router();
api.get("/", AdminController, "apiRoot");
api.get("/users", AdminController, "apiUsers");
api.scope("/health", (r) => r.forward("/", act("health")));
const admin = new Router();
admin.get("/", AdminController, "index");
admin.get("/stats", AdminController, "stats");
admin.forward("/api-admin", api);
const router = new Router();
router.scope("/", (r) => {
  r.get("/stats", AdminController, "stats");
  r.forward("/admin", admin);
  r.forward("/init", options, undefined);
  r.forward("/assign/opts", options, { foo: "bar" });
  r.scope("/internal", (internal) => internal.forward("/api/v1", act("internal")));
});

test.each([
  ["/stats", "stats below /"],
  ["/admin", "admin index below /admin"],
  ["/admin/", "admin index below /admin"],
  ["/admin/stats", "stats below /admin"],
  ["/admin/api-admin", "api root below /admin/api-admin"],
  ["/admin/api-admin/users", "api users below /admin/api-admin"],
  ["/admin/api-admin/health", "health below /admin/api-admin/health"],
  ["/internal/api/v1/a/b", "internal below /internal/api/v1"],
  ["/init", "null"],
  ["/assign/opts", '{"foo":"bar"}'],
])("%s → %s", async (target, body) => {
  const conn = new Conn(new TestAdapter({ target }));
  await router.call(conn);
  expect([conn.respBody, conn.scriptName, conn.halted]).toEqual([body, [], false]);
});

test("goes on from the script name that the request has", async () => {
  const conn = new Conn(new TestAdapter({ target: "/phoenix/admin/stats" }));
  conn.scriptName = ["phoenix"];
  conn.pathInfo = ["admin", "stats"];
  await router.call(conn);
  expect([conn.respBody, conn.scriptName, conn.pathInfo]).toEqual([
    "stats below /phoenix/admin",
    ["phoenix"],
    ["admin", "stats"],
  ]);
});

test("knows the path that it is below of, and has no helper", () => {
  expect([router.prefix, admin.prefix, api.prefix]).toEqual(["", "/admin", "/admin/api-admin"]);
  const forwards = router.routes.filter((route) => route.kind === "forward");
  expect(forwards.map(({ path, helper }) => [path, helper])).toEqual([
    ["/admin", null],
    ["/init", null],
    ["/assign/opts", null],
    ["/internal/api/v1", null],
  ]);
});

test("takes a router at two places; the first is the one that links know", async () => {
  const shared = new Router();
  shared.get("/", act("shared"));
  const around = new Router();
  around.forward("/one", shared);
  around.forward("/two", shared);
  const conn = new Conn(new TestAdapter({ target: "/two" }));
  await around.call(conn);
  expect([conn.respBody, shared.prefix]).toEqual(["shared below /two", "/one"]);
});

test.each(["/api/:version", "/api/*rest"])("a path with a parameter is refused: %s", (path) => {
  expect(() => new Router().forward(path, api)).toThrow(/Forward from a path without parameters/);
  expect(() => new Router().scope(path, (r) => r.forward("/", api))).toThrow(/without parameters/);
});
