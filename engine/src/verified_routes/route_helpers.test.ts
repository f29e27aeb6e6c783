import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { endpoint as endpointOf } from "../endpoint/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { toParamSymbol } from "../param/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { Router } from "../router/router.ts";
import { routeHelpers } from "./index.ts";
import type { HelperContext } from "./route_helpers.ts";
import { provideUrlSource } from "./url_source.ts";

const act = (conn: Conn) => conn.text("");
const actions = { index: act, edit: act, new: act, show: act, create: act, update: act, delete: act };
const named = (name: string) =>
  controller(
    {},
    { ...actions, root: act, top: act, bottom: act, file: act, skip: act, open: act },
    { name: `HelloWeb.${name}` },
  );
const PostController = named("PostController");
const UserController = named("UserController");
const MessageController = named("MessageController");
const ProductController = named("ProductController");
const TrailController = named("TrailController");

// Routes, calls and results after Phoenix's tests of route helpers (Apache 2.0).
const router = new Router();
router.get("/posts/top", PostController, "top", { as: "top" });
router.get("/posts/bottom/:order/:count", PostController, "bottom", { as: "bottom" });
router.get("/posts/:id", PostController, "show");
router.get("/posts/file/*file", PostController, "file");
router.get("/posts/skip", PostController, "skip", { as: null });
router.resources("/users", UserController, (users) => {
  users.resources("/comments", named("CommentController"), (comments) => {
    comments.resources("/files", named("FileController"));
  });
});
router.scope("/", { host: "users." }, (r) => {
  r.post("/host_users/:id/info", UserController, "create", { as: "host_user" });
});
router.resources("/files", named("FileController"));
router.resources("/account", UserController, { as: "account", singleton: true }, (account) => {
  account.resources("/page", PostController, { as: "page", only: ["show"], singleton: true });
});
router.scope("/admin", (admin) => {
  admin.resources("/messages", MessageController);
  admin.resources("/secrets", named("SecretController"), { as: null });
});
router.scope("/admin/new", { as: "admin" }, (admin) => {
  admin.resources("/messages", MessageController);
  admin.scope("/unscoped", { as: false }, (r) => {
    r.resources("/messages", MessageController, { as: "my_admin_message" });
  });
});
router.get("/", PostController, "root", { as: "page" });
router.get("/products/:id", ProductController, "show");
router.get("/products", ProductController, "show");
router.get("/products/:id/:sort", ProductController, "show");
router.get("/products/:id/:sort/:page", ProductController, "show");
router.scope("/trails", { trailingSlash: true }, (trails) => {
  trails.get("/", TrailController, "index");
  trails.get("/open", TrailController, "open");
  trails.get("/:id", TrailController, "show", { trailingSlash: false });
  trails.resources("/maps", named("MapController"), { only: ["index", "show"] });
});
router.resources("/slashed", named("SlashController"), { only: ["index", "show"], trailingSlash: true });
router.get("/health", function health(conn) {
  return conn;
});
router.resources("/admin", UserController, { param: "slug", name: "admin", only: ["show"] }, (admin) => {
  admin.resources("/comments", named("CommentController"), { param: "key", name: "post", only: ["show"] });
});

const endpoint = {
  path: (path: string) => path,
  url: () => "https://example.com",
  staticPath: (path: string) => path,
  staticUrl: () => "https://static.example.com",
  staticIntegrity: () => undefined,
};
const api = {
  ...endpoint,
  path: (path: string) => `/api${path}`,
  staticPath: (path: string) => `/api${path}`,
};
const makeConn = (through?: object) => {
  const conn = new Conn(new TestAdapter());
  if (through !== undefined) Object.assign(conn, { endpoint: through });
  return conn;
};

