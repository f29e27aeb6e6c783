import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { Router } from "./router.ts";

const named = (name: string, what: string) => {
  const act = (action: string) => (conn: Conn) => conn.text(`${action} ${what}`);
  return controller(
    {},
    {
      index: act("index"),
      new: act("new"),
      edit: act("edit"),
      show: act("show"),
      create: act("create"),
      update: act("update"),
      delete: act("delete"),
      special: act("special"),
    },
    { name: `HelloWeb.${name}` },
  );
};
const UserController = named("UserController", "users");
const CommentController = named("CommentController", "comments");
const FileController = named("FileController", "files");
const AccountController = named("AccountController", "account");
const SessionController = named("SessionController", "session");

// Resources, requests and results after Phoenix's tests of resources (Apache 2.0).
const router = new Router();
router.resources("/users", UserController, (users) => {
  users.resources("/comments", CommentController, (comments) => {
    comments.get("/special", CommentController, "special");
  });
  users.resources("/files", FileController, { except: ["delete"] });
});
router.resources("/members", UserController, { only: ["show", "new", "delete"] });
router.resources("/files", FileController, { only: ["index"] });
router.resources("/admin", UserController, { param: "slug", name: "admin", only: ["show"] }, (admin) => {
  admin.resources("/comments", CommentController, { param: "key", name: "post", except: ["delete"] });
  admin.resources("/files", FileController, { only: ["show", "index", "new"] });
});
router.resources("/account", AccountController, { singleton: true }, (account) => {
  account.resources("/comments", CommentController);
  account.resources("/session", SessionController, { except: ["delete"], singleton: true });
});
router.resources("/session", SessionController, { only: ["show"], singleton: true });

async function request(method: string, target: string): Promise<[unknown, object]> {
  const conn = new Conn(new TestAdapter({ method, target }));
  await router.call(conn);
  return [conn.respBody, conn.params];
}

describe("requests of resources", () => {
  test.each([
    ["GET", "/users/new", "new users", {}],
    ["GET", "/users", "index users", {}],
    ["GET", "/users/123", "show users", { id: "123" }],
    ["GET", "/users/123/edit", "edit users", { id: "123" }],
    ["POST", "/users", "create users", {}],
    ["PUT", "/users/1", "update users", { id: "1" }],
    ["PATCH", "/users/2", "update users", { id: "2" }],
    ["DELETE", "/users/2", "delete users", { id: "2" }],
    ["GET", "/users/1/comments/2", "show comments", { user_id: "1", id: "2" }],
    ["GET", "/users/1/comments", "index comments", { user_id: "1" }],
    ["POST", "/users/1/comments", "create comments", { user_id: "1" }],
    ["PATCH", "/users/1/comments/123", "update comments", { user_id: "1", id: "123" }],
    ["DELETE", "/users/1/comments/123", "delete comments", { user_id: "1", id: "123" }],
    ["GET", "/users/1/comments/123/special", "special comments", { user_id: "1", comment_id: "123" }],
    ["GET", "/users/8/files/10", "show files", { user_id: "8", id: "10" }],
    ["GET", "/users/1/files/new", "new files", { user_id: "1" }],
    ["GET", "/files", "index files", {}],
    ["GET", "/admin/foo", "show users", { slug: "foo" }],
    ["GET", "/admin/1/files/", "index files", { admin_slug: "1" }],
    ["GET", "/admin/1/files/1", "show files", { admin_slug: "1", id: "1" }],
    ["GET", "/admin/1/files/new", "new files", { admin_slug: "1" }],
    ["GET", "/admin/1/comments", "index comments", { admin_slug: "1" }],
    ["GET", "/admin/bar/comments/the_key", "show comments", { admin_slug: "bar", key: "the_key" }],
    ["PATCH", "/admin/1/comments/1", "update comments", { admin_slug: "1", key: "1" }],
    ["POST", "/admin/1/comments", "create comments", { admin_slug: "1" }],
    ["GET", "/members/new", "new users", {}],
    ["GET", "/members/2", "show users", { id: "2" }],
    ["GET", "/account/new", "new account", {}],
    ["GET", "/account", "show account", {}],
    ["GET", "/account/edit", "edit account", {}],
    ["POST", "/account", "create account", {}],
    ["PUT", "/account", "update account", {}],
    ["PATCH", "/account", "update account", {}],
    ["DELETE", "/account", "delete account", {}],
    ["GET", "/account/comments/2", "show comments", { id: "2" }],
    ["GET", "/account/session", "show session", {}],
    ["GET", "/account/session/new", "new session", {}],
    ["GET", "/session", "show session", {}],
  ])("%s %s → %s %j", async (method, target, body, params) => {
    expect(await request(method, target)).toEqual([body, params]);
  });

  test.each([
    ["DELETE", "/users/1/files/2"],
    ["PATCH", "/admin/1/files/2"],
    ["POST", "/admin/1/files"],
    ["DELETE", "/admin/1/files/1"],
    ["GET", "/admin/"],
    ["PATCH", "/admin/1"],
    ["POST", "/admin"],
    ["DELETE", "/admin/1"],
    ["DELETE", "/admin/1/comments/1"],
    ["DELETE", "/account/session"],
    ["PATCH", "/session/new"],
    ["POST", "/session"],
  ])("%s %s has no route", async (method, target) => {
    await expect(request(method, target)).rejects.toMatchObject({ name: "NoRouteError", plugStatus: 404 });
  });
});
