import fc from "fast-check";
import { expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { fillPath } from "../verified_routes/verified_routes.ts";
import { covers, parsePath } from "./path_pattern.ts";
import { Router } from "./router.ts";

const answer = (conn: Conn) => conn;
/** Few words, so that routes and paths often meet. */
const word = fc.constantFrom("a", "b", "va", "vb", "new");
const part = fc.oneof({ weight: 3, arbitrary: word }, fc.constantFrom(":p", "v:q", "va:r"));
const pattern = fc
  .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom("", "", "/*rest"))
  .map(([parts, glob]) =>
    `/${parts.map((text, i) => text.replace(/:(\w)/, `:$1${i}`)).join("/")}${glob}`.replace("//", "/"),
  );
const path = fc.array(word, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`);

test("the first route in order that fits wins, as if they were tried one by one", () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 12 }), path, (patterns, requested) => {
      const router = new Router();
      for (const each of patterns) router.get(each, answer);
      const expected = patterns.find((each) => covers(parsePath(each), parsePath(requested)));
      expect(router.routeInfo("GET", requested)?.route).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test("the table of whole paths agrees with the trie", () => {
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 12 }), (patterns) => {
      const router = new Router();
      for (const each of patterns) router.get(each, answer, { metadata: { pattern: each } });
      for (const each of patterns.filter((text) => !/[:*]/.test(text))) {
        const conn = new Conn(new TestAdapter({ target: each }));
        router.call(conn);
        expect((conn.private as { route: { path: string } }).route.path).toBe(
          router.routeInfo("GET", each)!.route,
        );
      }
    }),
    { numRuns: 500 },
  );
});

test("the parameters put in a path are those that the router reads from it", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
    .filter((value) => value !== "." && value !== "..");
  const router = new Router();
  router.get("/users/:id/v:version/*rest", answer);
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 3 }), (id, version, rest) => {
      const filled = fillPath("/users/:id/v:version/*rest", { id, version, rest });
      expect(filled).toMatch(/^[\w\-.~%/]+$/);
      expect(router.routeInfo("GET", filled)?.pathParams).toEqual({ id, version, rest });
    }),
    { numRuns: 1000 },
  );
});