/** As a caller without types has them. */
type Loose = Record<string, (on: HelperContext, ...call: unknown[]) => string>;
const loose = (of: Parameters<typeof routeHelpers>[0]) => routeHelpers(of) as unknown as Loose;
const Routes = loose(router);
const link = (helper: string, ...call: unknown[]) => Routes[`${helper}Path`]!(endpoint, ...call);

class Post {
  constructor(readonly id: number) {}
}
class Page {
  constructor(readonly slug: string) {}
  [toParamSymbol]() {
    return this.slug;
  }
}

describe("a helper", () => {
  test.each<[string, unknown[], string]>([
    ["page", ["root"], "/"],
    ["post", ["show", 5], "/posts/5"],
    ["post", ["show", 5, {}], "/posts/5"],
    ["post", ["show", 5, undefined], "/posts/5"],
    ["post", ["show", 5, { id: 3 }], "/posts/5"],
    ["post", ["show", 5, { id: 5, foo: "bar" }], "/posts/5?foo=bar"],
    ["post", ["show", 5, { foo: true }], "/posts/5?foo=true"],
    ["post", ["show", 5, { foo: false }], "/posts/5?foo=false"],
    ["post", ["show", 5, { foo: null }], "/posts/5?foo="],
    ["post", ["show", 5, { foo: ["bar", "baz"] }], "/posts/5?foo[]=bar&foo[]=baz"],
    ["post", ["show", 5, { foo: { id: 5 } }], "/posts/5?foo[id]=5"],
    ["post", ["show", 5, { foo: new Post(5) }], "/posts/5?foo=5"],
    ["post", ["show", "foo"], "/posts/foo"],
    ["post", ["show", "foo bar"], "/posts/foo%20bar"],
    ["post", ["show", new Post(5)], "/posts/5"],
    ["post", ["show", { id: 5 }], "/posts/5"],
    ["post", ["show", new Page("a b")], "/posts/a%20b"],
    ["post", ["show", "my path", { foo: "my param" }], "/posts/my%20path?foo=my+param"],
    ["post", ["show", "==d--+"], "/posts/%3D%3Dd--%2B"],
    ["post", ["file", ["foo", "bar/baz"]], "/posts/file/foo/bar%2Fbaz"],
    ["post", ["file", ["foo", "bar"], {}], "/posts/file/foo/bar"],
    ["post", ["file", ["foo", "bar baz"]], "/posts/file/foo/bar%20baz"],
    ["post", ["file", ["==d--+", ":O.jpg"]], "/posts/file/%3D%3Dd--%2B/%3AO.jpg"],
    [
      "post",
      ["file", ["==d--+", ":O.jpg"], { xx: "/=+/" }],
      "/posts/file/%3D%3Dd--%2B/%3AO.jpg?xx=%2F%3D%2B%2F",
    ],
    ["top", ["top"], "/posts/top"],
    ["top", ["top", { id: 5 }], "/posts/top?id=5"],
    ["top", ["top", { id: "foo bar" }], "/posts/top?id=foo+bar"],
    ["top", ["top", { id: "==d--+" }], "/posts/top?id=%3D%3Dd--%2B"],
    ["bottom", ["bottom", "asc", 8], "/posts/bottom/asc/8"],
    ["bottom", ["bottom", "asc", 8, { foo: "bar" }], "/posts/bottom/asc/8?foo=bar"],
    ["hostUser", ["create", 1], "/host_users/1/info"],
  ])("%sPath(…, %j) is %s", (helper, call, expected) => {
    expect(link(helper, ...call)).toBe(expected);
    expect(Routes[`${helper}Url`]!(endpoint, ...call)).toBe(`https://example.com${expected}`);
  });
});

