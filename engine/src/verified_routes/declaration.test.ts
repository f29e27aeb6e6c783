import { expect, test } from "vitest";
import type { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { Router, type RouterOptions } from "../router/router.ts";
import { routesDeclaration } from "./index.ts";

const answer = (conn: Conn) => conn;
const actions = { index: answer, edit: answer, new: answer, show: answer, create: answer };
const UserController = controller(
  {},
  { ...actions, update: answer, delete: answer },
  { name: "HelloWeb.UserController" },
);

/** What the declaration says of a router: the lines inside of its interfaces. */
function declared(declare: (router: Router) => void, options?: RouterOptions): string[] {
  const router = new Router(options);
  declare(router);
  return routesDeclaration(router)
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => line.trim());
}

test("has each path once, with its parameters", () => {
  const router = new Router();
  router.get("/", answer);
  router.get("/users/:user_id/posts/:id", answer);
  router.put("/users/:user_id/posts/:id", answer);
  router.get("/files/*rest", answer);
  router.get('/quote"d', answer);
  router.forward("/jobs", answer);
  expect(routesDeclaration(router)).toBe(`// Written by fledge from the router. Changes are overwritten.
import type { NoParams, Param } from "fledge/verified_routes";

export interface Routes {
  "/": NoParams;
  "/users/:user_id/posts/:id": { user_id: Param; id: Param };
  "/files/*rest": { rest: readonly Param[] };
  "/quote\\"d": NoParams;
  "/jobs": NoParams;
  "/jobs/*path": { path: readonly Param[] };
}
`);
});

test("of a router without routes", () => {
  expect(routesDeclaration(new Router())).toBe(
    "// Written by fledge from the router. Changes are overwritten.\n\nexport interface Routes {}\n",
  );
});

// After Phoenix's tests of the warnings for forwards and for `warn_on_verify`.
test("has the paths of a router that is forwarded to, and of it those only", () => {
  const inner = new Router();
  inner.get("/", answer);
  inner.get("/pages/:id", answer);
  const admin = new Router();
  admin.get("/dashboard", answer);
  admin.forward("/inner", inner);
  expect(
    declared((router) => {
      router.forward("/admin", admin);
      router.get("/admin/dashboard", answer);
      router.forward("/", inner);
    }),
  ).toEqual([
    '"/admin/dashboard": NoParams;',
    '"/admin/inner": NoParams;',
    '"/admin/inner/pages/:id": { id: Param };',
    '"/": NoParams;',
    '"/pages/:id": { id: Param };',
  ]);
});

test("a router that forwards to itself comes to an end", () => {
  expect(
    declared((router) => {
      router.get("/a", answer);
      router.forward("/again", router);
    }),
  ).toEqual(['"/a": NoParams;', '"/again/a": NoParams;']);
});

test("leaves out what warnOnVerify says, unless another route has the path", () => {
  expect(
    declared((router) => {
      router.get("/", answer);
      router.get("/*path", answer, { warnOnVerify: true });
      router.get("/both", answer, { warnOnVerify: true });
      router.post("/both", answer);
    }),
  ).toEqual(['"/": NoParams;', '"/both": NoParams;']);
});

test("has the calls of helpers when the router wants them", () => {
  const declare = (router: Router) => {
    router.resources("/users", UserController, (users) => {
      users.get("/files/*path", UserController, "show", { as: "file" });
    });
    router.get("/health", answer, { as: "health" });
    router.get("/hidden", answer, { as: null });
  };
  const router = new Router({ helpers: true });
  declare(router);
  expect(routesDeclaration(router)).toContain(`
/** For routeHelpers<Helpers>(…): the calls of each helper. */
export interface Helpers {
  "user": [action: "index" | "new" | "create"] | [action: "edit" | "show" | "update" | "delete", id: Param];
  "userFile": [action: "show", user_id: Param, path: readonly Param[]];
  "health": [];
}
`);
  for (const options of [{}, { helpers: false }])
    expect(declared(declare, options).some((line) => line.startsWith('"user'))).toBe(false);
});
