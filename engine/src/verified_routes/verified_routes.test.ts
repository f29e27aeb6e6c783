import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { toParamSymbol } from "../param/index.ts";
import { type NoParams, type Param, verifiedRoutes } from "./index.ts";
import { provideUrlSource } from "./url_source.ts";

class User {
  constructor(readonly id: number) {}
}
class Post {
  constructor(readonly slug: string) {}
  [toParamSymbol]() {
    return this.slug;
  }
}

const endpoint = {
  path: (path: string) => path,
  url: () => "https://example.com",
  staticPath: (path: string) => `${path}?vsn=d`,
  staticUrl: () => "https://static.example.com",
  staticIntegrity: (path: string) => (path === "/css/app.css" ? "sha512-abc" : undefined),
};
const { path, url, staticPath, staticUrl, staticIntegrity, routesFor } = verifiedRoutes({ otpApp: "shop" });
provideUrlSource("shop", endpoint);

describe("path", () => {
  test.each([
    ["/", undefined, undefined, "/"],
    ["/users", undefined, undefined, "/users"],
    ["/users/:id", { id: 17 }, undefined, "/users/17"],
    ["/users/:id", { id: 17n }, undefined, "/users/17"],
    ["/users/:id", { id: new User(3) }, undefined, "/users/3"],
    [
      "/users/:user_id/posts/:id",
      { user_id: new User(1), id: new Post("hello world") },
      undefined,
      "/users/1/posts/hello%20world",
    ],
    ["/posts/:id", { id: "a/b?c#d&e=f" }, undefined, "/posts/a%2Fb%3Fc%23d%26e%3Df"],
    ["/posts/:id", { id: "it's (1)*!" }, undefined, "/posts/it%27s%20%281%29%2A%21"],
    ["/posts/:id", { id: "a-b._~" }, undefined, "/posts/a-b._~"],
    ["/posts/:id", { id: "日本" }, undefined, "/posts/%E6%97%A5%E6%9C%AC"],
    ["/posts/:id", { id: "\ud800" }, undefined, "/posts/%EF%BF%BD"],
    ["/posts/:id", { id: "$&" }, undefined, "/posts/%24%26"],
    ["/api/v:version/x", { version: 2 }, undefined, "/api/v2/x"],
    ["/files/*rest", { rest: ["a b", 2, new User(3)] }, undefined, "/files/a%20b/2/3"],
    ["/files/*rest", { rest: [] }, undefined, "/files"],
    ["/users", { page: 2 }, undefined, "/users?page=2"],
    ["/users", {}, undefined, "/users"],
    ["/users", { a: "b c", d: "&=" }, undefined, "/users?a=b+c&d=%26%3D"],
    [
      "/users",
      { filter: { by: ["x", "y"] }, user: new User(5) },
      undefined,
      "/users?filter[by][]=x&filter[by][]=y&user=5",
    ],
    ["/users/:id", { id: 1 }, { admin: true, none: null }, "/users/1?admin=true&none="],
    // Inputs and results after Phoenix's tests of verified routes.
    ["/posts/:id", { id: "a b" }, undefined, "/posts/a%20b"],
    ["/posts/:id", { id: "my path" }, { foo: "my param" }, "/posts/my%20path?foo=my+param"],
    ["/posts/:id", { id: 5 }, {}, "/posts/5"],
    ["/posts/:id", { id: 5 }, { id: 3 }, "/posts/5?id=3"],
    ["/posts/:id", { id: 5 }, { foo: false }, "/posts/5?foo=false"],
    ["/posts/:id", { id: 5 }, { foo: ["bar", "baz"] }, "/posts/5?foo[]=bar&foo[]=baz"],
    ["/posts/:id", { id: 5 }, { foo: { id: 5 } }, "/posts/5?foo[id]=5"],
    ["/posts/:id", { id: "==d--+" }, undefined, "/posts/%3D%3Dd--%2B"],
    ["/posts/top", { id: "==d--+" }, undefined, "/posts/top?id=%3D%3Dd--%2B"],
    ["/posts/file/*file", { file: [1, "2.jpg"] }, undefined, "/posts/file/1/2.jpg"],
    [
      "/posts/file/*file",
      { file: ["==d--+", ":O.jpg"] },
      { xx: "/=+/" },
      "/posts/file/%3D%3Dd--%2B/%3AO.jpg?xx=%2F%3D%2B%2F",
    ],
    [
      "/posts/bottom/:order/:count",
      { order: "asc", count: 123 },
      { foo: "bar" },
      "/posts/bottom/asc/123?foo=bar",
    ],
    ["/posts/:id", { id: 5 }, { foo: null }, "/posts/5?foo="],
    ["/posts/:id", { id: 5 }, { foo: true }, "/posts/5?foo=true"],
    ["/posts/:id", { id: 5 }, { foo: new User(5) }, "/posts/5?foo=5"],
    ["/posts/:id", { id: 5 }, { foo: new Post("a b") }, "/posts/5?foo=a+b"],
    ["/posts/:id", { id: 5 }, { "a b": 3, dir: "a b" }, "/posts/5?a+b=3&dir=a+b"],
    [
      "/posts/:id",
      { id: new Post("post-123") },
      { page: 1, spaced: "a b" },
      "/posts/post-123?page=1&spaced=a+b",
    ],
    ["/posts/file/*file", { file: ["folder", "file.jpg"] }, undefined, "/posts/file/folder/file.jpg"],
    ["/my posts/:id", { id: "a b" }, undefined, "/my%20posts/a%20b"],
    ["/caf\u00e9", undefined, undefined, "/caf%C3%A9"],
    ["/caf%C3%A9/:id", { id: "%" }, undefined, "/caf%C3%A9/%25"],
  ])("%s %o %j → %s", (route, params, query, expected) => {
    expect(path(route, params as never, query as never)).toBe(expected);
    expect(url(route, params as never, query as never)).toBe(`https://example.com${expected}`);
  });

  test.each([
    ["/users/:id", {}, /path\("\/users\/:id", …\) needs the parameter id, got undefined/],
    ["/users/:id", { id: null }, /needs the parameter id, got null/],
    ["/users/:id", { id: {} }, /has no id/],
    ["/users/:constructor", {}, /needs the parameter constructor/],
    ["/files/*rest", { rest: "a/b" }, /needs a list for \*rest/],
    [
      "/posts/:id#:part",
      { id: 1 },
      /path\("\/posts\/:id#:part", …\) needs the parameter part, got undefined/,
    ],
    ["/posts/:id#:part", { id: 1, part: null }, /needs the parameter part, got null/],
  ])("%s %j is refused", (route, params, message) => {
    expect(() => path(route, params as never)).toThrow(message);
  });
});