describe("resources", () => {
  const collection = (base: string, ...before: unknown[]): [string, unknown[], string][] => [
    ["index", before, base],
    ["create", before, base],
    ["new", before, `${base}/new`],
    ["edit", [...before, 2], `${base}/2/edit`],
    ["show", [...before, 2], `${base}/2`],
    ["update", [...before, 2], `${base}/2`],
    ["delete", [...before, 2], `${base}/2`],
  ];
  const of = (helper: string, cases: [string, unknown[], string][]) =>
    cases.map(([action, values, expected]) => [helper, action, values, expected] as const);
  test.each([
    ...of("user", collection("/users")),
    ...of("userComment", collection("/users/99/comments", 99)),
    ...of("userCommentFile", collection("/users/88/comments/1/files", 88, 1)),
    ...of("file", collection("/files")),
    ...of("message", collection("/admin/messages")),
    ...of("adminMessage", collection("/admin/new/messages")),
    ...of("myAdminMessage", collection("/admin/new/unscoped/messages")),
    ["account", "show", [], "/account"],
    ["account", "edit", [], "/account/edit"],
    ["account", "new", [], "/account/new"],
    ["account", "update", [], "/account"],
    ["account", "delete", [], "/account"],
    ["accountPage", "show", [], "/account/page"],
    ["admin", "show", ["foo"], "/admin/foo"],
    ["adminPost", "show", ["bar", "the_key"], "/admin/bar/comments/the_key"],
    ["user", "edit", ["1a+/31d"], "/users/1a%2B%2F31d/edit"],
    ["user", "show", ["1a+/31d", { dog: "8d=" }], "/users/1a%2B%2F31d?dog=8d%3D"],
    ["user", "index", [{ cat: "=8+/&" }], "/users?cat=%3D8%2B%2F%26"],
    ["message", "update", ["8=/=d"], "/admin/messages/8%3D%2F%3Dd"],
    ["userComment", "edit", ["f4/d+~=", "x-+=/"], "/users/f4%2Fd%2B~%3D/comments/x-%2B%3D%2F/edit"],
    [
      "userCommentFile",
      "show",
      ["f4/d+~=", "/==/", "x-+=/"],
      "/users/f4%2Fd%2B~%3D/comments/%2F%3D%3D%2F/files/x-%2B%3D%2F",
    ],
    // Four routes of one action: by the number of parameters, a query being no parameter.
    ["product", "show", [], "/products"],
    ["product", "show", [{ foo: "bar" }], "/products?foo=bar"],
    ["product", "show", [123], "/products/123"],
    ["product", "show", [123, { foo: "bar" }], "/products/123?foo=bar"],
    ["product", "show", [123, "asc"], "/products/123/asc"],
    ["product", "show", [123, "asc", { foo: "bar" }], "/products/123/asc?foo=bar"],
    ["product", "show", [123, "asc", 1], "/products/123/asc/1"],
    ["product", "show", [123, "asc", 1, { foo: "bar" }], "/products/123/asc/1?foo=bar"],
    // Slashes at the end, for scopes, resources and single routes.
    ["trail", "index", [], "/trails/"],
    ["trail", "index", [{ id: 5 }], "/trails/?id=5"],
    ["trail", "open", [], "/trails/open/"],
    ["trail", "open", [{ foo: "bar" }], "/trails/open/?foo=bar"],
    ["trail", "show", [1], "/trails/1"],
    ["map", "show", [1], "/trails/maps/1/"],
    ["slash", "index", [], "/slashed/"],
    ["slash", "show", [1, { a: 1 }], "/slashed/1/?a=1"],
  ] as const)("%sPath(…, %j, …%j) is %s", (helper, action, values, expected) => {
    expect(link(helper, action, ...values)).toBe(expected);
  });

  test("of a plug has no action", () => {
    expect(link("health")).toBe("/health");
    expect(link("health", { a: 1 })).toBe("/health?a=1");
  });
});

