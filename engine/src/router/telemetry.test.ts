import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { attach, detach, type Measurements, type Metadata } from "../telemetry/index.ts";
import { Router } from "./router.ts";

const UserController = controller(
  {},
  {
    show: (conn) => conn.text("show"),
    notFound: (conn) => conn.putStatus(404).text("not found"),
    halt: (conn) => conn.sendResp(401, "Unauthorized").halt(),
    raise: () => {
      throw new RangeError("boom");
    },
    later: async () => {
      throw "no error object";
    },
  },
  { name: "HelloWeb.UserController" },
);

// Routes and events after Phoenix's routing tests (Apache 2.0).
const router = new Router();
router.pipeline("noop", [(conn) => conn]);
router.pipeline("halt", [(conn) => conn.sendResp(401, "Unauthorized").halt()]);
router.get("/users/:id", UserController, "show", { metadata: { access: "user" } });
router.get("/halt-controller", UserController, "halt");
router.get("/later", UserController, "later");
router.scope("/", { pipeThrough: "noop", log: "info" }, (r) => {
  r.get("/users/:id/raise", UserController, "raise");
});
router.scope("/halt-plug", { pipeThrough: "halt" }, (r) => r.get("/", UserController, "raise"));
router.get("/*path", UserController, "notFound");

interface Seen {
  kind: string;
  state: string;
  measurements: Measurements;
  metadata: Metadata;
}
let seen: Seen[] = [];
const kinds = ["start", "stop", "exception"];
beforeEach(() => {
  seen = [];
  for (const kind of kinds)
    attach(`routing-${kind}`, ["fledge", "router_dispatch", kind], (_, measurements, metadata) => {
      seen.push({ kind, state: (metadata.conn as Conn).state, measurements, metadata });
    });
});
afterEach(() => {
  for (const kind of kinds) detach(`routing-${kind}`);
});

async function request(target: string): Promise<Conn> {
  const conn = new Conn(new TestAdapter({ target }));
  try {
    await router.call(conn);
  } catch {
    // What is told of it is looked at below.
  }
  return conn;
}

test.each([
  ["/users/123", "/users/:id", ["start unset", "stop sent"]],
  ["/halt-plug", "/halt-plug", ["start unset", "stop sent"]],
  ["/halt-controller", "/halt-controller", ["start unset", "stop sent"]],
  ["/users/123/raise", "/users/:id/raise", ["start unset", "exception unset"]],
  ["/later", "/later", ["start unset", "exception unset"]],
])("%s tells of %s: %j", async (target, route, events) => {
  await request(target);
  expect(seen.map(({ kind, state }) => `${kind} ${state}`)).toEqual(events);
  expect(new Set(seen.map(({ metadata }) => metadata.route))).toEqual(new Set([route]));
});

describe("the events", () => {
  const known = {
    route: "/users/:id",
    plug: "HelloWeb.UserController",
    plugOptions: "show",
    pathParams: { id: "123" },
    pipeThrough: [],
    log: "debug",
    access: "user",
  };

  test("of a request that is answered have measurements and metadata", async () => {
    const before = Date.now();
    const conn = await request("/users/123");
    const [start, stop] = seen;
    expect(start!.measurements.systemTime).toBeGreaterThanOrEqual(before);
    expect(stop!.measurements.duration).toBeGreaterThanOrEqual(0);
    for (const { metadata } of seen) expect(metadata).toMatchObject({ ...known, conn });
  });

  test.each([
    [
      "/users/123/raise",
      new RangeError("boom"),
      {
        kind: "error",
        route: "/users/:id/raise",
        plugOptions: "raise",
        log: "info",
        pipeThrough: ["noop"],
        pathParams: { id: "123" },
      },
    ],
    ["/later", "no error object", { kind: "throw", route: "/later", plugOptions: "later", pipeThrough: [] }],
  ])("of %s have its failure", async (target, reason, expected) => {
    await request(target);
    const { measurements, metadata } = seen[1]!;
    expect(measurements.duration).toBeGreaterThanOrEqual(0);
    expect(metadata).toMatchObject({ ...expected, plug: "HelloWeb.UserController" });
    expect(metadata.reason).toEqual(reason);
    if (reason instanceof Error) expect(metadata.stacktrace).toContain("RangeError: boom\n    at ");
  });
});

test.each<[string, string | string[], string, string, object]>([
  ["GET", "foo/bar/baz", "/*path", "notFound", { path: ["foo", "bar", "baz"] }],
  ["GET", ["foo", "bar", "baz"], "/*path", "notFound", { path: ["foo", "bar", "baz"] }],
  ["GET", ["a%20b"], "/*path", "notFound", { path: ["a%20b"] }],
  ["GET", "a%20b", "/*path", "notFound", { path: ["a b"] }],
  ["GET", "users/1", "/users/:id", "show", { id: "1" }],
  ["GET", "/", "/*path", "notFound", { path: [] }],
])("routeInfo(%s, %j) is %s", (method, path, route, plugOptions, pathParams) => {
  expect(router.routeInfo(method, path, "host")).toMatchObject({
    route,
    plug: "HelloWeb.UserController",
    plugOptions,
    pathParams,
    log: "debug",
    pipeThrough: [],
  });
  expect(router.routeInfo("POST", path, "host")).toBeUndefined();
});