describe("a fragment", () => {
  test.each<[string, object | undefined, object | undefined, string]>([
    ["/posts#top", undefined, undefined, "/posts#top"],
    ["/posts#top", { page: 2 }, undefined, "/posts?page=2#top"],
    ["/posts#", undefined, undefined, "/posts#"],
    ["/posts/:id/info#bar", { id: 123 }, undefined, "/posts/123/info#bar"],
    ["/posts/:id#comments", { id: 1 }, { page: 2 }, "/posts/1?page=2#comments"],
    ["/posts/:id#:part", { id: 1, part: "a b#c?d/é" }, undefined, "/posts/1#a%20b%23c%3Fd%2F%C3%A9"],
    [
      "/posts/:id#comment-:comment_id",
      { id: 1, comment_id: new User(7) },
      { a: 1 },
      "/posts/1?a=1#comment-7",
    ],
    ["/posts/:id#:id", { id: "a b" }, undefined, "/posts/a%20b#a%20b"],
    ["/posts#:part", { part: 3 }, { page: 2 }, "/posts?page=2#3"],
    ["/posts#fn%3A1", { page: 2 }, undefined, "/posts?page=2#fn%3A1"],
    ["/posts#all*", { page: 2 }, undefined, "/posts?page=2#all*"],
    ["/posts#two words", undefined, undefined, "/posts#two%20words"],
    ["/files/*rest#L:line", { rest: ["a", "b"], line: 10 }, undefined, "/files/a/b#L10"],
    ["/files/*rest#top", { rest: [] }, undefined, "/files#top"],
  ])("%s %o %j → %s", (route, params, query, expected) => {
    expect(path(route, params as never, query as never)).toBe(expected);
    expect(url(route, params as never, query as never)).toBe(`https://example.com${expected}`);
  });
});

test("static files", () => {
  expect(staticPath("/css/app.css")).toBe("/css/app.css?vsn=d");
  expect(staticUrl("/css/app.css")).toBe("https://static.example.com/css/app.css?vsn=d");
  expect([staticIntegrity("/css/app.css"), staticIntegrity("/other.css")]).toEqual(["sha512-abc", undefined]);
});

