import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { attach, detach } from "../telemetry/index.ts";
import { Router } from "./router.ts";

const say = (what: string) => (conn: Conn) => conn.text(`${what} ${JSON.stringify(conn.params)}`);
const UserController = controller(
  {},
  {
    index: say("users"),
    show: say("user"),
    new: say("new user"),
    edit: say("edit user"),
    create: say("create user"),
    update: say("update user"),
    delete: say("delete user"),
    image: say("image"),
  },
  { name: "HelloWeb.UserController" },
);
const PostController = controller(
  {},
  { index: say("posts"), show: say("post"), home: say("home") },
  { name: "HelloWeb.PostController" },
);

async function request(router: Router, method: string, target: string, host?: string) {
  const conn = new Conn(new TestAdapter({ method, target, host }));
  await router.call(conn);
  return conn.state === "sent" ? String(conn.respBody) : conn;
}

describe("matching", () => {
  const router = new Router();
  router.get("/", PostController, "home");
  router.get("/users", UserController, "index");
  router.get("/users/new", UserController, "new");
  router.get("/users/:id", UserController, "show");
  router.get("/users/top", UserController, "edit");
  router.get("/static/images/icons/*image", UserController, "image");
  router.get("/pages/he:page/*rest", PostController, "show");
  router.get("/pages/hello/special", PostController, "home");
  router.get("/files/:user_name/*path", UserController, "image");
  router.get("/api/v:version/pages/:id", PostController, "show");
  router.get("/with space/caf%C3%A9", PostController, "home");
  router.put("/users/:id", UserController, "update");
  router.patch("/users/:id", UserController, "update");
  router.post("/users", UserController, "create");
  router.delete("/users/:id", UserController, "delete");
  router.options("/options", say("options"));
  router.connect("/connect", say("connect"));
  router.trace("/trace", say("trace"));
  router.head("/head", say("head"));
  router.match("*", "/any", say("any"));
  router.match("PATCH", "/patched", say("patched"));
  router.get("/:catchall", say("caught"));

  test.each([
    ["GET", "/", "home {}"],
    ["GET", "/users", "users {}"],
    ["GET", "/users/", "users {}"],
    ["GET", "//users", "users {}"],
    ["GET", "/users/new", "new user {}"],
    ["GET", "/users/1", 'user {"id":"1"}'],
    ["GET", "/users/a%20b%2Fc", 'user {"id":"a b/c"}'],
    ["GET", "/users/1+2", 'user {"id":"1+2"}'],
    ["GET", "/users/top", 'user {"id":"top"}'],
    ["GET", "/users/1?id=2&a=b", 'user {"id":"1","a":"b"}'],
    ["POST", "/users", "create user {}"],
    ["PUT", "/users/2", 'update user {"id":"2"}'],
    ["PATCH", "/users/2", 'update user {"id":"2"}'],
    ["DELETE", "/users/2", 'delete user {"id":"2"}'],
    ["OPTIONS", "/options", "options {}"],
    ["CONNECT", "/connect", "connect {}"],
    ["TRACE", "/trace", "trace {}"],
    ["HEAD", "/head", "head {}"],
    ["PROPFIND", "/any", "any {}"],
    ["GET", "/any", "any {}"],
    ["PATCH", "/patched", "patched {}"],
    ["GET", "/static/images/icons/elixir/logos/main.png", 'image {"image":["elixir","logos","main.png"]}'],
    ["GET", "/static/images/icons", 'image {"image":[]}'],
    ["GET", "/pages/hello", 'post {"page":"llo","rest":[]}'],
    ["GET", "/pages/hey/there/world", 'post {"page":"y","rest":["there","world"]}'],
    ["GET", "/pages/he", 'post {"page":"","rest":[]}'],
    ["GET", "/pages/hello/special", 'post {"page":"llo","rest":["special"]}'],
    ["GET", "/files/ada/Users/home/file.txt", 'image {"user_name":"ada","path":["Users","home","file.txt"]}'],
    ["GET", "/api/v1/pages/2", 'post {"version":"1","id":"2"}'],
    ["GET", "/with%20space/caf%C3%A9", "home {}"],
    ["GET", "/other", 'caught {"catchall":"other"}'],
    ["GET", "/__proto__", 'caught {"catchall":"__proto__"}'],
    ["GET", "/constructor", 'caught {"catchall":"constructor"}'],
  ])("%s %s → %s", async (method, target, expected) => {
    expect(await request(router, method, target)).toBe(expected);
  });

  test.each([
    ["POST", "/"],
    ["GET", "/users/1/unknown"],
    ["GET", "/api/1/pages/2"],
    ["DELETE", "/users"],
    ["PROPFIND", "/users"],
  ])("%s %s has no route", async (method, target) => {
    await expect(request(router, method, target)).rejects.toMatchObject({
      name: "NoRouteError",
      plugStatus: 404,
      message: `no route found for ${method} ${target} (RouterTest)`,
    });
  });

  test.each(["/users/%", "/users/%ff", "/users/%zz"])(
    "a path that cannot be decoded is a bad request: %s",
    async (target) => {
      await expect(request(router, "GET", target)).rejects.toMatchObject({ plugStatus: 400 });
    },
  );

  test("finds one of many routes, wherever it stands", async () => {
    const many = new Router();
    for (let i = 0; i < 500; i++) many.get(`/r${i}/:id/edit`, say(`r${i}`));
    expect(await request(many, "GET", "/r0/1/edit")).toBe('r0 {"id":"1"}');
    expect(await request(many, "GET", "/r499/1/edit")).toBe('r499 {"id":"1"}');
  });
});

