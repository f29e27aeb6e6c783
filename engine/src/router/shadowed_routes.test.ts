import { expect, test } from "vitest";
import type { Conn } from "../conn/conn.ts";
import { Router } from "./router.ts";
import { shadowedRoutes } from "./shadowed_routes.ts";

const answer = (conn: Conn) => conn.text("");

function shadowed(declare: (router: Router) => unknown): string[] {
  const router = new Router();
  declare(router);
  return shadowedRoutes(router).map(({ route, by }) => `${route.verb} ${route.path} < ${by.verb} ${by.path}`);
}

test.each<[string, (router: Router) => unknown, string[]]>([
  ["the same path twice", (r) => [r.get("/a", answer), r.get("/a", answer)], ["GET /a < GET /a"]],
  ["another verb", (r) => [r.get("/a", answer), r.post("/a", answer)], []],
  ["a parameter first", (r) => [r.get("/:id", answer), r.get("/new", answer)], ["GET /new < GET /:id"]],
  ["a parameter last", (r) => [r.get("/new", answer), r.get("/:id", answer)], []],
  ["any verb first", (r) => [r.match("*", "/a", answer), r.get("/a", answer)], ["GET /a < * /a"]],
  ["any verb last", (r) => [r.get("/a", answer), r.match("*", "/a", answer)], []],
  ["a glob first", (r) => [r.get("/*all", answer), r.get("/a/b", answer)], ["GET /a/b < GET /*all"]],
  [
    "a forward first",
    (r) => [r.forward("/jobs", answer), r.get("/jobs/1", answer)],
    ["GET /jobs/1 < * /jobs"],
  ],
  ["a route before a forward", (r) => [r.get("/jobs/1", answer), r.forward("/jobs", answer)], []],
  [
    "a host first",
    (r) => [r.scope("/", { host: "a.com" }, (s) => s.get("/a", answer)), r.get("/a", answer)],
    [],
  ],
  [
    "no host first",
    (r) => [r.get("/a", answer), r.scope("/", { host: "a.com" }, (s) => s.get("/a", answer))],
    ["GET /a < GET /a"],
  ],
])("%s", (_, declare, expected) => {
  expect(shadowed(declare)).toEqual(expected);
});

test("the warning names both places", () => {
  const router = new Router();
  router.get("/users/:id", answer);
  router.get("/users/new", answer);
  const [warning] = shadowedRoutes(router);
  expect(warning!.message).toMatch(
    /^this route cannot match because a previous route at .*shadowed_routes\.test\.ts:\d+ always matches: GET \/users\/new comes after GET \/users\/:id\./,
  );
  expect(warning!.site!.line).toBe(warning!.by.site!.line + 1);
});