describe("refuses", () => {
  const both = '\n    postPath(on, "file", file, query?)\n    postPath(on, "show", id, query?)\n';
  test.each<[string, unknown[], string]>([
    ["post", ["skip"], `no action "skip" for postPath. These calls are there:\n${both}`],
    ["post", ["skip", 5], `no action "skip" for postPath. These calls are there:\n${both}`],
    ["post", ["skip", 5, { foo: "bar" }], `no action "skip" for postPath. These calls are there:\n${both}`],
    [
      "post",
      ["show"],
      `postPath with the action "show" takes 1 parameters, got 0. These calls are there:\n${both}`,
    ],
    ["post", ["show", 5, 6], 'postPath with the action "show" got 6 for a query: give an object'],
    ["userComment", ["show", 123], 'userCommentPath with the action "show" takes 2 parameters, got 1'],
    ["userComment", ["show", 123], '\n    userCommentPath(on, "show", user_id, id, query?)\n'],
    [
      "userCommentFile",
      ["skip", 1, 2],
      '\n    userCommentFilePath(on, "new", user_id, comment_id, query?)\n',
    ],
    ["product", ["show", 1, 2, 3, 4], "got 4 for a query"],
    ["product", ["show", undefined], "needs the parameter id, got undefined"],
    ["post", ["show", null], "needs the parameter id, got null"],
    ["post", ["file", "a/b"], "needs a list for *file"],
    [
      "skip",
      ["skip"],
      "RouteHelpersTest has no helper skipPath. It has: topPath, bottomPath, postPath, userPath",
    ],
    ["secret", ["index"], "no helper secretPath"],
  ])("%sPath(…, %j)", (helper, call, message) => {
    expect(() => link(helper, ...call)).toThrow(message);
  });

  test.each(["oops", undefined, 7, {}])("%j in place of a conn or endpoint", (on) => {
    expect(() => Routes.postPath!(on as never, "show", 5)).toThrow(
      /^postPath needs a conn, an endpoint or a URL/,
    );
    expect(() => Routes.postUrl!(on as never, "show", 5)).toThrow(
      /^postUrl needs a conn, an endpoint or a URL/,
    );
  });

  test("all when the router has no helpers", () => {
    const bare = new Router({ helpers: false });
    bare.get("/", PostController, "root");
    expect(() => loose(bare).postPath!(endpoint, "root")).toThrow(/made with \{ helpers: false \}/);
  });
});

describe("host and root path", () => {
  const far = "https://phoenixframework.org";
  const uri = new URL("https://example.com:123/api/");
  test.each<[string, HelperContext, string]>([
    ["an endpoint", endpoint, "https://example.com/admin/new/messages/1"],
    ["a conn", makeConn(endpoint), "https://example.com/admin/new/messages/1"],
    ["a URL", new URL("https://example.com"), "https://example.com/admin/new/messages/1"],
    ["an endpoint with a root path", api, "https://example.com/api/admin/new/messages/1"],
    ["a conn with a root path", makeConn(api), "https://example.com/api/admin/new/messages/1"],
    ["a URL with a root path", uri, "https://example.com:123/api/admin/new/messages/1"],
    ["another base", makeConn(endpoint).putRouterUrl(far), `${far}/admin/new/messages/1`],
    [
      "another base with a path",
      makeConn(endpoint).putRouterUrl(new URL(`${far}:123/path`)),
      `${far}:123/path/admin/new/messages/1`,
    ],
    ["another base, without an endpoint", makeConn().putRouterUrl(far), `${far}/admin/new/messages/1`],
  ])("of %s", (_, on, expected) => {
    expect(Routes.adminMessageUrl!(on, "show", 1)).toBe(expected);
    expect(Routes.adminMessageUrl!(on, "show", 1, {})).toBe(expected);
  });

  test.each<[string, string]>([
    [Routes.pagePath!(api, "root"), "/api/"],
    [Routes.pagePath!(makeConn(api), "root"), "/api/"],
    [Routes.pagePath!(uri, "root"), "/api/"],
    [Routes.postPath!(uri, "show", 5), "/api/posts/5"],
    [Routes.postPath!(makeConn(), "show", 5), "/posts/5"],
    [Routes.pageUrl!(uri, "root"), "https://example.com:123/api/"],
    [Routes.url!(endpoint), "https://example.com"],
    [Routes.url!(makeConn(endpoint)), "https://example.com"],
    [Routes.url!(makeConn(api)), "https://example.com"],
    [Routes.url!(new URL("https://example.com")), "https://example.com"],
    [Routes.url!(makeConn(endpoint).putRouterUrl(far)), far],
    [Routes.path!(endpoint, "/"), "/"],
    [Routes.path!(makeConn(api), "/"), "/api/"],
    [Routes.path!(new URL("https://example.com"), "/"), "/"],
    [Routes.staticPath!(endpoint, "/images/foo.png"), "/images/foo.png"],
    [Routes.staticPath!(makeConn(api), "/images/foo.png"), "/api/images/foo.png"],
    [Routes.staticUrl!(makeConn(api), "/images/foo.png"), "https://static.example.com/api/images/foo.png"],
    [Routes.staticUrl!(makeConn(api).putStaticUrl(far), "/images/foo.png"), `${far}/images/foo.png`],
  ])("%s is %s", (made, expected) => {
    expect(made).toBe(expected);
  });

  test("of a conn that came through no endpoint is not known", () => {
    expect(() => Routes.postUrl!(makeConn(), "show", 5)).toThrow(/came through no endpoint/);
  });
});

