import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { Router } from "./router.ts";
import type { Scope } from "./scope.ts";

const say = (what: string) => (conn: Conn) => conn.text(`${what} on ${conn.host}`);
const UserController = controller(
  {},
  { show: say("show"), delete: say("delete"), edit: say("edit"), fooHost: say("foo"), bazHost: say("baz") },
  { name: "HelloWeb.UserController" },
);
const VenueController = controller({}, { show: say("venue") }, { name: "HelloWeb.VenueController" });

// Scopes, requests and results after Phoenix's tests of scopes (Apache 2.0).
const router = new Router();
router.scope("/admin", { host: "baz." }, (r) => r.get("/users/:id", UserController, "bazHost"));
router.scope("/", { host: "foobar.com" }, (r) =>
  r.scope("/admin", (admin) => admin.get("/users/:id", UserController, "fooHost")),
);
router.scope("/admin", (r) => r.get("/users/:id", UserController, "show"));
router.scope("/api", (api) => api.scope("/v1", (v1) => v1.get("/users/:id", UserController, "show")));
router.scope("/api", { private: { token: "foo" } }, (api) => {
  api.get("/users", UserController, "show");
  api.get("/users/:id", UserController, "show", { private: { token: "bar" } });
  api.scope("/v1", (v1) => {
    v1.resources("/users", UserController, { only: ["delete"], private: { token: "baz" } });
  });
});
router.scope("/assigns", { assigns: { token: "foo", kept: 1 } }, (r) => {
  r.get("/users", UserController, "show");
  r.get("/users/:id", UserController, "show", { assigns: { token: "bar" } });
  r.scope("/v1", (v1) => {
    v1.resources("/users", UserController, { only: ["delete"], assigns: { token: "baz" } });
  });
});
router.scope("/host", { host: ["baz.", "bar."] }, (r) => r.get("/users/:id", UserController, "bazHost"));
router.scope("/", { host: "foobar.com" }, (r) =>
  r.scope("/host", (host) => host.get("/users/:id", UserController, "fooHost")),
);
router.scope("/api", (api) =>
  api.scope("/v1", (v1) => {
    v1.resources("/venues", VenueController, { only: ["show"] }, (venues) => {
      venues.resources("/users", UserController, { only: ["edit"] });
    });
  }),
);

async function request(method: string, target: string, host = "www.example.com"): Promise<Conn> {
  const conn = new Conn(new TestAdapter({ method, target, host }));
  await router.call(conn);
  return conn;
}

test.each([
  ["GET", "/admin/users/1", "www.example.com", "show", { id: "1" }],
  ["GET", "/api/users/13", "www.example.com", "show", { id: "13" }],
  ["GET", "/api/v1/users/1", "www.example.com", "show", { id: "1" }],
  ["DELETE", "/api/v1/users/12", "www.example.com", "delete", { id: "12" }],
  ["GET", "/api/v1/venues/12/users/13/edit", "www.example.com", "edit", { venue_id: "12", id: "13" }],
  ["GET", "/admin/users/1", "foobar.com", "foo", { id: "1" }],
  ["GET", "/admin/users/1", "foobar.com.br", "show", { id: "1" }],
  ["GET", "/admin/users/1", "baz.bing.com", "baz", { id: "1" }],
  ["GET", "/admin/users/1", "baz.pang.com", "baz", { id: "1" }],
  ["GET", "/host/users/1", "foobar.com", "foo", { id: "1" }],
  ["GET", "/host/users/1", "baz.pang.com", "baz", { id: "1" }],
  ["GET", "/host/users/1", "bar.pang.com", "baz", { id: "1" }],
])("%s %s on %s leads to %s %j", async (method, target, host, action, params) => {
  const conn = await request(method, target, host);
  expect([conn.respBody, conn.params]).toEqual([`${action} on ${host}`, params]);
});

test.each(["foobar.com.br", "ba.pang.com", "www.foobar.com", "xbaz.pang.com"])(
  "no route for the host %s",
  async (host) => {
    await expect(request("GET", "/host/users/1", host)).rejects.toMatchObject({ plugStatus: 404 });
  },
);

test.each([
  ["GET", "/api/users", "foo", undefined, undefined],
  ["GET", "/api/users/13", "bar", undefined, undefined],
  ["DELETE", "/api/v1/users/13", "baz", undefined, undefined],
  ["GET", "/assigns/users", undefined, "foo", 1],
  ["GET", "/assigns/users/13", undefined, "bar", 1],
  ["DELETE", "/assigns/v1/users/13", undefined, "baz", 1],
])("%s %s has the private token %s, the assigned one %s", async (method, target, own, assigned, kept) => {
  const conn = await request(method, target);
  const assigns = conn.assigns as Record<string, unknown>;
  expect([conn.private.token, assigns.token, assigns.kept]).toEqual([own, assigned, kept]);
});

describe("declarations that cannot be right", () => {
  const StaticController = controller({}, { index: say("x") }, { name: "HelloWeb.StaticController" });
  test.each<[string, (scope: Scope) => void, RegExp]>([
    [
      "a path that is no text",
      (r) => r.get(["bar"] as never, UserController, "show"),
      /the path of a route \(.*scope\.test\.ts:\d+\) is \["bar"\]\. Give a string/,
    ],
    [
      "a path of resources that is no text",
      (r) => r.resources(["bar"] as never, VenueController, { only: ["show"] }),
      /path .* \["bar"\].* Give a string/,
    ],
    [
      "a path of a scope that is no text",
      (r) => r.scope(7 as never, () => {}),
      /path .* is 7\. Give a string/,
    ],
    [
      "a host that is no text",
      (r) => r.scope("/", { host: 7 as never }, () => {}),
      /host of a scope .* is 7\./,
    ],
    [
      "hosts among which one is no text",
      (r) => r.scope("/", { host: ["a.com", null] as never }, () => {}),
      /is null\. Give a host/,
    ],
    ["an empty host", (r) => r.scope("/", { host: "" }, () => {}), /is ""\. Give a host/],
    [
      "a controller whose helper is that of static files",
      (r) => r.get("/", StaticController, "index"),
      /would be named "static".*Choose another name/,
    ],
    [
      "a helper named as that of static files",
      (r) => r.get("/", UserController, "show", { as: "static" }),
      /would be named "static"/,
    ],
  ])("%s", (_, declare, message) => {
    expect(() => new Router().scope("/", declare)).toThrow(message);
  });
});
