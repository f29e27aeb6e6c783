import { describe, expect, test } from "vitest";
import type { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { formatRoutes } from "./format_routes.ts";
import type { ResourceOptions } from "./resource.ts";
import { Router } from "./router.ts";

const act = (conn: Conn) => conn.text("");
const actions = { index: act, edit: act, new: act, show: act, create: act, update: act, delete: act };
const UserController = controller({}, actions, { name: "HelloWeb.UserController" });
const PostController = controller({}, actions, { name: "HelloWeb.PostController" });

const table = (declare: (router: Router) => void) => {
  const router = new Router();
  declare(router);
  return formatRoutes(router).trimEnd().split("\n");
};
/** Verb, path and action alone. */
const brief = (declare: (router: Router) => void) =>
  table(declare).map((line) =>
    line
      .trim()
      .replace(/^\w+_path\s+/, "")
      .replace(/\s+HelloWeb\.\w+ :/, " ")
      .replace(/\s+/g, " "),
  );

test("all routes of a resource, in Phoenix's columns", () => {
  expect(table((r) => r.resources("/users", UserController))).toEqual([
    "user_path  GET     /users           HelloWeb.UserController :index",
    "user_path  GET     /users/:id/edit  HelloWeb.UserController :edit",
    "user_path  GET     /users/new       HelloWeb.UserController :new",
    "user_path  GET     /users/:id       HelloWeb.UserController :show",
    "user_path  POST    /users           HelloWeb.UserController :create",
    "user_path  PATCH   /users/:id       HelloWeb.UserController :update",
    "           PUT     /users/:id       HelloWeb.UserController :update",
    "user_path  DELETE  /users/:id       HelloWeb.UserController :delete",
  ]);
});

describe("options", () => {
  const cases: [string, ResourceOptions, string[]][] = [
    ["only", { only: ["index", "show"] }, ["GET /users index", "GET /users/:id show"]],
    ["only one", { only: ["update"] }, ["PATCH /users/:id update", "PUT /users/:id update"]],
    [
      "except",
      { except: ["delete", "edit", "new", "update"] },
      ["GET /users index", "GET /users/:id show", "POST /users create"],
    ],
    [
      "param",
      { only: ["show", "edit"], param: "slug" },
      ["GET /users/:slug/edit edit", "GET /users/:slug show"],
    ],
    [
      "singleton",
      { singleton: true },
      [
        "GET /users/edit edit",
        "GET /users/new new",
        "GET /users show",
        "POST /users create",
        "PATCH /users update",
        "PUT /users update",
        "DELETE /users delete",
      ],
    ],
    ["none", { only: [] }, [""]],
  ];
  test.each(cases)("%s", (_, options, expected) => {
    expect(brief((r) => r.resources("/users", UserController, options))).toEqual(expected);
  });

  test.each([
    [{ only: ["indx"] }, /only of resources\("\/users", …\) has "indx".*index, edit/],
    [{ except: ["destroy"] }, /except of .* "destroy"/],
    [{ singleton: true, only: ["index"] }, /only of .* "index"/],
    [{ param: "" }, /param .* is empty/],
  ])("%j is refused", (options, message) => {
    expect(() => new Router().resources("/users", UserController, options as never)).toThrow(message);
  });

  test("a controller without a routed action is refused", () => {
    const Partial = controller({}, { index: act }, { name: "HelloWeb.PartialController" });
    expect(() => new Router().resources("/p", Partial as never)).toThrow(
      /HelloWeb.PartialController has no action "edit"/,
    );
  });
});

describe("nesting", () => {
  test("parameters are named after the resource", () => {
    expect(
      brief((r) =>
        r.resources("/users", UserController, { only: ["show"] }, (users) => {
          users.resources("/posts", PostController, { only: ["index", "show"] }, (posts) => {
            posts.resources("/likes", UserController, { only: ["index"] });
          });
        }),
      ),
    ).toEqual([
      "GET /users/:id show",
      "GET /users/:user_id/posts index",
      "GET /users/:user_id/posts/:id show",
      "GET /users/:user_id/posts/:post_id/likes index",
    ]);
  });

  test("param, name and singleton shape the path of the nested", () => {
    const nested = (options: ResourceOptions) =>
      brief((r) =>
        r.resources("/users", UserController, { only: [], ...options }, (users) =>
          users.get("/x", PostController, "show"),
        ),
      );
    expect(nested({ param: "slug" })).toEqual(["GET /users/:user_slug/x show"]);
    expect(nested({ name: "member" })).toEqual(["GET /users/:member_id/x show"]);
    expect(nested({ singleton: true, only: ["show"] }).at(-1)).toBe("GET /users/x show");
  });

  test("helpers are named after all of them", () => {
    const lines = table((r) => {
      r.scope("/admin", { as: "admin" }, (admin) => {
        admin.resources("/users", UserController, { only: ["index"], as: "person" }, (users) => {
          users.resources("/posts", PostController, { only: ["index"] });
        });
        admin.scope("/v1", { as: false }, (v1) => v1.get("/x", PostController, "show"));
        admin.get("/y", PostController, "show", { as: "special" });
        admin.get("/z", PostController, "show", { as: null });
      });
    });
    expect(lines.map((line) => line.trim().split(/\s+/)[0])).toEqual([
      "admin_person_path",
      "admin_person_post_path",
      "post_path",
      "admin_special_path",
      "GET",
    ]);
  });

  test("a resource at the root of a scope", () => {
    expect(
      brief((r) =>
        r.scope("/reviews", (reviews) =>
          reviews.resources("/", PostController, { only: ["index", "new", "show"] }),
        ),
      ),
    ).toEqual(["GET /reviews index", "GET /reviews/new new", "GET /reviews/:id show"]);
  });
});

// Routes and tables after Phoenix's tests of its console formatter (Apache 2.0).
test("single routes, a singleton and forwards in the table", () => {
  const ImageController = controller({}, { ...actions, upload: act }, { name: "HelloWeb.ImageController" });
  const PageController = controller({}, actions, { name: "HelloWeb.PageController" });
  expect(
    table((r) => {
      r.get("/", PageController, "index", { as: "page" });
      r.post("/images", ImageController, "upload", { as: "upload_image" });
      r.delete("/images", ImageController, "delete", { as: "remove_image" });
    }),
  ).toEqual([
    "        page_path  GET     /        HelloWeb.PageController :index",
    "upload_image_path  POST    /images  HelloWeb.ImageController :upload",
    "remove_image_path  DELETE  /images  HelloWeb.ImageController :delete",
  ]);
  expect(
    table((r) => {
      r.resources("/image", ImageController, { singleton: true });
      r.forward("/admin", function admin(conn) {
        return conn;
      });
    }),
  ).toEqual([
    "image_path  GET     /image/edit  HelloWeb.ImageController :edit",
    "image_path  GET     /image/new   HelloWeb.ImageController :new",
    "image_path  GET     /image       HelloWeb.ImageController :show",
    "image_path  POST    /image       HelloWeb.ImageController :create",
    "image_path  PATCH   /image       HelloWeb.ImageController :update",
    "            PUT     /image       HelloWeb.ImageController :update",
    "image_path  DELETE  /image       HelloWeb.ImageController :delete",
    "            *       /admin       admin []",
  ]);
});

test("plugs, forwards, verbs and a router without helpers in the table", () => {
  const router = new Router({ helpers: false });
  router.get("/", PostController, "show");
  router.match("*", "/any", function health(conn: Conn) {
    return conn;
  });
  router.forward("/jobs", { init: (o: { name: string }) => o, call: (conn) => conn }, { name: "Hello" });
  expect(formatRoutes(router)).toBe(
    [
      "  GET  /      HelloWeb.PostController :show",
      "  *    /any   health []",
      '  *    /jobs  plug {"name":"Hello"}',
      "",
    ].join("\n"),
  );
  expect(formatRoutes(new Router())).toBe("");
});