test("helpers of a router that is forwarded to have its path before theirs", () => {
  const inner = new Router();
  inner.get("/stats", PostController, "top", { as: "page" });
  expect(loose(inner).pagePath!(endpoint, "top")).toBe("/stats");
  const admin = new Router();
  admin.forward("/reports", inner);
  const main = new Router();
  main.scope("/admin", (r) => r.forward("/area", admin));
  expect(loose(inner).pagePath!(endpoint, "top")).toBe("/admin/area/reports/stats");
  expect(loose(inner).pageUrl!(makeConn(api), "top", { a: 1 })).toBe(
    "https://example.com/api/admin/area/reports/stats?a=1",
  );
});

test("the router of a started endpoint is found by the application's name", () => {
  const { postPath } = loose({ otpApp: "helped" });
  expect(() => postPath!(makeConn(), "show", 5)).toThrow(/once the endpoint .* is started/);
  provideUrlSource("helped", { ...api, router });
  expect(postPath!(makeConn(), "show", 5)).toBe("/api/posts/5");
});

test("an endpoint's router has helpers while it is started", () => {
  const Endpoint = endpointOf({ otpApp: "really_helped" })
    .plug((conn) => conn)
    .plug(router);
  expect([Endpoint.router, endpointOf({ otpApp: "bare" }).router]).toEqual([router, undefined]);
  const helpers = loose({ otpApp: "really_helped" });
  const running = Endpoint.start({
    env: "test",
    root: "/hello",
    config: { endpoint: { secretKeyBase: "s".repeat(64), url: { host: "example.com", path: "/api" } } },
    platform: { name: "node", fs: new MemoryFileSystem() } as unknown as Platform,
  });
  expect(helpers.postUrl!(makeConn(), "show", 5, { page: 2 })).toBe("http://example.com/api/posts/5?page=2");
  expect(loose(router).postUrl!(Endpoint, "show", 5)).toBe("http://example.com/api/posts/5");
  running.stop();
  expect(() => helpers.postUrl!(makeConn(), "show", 5)).toThrow(/once the endpoint .* is started/);
});

test("routes that come later have helpers too, and what is no helper is undefined", () => {
  const late = new Router();
  const helpers = loose(late);
  expect(() => helpers.postPath!(endpoint, "show", 5)).toThrow(/no helper postPath/);
  late.get("/posts/:id", PostController, "show");
  expect(helpers.postPath!(endpoint, "show", 5)).toBe("/posts/5");
  expect([helpers.then, helpers.posts]).toEqual([undefined, undefined]);
});