test("a request may put other bases of URLs", () => {
  const conn = new Conn(new TestAdapter())
    .putRouterUrl("https://ada.example.com")
    .putStaticUrl(new URL("https://cdn.net/"));
  const routes = routesFor(conn);
  expect(routes.url("/users/:id", { id: 1 })).toBe("https://ada.example.com/users/1");
  expect(routes.path("/users/:id", { id: 1 })).toBe("/users/1");
  expect(routes.staticUrl("/a.js")).toBe("https://cdn.net/a.js");
  expect(routes.staticPath("/a.js")).toBe("/a.js");
  expect(routesFor(new Conn(new TestAdapter())).url("/users/:id", { id: 1 })).toBe(
    "https://example.com/users/1",
  );
});

describe("under a root path", () => {
  // Bases, inputs and results after Phoenix's tests of verified routes.
  const api = {
    path: (path: string) => `/api${path}`,
    url: () => "https://example.com",
    staticPath: (path: string) => `/api${path}`,
    staticUrl: () => "https://static.example.com",
    staticIntegrity: () => undefined,
  };
  provideUrlSource("api", api);
  const routes = verifiedRoutes({ otpApp: "api" });
  const conn = () => new Conn(new TestAdapter());
  const away = "https://phoenixframework.org";

  test.each<[string, string]>([
    [routes.path("/"), "/api/"],
    [routes.path("/posts/:id", { id: 123 }), "/api/posts/123"],
    [routes.url("/"), "https://example.com/api/"],
    [routes.url("/posts/:id", { id: 123 }), "https://example.com/api/posts/123"],
    [routes.staticPath("/images/foo.png"), "/api/images/foo.png"],
    [routes.staticUrl("/images/foo.png"), "https://static.example.com/api/images/foo.png"],
    [routes.routesFor(conn()).path("/"), "/api/"],
    [routes.routesFor(conn()).url("/posts/:id", { id: 5 }), "https://example.com/api/posts/5"],
    [routes.routesFor(conn().putRouterUrl(away)).url("/"), `${away}/`],
    [routes.routesFor(conn().putRouterUrl(away)).url("/messages/:id", { id: 1 }), `${away}/messages/1`],
    [routes.routesFor(conn().putRouterUrl(new URL(`${away}:123/path`))).url("/"), `${away}:123/path/`],
    [
      routes.routesFor(conn().putRouterUrl(`${away}:123/path`)).url("/a#b", { c: 1 }),
      `${away}:123/path/a?c=1#b`,
    ],
    [routes.routesFor(conn().putStaticUrl(away)).staticUrl("/foo.png"), `${away}/foo.png`],
    [routes.routesFor(conn().putStaticUrl(`${away}/path`)).staticUrl("/foo.png"), `${away}/path/foo.png`],
    [
      routes.routesFor(conn().putStaticUrl(new URL(`${away}:123/path`))).staticUrl("/foo.png"),
      `${away}:123/path/foo.png`,
    ],
    [routes.unverifiedPath("/posts"), "/api/posts"],
    [routes.unverifiedPath("/posts", {}), "/api/posts"],
    [routes.unverifiedPath("/posts", { a: "b c" }), "/api/posts?a=b+c"],
    [routes.unverifiedPath("/posts#top", { a: "b" }), "/api/posts?a=b#top"],
    [routes.unverifiedUrl("/posts"), "https://example.com/api/posts"],
    [routes.unverifiedUrl("/posts", { a: "b" }), "https://example.com/api/posts?a=b"],
    [routes.routesFor(conn().putRouterUrl(away)).unverifiedUrl("/posts"), `${away}/posts`],
  ])("%s is %s", (made, expected) => {
    expect(made).toBe(expected);
  });
});

describe("the endpoint of an application", () => {
  interface Routes {
    "/": NoParams;
    "/users": NoParams;
    "/users/:id": { id: Param };
  }

  test("is not needed for paths, and is asked for by name for URLs", () => {
    const routes = verifiedRoutes<Routes>({ otpApp: "not_started" });
    expect(routes.path("/users/:id", { id: 1 })).toBe("/users/1");
    expect(routes.staticPath("/a.css")).toBe("/a.css");
    expect(() => routes.url("/users")).toThrow('the endpoint of "not_started" is not started');
  });

  test("is the one that was started last, until it stops", () => {
    const routes = verifiedRoutes<Routes>({ otpApp: "blog" });
    const at = (host: string) => ({ ...endpoint, url: () => `https://${host}` });
    const stopOld = provideUrlSource("blog", at("old"));
    const stopNew = provideUrlSource("blog", at("new"));
    stopOld();
    expect(routes.url("/")).toBe("https://new/");
    stopNew();
    expect(() => routes.url("/")).toThrow("not started");
  });
});
