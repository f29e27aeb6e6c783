import { expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { Router } from "./router.ts";

const SampleController = controller(
  {},
  {
    index: (conn) => conn.json(conn.assigns),
    crash: () => {
      throw new Error("crash!");
    },
  },
);
const put = (stack: string) => (conn: Conn) => conn.assign("stack", stack);
const stop = (conn: Conn) => conn.sendResp(200, "stop").halt();

// Pipelines, requests and results after Phoenix's tests of pipelines (Apache 2.0).
const router = new Router();
router.pipeline("browser", [put("browser")]);
router.pipeline("api", [put("api")]);
router.pipeline("params", [(conn) => conn.assign("seen", { ...conn.params })]);
router.pipeline("halt", [stop]);
router.pipeline("halt again", [stop]);
router.get("/root", SampleController, "index");
router.put("/root/:id", SampleController, "index");
router.get("/crash", SampleController, "crash");
router.scope("/browser", { pipeThrough: "browser" }, (browser) => {
  browser.get("/root", SampleController, "index");
  browser.scope("/api", { pipeThrough: "api" }, (r) => r.get("/root", SampleController, "index"));
  browser.scope("/:id", { pipeThrough: "params" }, (r) => r.get("/", SampleController, "index"));
});
router.scope("/browser-api", { pipeThrough: ["browser", "api"] }, (r) => {
  r.get("/root", SampleController, "index");
});
router.scope("/stop", { pipeThrough: [(conn) => conn, "halt", "halt again"] }, (r) => {
  r.get("/", SampleController, "index");
});

test.each([
  ["/root", [], "{}"],
  ["/browser/root", ["browser"], '{"stack":"browser"}'],
  ["/browser/api/root", ["browser", "api"], '{"stack":"api"}'],
  ["/browser-api/root", ["browser", "api"], '{"stack":"api"}'],
  ["/browser/hello", ["browser", "params"], '{"stack":"browser","seen":{"id":"hello"}}'],
  ["/stop", ["function", "halt", "halt again"], "stop"],
])("%s goes through %j", async (target, pipelines, body) => {
  const conn = new Conn(new TestAdapter({ target }));
  await router.call(conn);
  expect([conn.status, conn.respBody]).toEqual([200, body]);
  expect(router.routeInfo("GET", target)?.pipeThrough).toEqual(pipelines);
});

test("a failure comes out as it is", () => {
  expect(() => router.call(new Conn(new TestAdapter({ target: "/crash" })))).toThrow("crash!");
});

test.each([
  [["browser", "auth", "browser"], /duplicate pipeThrough for browser/],
  [["auth", stop, stop], /duplicate pipeThrough for stop/],
  [["nope"], /unknown pipeline "nope"/],
])("through %j is refused", (pipes, message) => {
  const bad = new Router();
  bad.pipeline("browser", []);
  bad.pipeline("auth", []);
  expect(() => bad.scope("/", { pipeThrough: pipes as never }, () => {})).toThrow(message);
});