describe("a route that takes all that is left", () => {
  // Routes, inputs and results after Phoenix's routing tests (Apache 2.0).
  const router = new Router();
  router.get("/", say("users index"));
  router.get("/users/top", say("users top"));
  router.post("/users/similar", say("users similar"));
  router.get("/users/:id", say("users show"));
  router.post("/users/also_similar", say("users similar"));
  router.get("/spaced users/:id", say("spaced"));
  router.get("/profiles/profile-:id", say("profile"));
  router.get("/files/:user_name/*path", say("files"));
  router.get("/backups/*path", say("backups"));
  router.get("/static/images/icons/*image", say("icons"));
  router.match("MOVE", "/move", say("move"));
  router.get("/users/:user_id/files/:id", say("users files"));
  router.get("/*path", say("not found"));

  test.each([
    ["GET", "/", "users index {}"],
    ["GET", "/users/top", "users top {}"],
    [
      "GET",
      "/users/75f6306d-a090-46f9-8b80-80fd57ec9a41",
      'users show {"id":"75f6306d-a090-46f9-8b80-80fd57ec9a41"}',
    ],
    ["GET", "/users/75f6306d-a0/files/34-95", 'users files {"user_id":"75f6306d-a0","id":"34-95"}'],
    ["GET", "/users/1?foo=bar", 'users show {"foo":"bar","id":"1"}'],
    ["GET", "/users/hello%20matey", 'users show {"id":"hello matey"}'],
    ["GET", "/spaced%20users/hello%20matey", 'spaced {"id":"hello matey"}'],
    ["GET", "/spaced users/hello matey", 'spaced {"id":"hello matey"}'],
    ["GET", "/profiles/profile-7", 'profile {"id":"7"}'],
    ["GET", "/profiles/7", 'not found {"path":["profiles","7"]}'],
    ["GET", "/backups/a%20b/c%20d", 'backups {"path":["a b","c d"]}'],
    [
      "GET",
      "/files/elixir/Users/home/file.txt",
      'files {"user_name":"elixir","path":["Users","home","file.txt"]}',
    ],
    ["GET", "/static/images/icons/elixir/logos/main.png", 'icons {"image":["elixir","logos","main.png"]}'],
    ["GET", "/static/images", 'not found {"path":["static","images"]}'],
    ["GET", "/foo/bar/baz", 'not found {"path":["foo","bar","baz"]}'],
    ["MOVE", "/move", "move {}"],
    ["POST", "/users/similar", "users similar {}"],
    ["GET", "/users/similar", 'users show {"id":"similar"}'],
    ["POST", "/users/also_similar", "users similar {}"],
    ["GET", "/users/also_similar", 'users show {"id":"also_similar"}'],
    ["GET", "/users/a%20b", 'users show {"id":"a b"}'],
    ["GET", "/backups/name", 'backups {"path":["name"]}'],
    ["GET", "/backups/silly%20name", 'backups {"path":["silly name"]}'],
  ])("%s %s → %s", async (method, target, expected) => {
    const answer = await request(router, method, target);
    const [, what, params] = /^(.*?) (\{.*)$/.exec(String(answer)) ?? [];
    const [, expectedWhat, expectedParams] = /^(.*?) (\{.*)$/.exec(expected)!;
    expect(what).toBe(expectedWhat);
    expect(JSON.parse(params!)).toEqual(JSON.parse(expectedParams!));
  });
});

describe("hosts", () => {
  const router = new Router();
  router.scope("/", { host: "api." }, (r) => r.get("/", say("api")));
  router.scope("/", { host: ["one.com", "two.com"] }, (r) => r.get("/", say("one or two")));
  router.get("/", say("any"));
  router.scope("/", { host: "late.com" }, (r) => r.get("/only", say("late")));

  test.each([
    ["api.example.com", "/", "api {}"],
    ["one.com", "/", "one or two {}"],
    ["two.com", "/", "one or two {}"],
    ["sub.two.com", "/", "any {}"],
    ["example.com", "/", "any {}"],
    ["late.com", "/only", "late {}"],
  ])("%s %s → %s", async (host, target, expected) => {
    expect(await request(router, "GET", target, host)).toBe(expected);
  });

  test("a host of a scope is needed", async () => {
    await expect(request(router, "GET", "/only", "other.com")).rejects.toMatchObject({ plugStatus: 404 });
  });
});

/** `get` as a caller without types has it. */
const anyGet =
  (router: Router) =>
  (...args: unknown[]) =>
    (router.get as (...args: unknown[]) => void).apply(router, args);

describe("pipelines", () => {
  const mark = (name: string) => (conn: Conn) => {
    (conn.assigns.ran as string[] | undefined)?.push(name) ?? conn.assign("ran", [name]);
    return conn;
  };
  const answer = (conn: Conn) => conn.text(((conn.assigns.ran as string[]) ?? []).join(" "));
  const router = new Router();
  router.pipeline("browser", [mark("a"), mark("b")]);
  router.pipeline("later", [async (conn) => mark("later")(conn)]);
  router.pipeline("auth", ["browser", mark("auth")]);
  router.pipeline("closed", [(conn) => conn.putStatus(403).text("closed").halt()]);
  router.get("/none", answer);
  router.scope("/", { pipeThrough: "browser" }, (r) => {
    r.get("/one", answer);
    r.scope("/in", { pipeThrough: ["later", mark("own")] }, (inner) => inner.get("/side", answer));
    r.scope("/shut", { pipeThrough: "closed" }, (inner) => inner.get("/", answer));
  });
  router.scope("/auth", { pipeThrough: "auth" }, (r) => r.get("/", answer));

  test.each([
    ["/none", ""],
    ["/one", "a b"],
    ["/in/side", "a b later own"],
    ["/auth", "a b auth"],
    ["/shut", "closed"],
  ])("%s runs %j", async (target, expected) => {
    expect(await request(router, "GET", target)).toBe(expected);
  });

  test("no pipeline runs when no route fits", async () => {
    const conn = new Conn(new TestAdapter({ target: "/nowhere" }));
    expect(() => router.call(conn)).toThrow(/no route found/);
    expect(conn.assigns).toEqual({});
  });

  test.each([
    [
      (r: Router) => r.scope("/", { pipeThrough: "nope" }, () => {}),
      /unknown pipeline "nope" \(.*router\.test\.ts:\d+\).*"browser"/,
    ],
    [
      (r: Router) =>
        r.scope("/", { pipeThrough: "browser" }, (s) => s.scope("/", { pipeThrough: "browser" }, () => {})),
      /duplicate pipeThrough for browser/,
    ],
    [(r: Router) => r.pipeline("browser", []), /declared twice/],
    [(r: Router) => r.pipeline("new", ["nope"]), /uses "nope", which is not declared before it/],
    [(r: Router) => r.get("users", say("x")), /does not begin with a slash.*"\/users"/],
    [(r: Router) => anyGet(r)("/", PostController, "nope"), /has no action "nope".*index, show, home/],
    [(r: Router) => anyGet(r)("/", PostController), /names no action of HelloWeb.PostController/],
    [(r: Router) => anyGet(r)("/", undefined, "index"), /GET \/ \(.*has undefined for a controller/],
    [(r: Router) => r.forward("/:id", say("x")), /has a parameter in its path/],
    [
      (r: Router) => r.match("move", "/", say("x")),
      /match\("move", "\/", …\): a verb is written in upper case/,
    ],
  ])("%s is refused", (declare, message) => {
    const bad = new Router();
    bad.pipeline("browser", []);
    expect(() => declare(bad)).toThrow(message);
  });
});

describe("scopes", () => {
  test("put assigns, private values and parameters on the conn", async () => {
    const router = new Router();
    router.scope("/api/:version", { assigns: { api: true, n: 1 }, private: { lib: 1 } }, (r) => {
      r.get("/users/:id", UserController, "show", { assigns: { n: 2 } });
    });
    const conn = new Conn(new TestAdapter({ target: "/api/v1/users/7" }));
    await router.call(conn);
    expect(conn.assigns).toEqual({ api: true, n: 2 });
    expect(conn.private.lib).toBe(1);
    expect(conn.pathParams).toEqual({ version: "v1", id: "7" });
    expect(conn.params).toEqual({ version: "v1", id: "7" });
  });
});

describe("forward", () => {
  const where = (conn: Conn) => conn.text(`${conn.scriptName.join("/")}|${conn.pathInfo.join("/")}`);
  const inner = new Router();
  inner.get("/", (conn) => where(conn));
  inner.get("/pending/:id", (conn) => conn.text(String(conn.params.id)));
  const module = {
    init: (options: { name: string }) => options.name.toUpperCase(),
    call: (conn: Conn, name: string) => conn.text(name),
  };
  const router = new Router();
  router.pipeline("admin", [
    (conn) => (conn.queryString === "ok" ? conn : conn.putStatus(401).text("no").halt()),
  ]);
  router.forward("/jobs", where);
  router.scope("/admin", { pipeThrough: "admin" }, (r) => r.forward("/inner", inner));
  router.forward("/named", module, { name: "Hello" });
  router.get("/after", where);

  test.each([
    ["/jobs", "jobs|"],
    ["/jobs/a/b", "jobs|a/b"],
    ["/admin/inner?ok", "admin/inner|"],
    ["/admin/inner/pending/3?ok", "3"],
    ["/admin/inner/pending/3", "no"],
    ["/named/x", "HELLO"],
    ["/after", "|after"],
  ])("%s → %s", async (target, expected) => {
    expect(await request(router, "GET", target)).toBe(expected);
    expect(await request(router, "POST", target).catch(() => "404")).toBe(
      target === "/after" || target.includes("/inner") ? (target.endsWith("3") ? "no" : "404") : expected,
    );
  });

  test("puts the path back", async () => {
    const conn = new Conn(new TestAdapter({ target: "/jobs/a" }));
    await router.call(conn);
    expect([conn.scriptName, conn.pathInfo]).toEqual([[], ["jobs", "a"]]);
    const failing = new Router();
    failing.forward("/x", () => {
      throw new Error("boom");
    });
    const failed = new Conn(new TestAdapter({ target: "/x/y" }));
    expect(() => failing.call(failed)).toThrow("boom");
    expect(failed.pathInfo).toEqual(["x", "y"]);
  });
});

describe("routeInfo", () => {
  const router = new Router();
  router.pipeline("browser", []);
  router.scope("/", { pipeThrough: "browser", log: false }, (r) => {
    r.get("/posts/:id", PostController, "show", { metadata: { access: "user" } });
  });

  test("tells what a request would take", () => {
    expect(router.routeInfo("get", "/posts/123")).toEqual({
      route: "/posts/:id",
      plug: "HelloWeb.PostController",
      plugOptions: "show",
      pathParams: { id: "123" },
      pipeThrough: ["browser"],
      log: false,
      metadata: { access: "user" },
    });
    expect(router.routeInfo("POST", "/posts/123")).toBeUndefined();
  });
});

test("telemetry tells of the route, its time and its failure", async () => {
  const router = new Router();
  router.get("/ok/:id", (conn) => conn.text("ok"));
  router.get("/bad", async () => {
    throw new Error("boom");
  });
  const events: unknown[] = [];
  for (const kind of ["start", "stop", "exception"]) {
    attach(`test-${kind}`, ["fledge", "router_dispatch", kind], (event, measurements, metadata) =>
      events.push([
        event[2],
        Object.keys(measurements),
        metadata.route,
        metadata.pathParams,
        String(metadata.reason ?? ""),
        metadata.kind,
      ]),
    );
  }
  try {
    await request(router, "GET", "/ok/1");
    await expect(request(router, "GET", "/bad")).rejects.toThrow("boom");
  } finally {
    for (const kind of ["start", "stop", "exception"]) detach(`test-${kind}`);
  }
  expect(events).toEqual([
    ["start", ["systemTime"], "/ok/:id", { id: "1" }, "", undefined],
    ["stop", ["duration"], "/ok/:id", { id: "1" }, "", undefined],
    ["start", ["systemTime"], "/bad", {}, "", undefined],
    ["exception", ["duration"], "/bad", {}, "Error: boom", "error"],
  ]);
});
