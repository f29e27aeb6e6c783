import { describe, expect, test } from "vitest";
import type { StartContext } from "../application/child.ts";
import { type Html, raw } from "../component/rendered.ts";
import { Conn } from "../conn/conn.ts";
import {
  accepts,
  controller,
  fetchLiveFlash,
  fetchSession,
  protectFromForgery,
  putRootLayout,
} from "../controller/index.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { head } from "../plug/head.ts";
import { methodOverride } from "../plug/method_override.ts";
import { parsers } from "../plug/parsers.ts";
import { requestId } from "../plug/request_id.ts";
import { session } from "../plug/session.ts";
import { Router } from "../router/router.ts";
import type { EndpointConfig } from "./config.ts";
import { endpoint } from "./endpoint.ts";

const SECRET = "s".repeat(64);

const HelloHTML = {
  index: () => raw("<h2>Hello World, from Phoenix!</h2>"),
  show: ({ messenger }: { messenger: string }) => messenger,
};
const Layouts = {
  root: ({ innerContent }: { innerContent: Html }): Html => [
    raw("<html><body>"),
    innerContent,
    raw("</body></html>"),
  ],
};
const HelloController = controller(
  { html: HelloHTML },
  {
    index: (conn) => conn.render("index"),
    show: (conn, { messenger }) => conn.render("show", { messenger: String(messenger) }),
    async later(conn) {
      await Promise.resolve();
      return conn.text("later");
    },
    crash: () => {
      throw new Error("secret detail");
    },
    forget: (conn) => conn.putStatus(200),
  },
);

const router = new Router();
router.pipeline("browser", [
  accepts(["html"]),
  fetchSession(),
  fetchLiveFlash(),
  putRootLayout({ html: Layouts.root }),
  protectFromForgery(),
]);
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/hello", HelloController, "index");
  r.get("/hello/:messenger", HelloController, "show");
  r.get("/later", HelloController, "later");
  r.get("/crash", HelloController, "crash");
  r.get("/forget", HelloController, "forget");
});

function start(config: EndpointConfig = {}, env: StartContext["env"] = "prod") {
  const fs = new MemoryFileSystem();
  const Endpoint = endpoint({ otpApp: "hello" })
    .plug(requestId())
    .plug(parsers({ parsers: ["urlencoded", "json"] }))
    .plug(methodOverride())
    .plug(head())
    .plug(session({ store: "cookie", key: "_hello_key", signingSalt: "aaaaaaaa" }))
    .plug(router);
  const running = Endpoint.start({
    env,
    root: "/hello",
    config: { endpoint: { secretKeyBase: SECRET, ...config } },
    platform: { name: "node", fs } as unknown as Platform,
  });
  return { Endpoint, handler: running.handler!, fs };
}

async function request(
  handler: (adapter: TestAdapter) => void | Promise<void>,
  options: TestRequest | string,
) {
  const adapter = new TestAdapter(typeof options === "string" ? { target: options } : options);
  await handler(adapter);
  return adapter;
}

describe("a whole application", () => {
  test.each([
    ["/hello", 200, "<html><body><h2>Hello World, from Phoenix!</h2></body></html>"],
    ["/hello/Frank", 200, "<html><body>Frank</body></html>"],
    ["/hello/%3Cb%3E", 200, "<html><body>&lt;b&gt;</body></html>"],
    ["/later", 200, "later"],
    ["/nowhere", 404, "Not Found"],
    ["/hello/%ff", 400, "Bad Request"],
    ["/hello?a=%ff", 400, "Bad Request"],
    ["/crash", 500, "Internal Server Error"],
    ["/forget", 500, "Internal Server Error"],
  ])("GET %s → %i", async (target, status, body) => {
    const adapter = await request(start().handler, target);
    expect([adapter.status, adapter.text]).toEqual([status, body]);
  });

  test("answers HEAD as GET, without a body", async () => {
    const adapter = await request(start().handler, { method: "HEAD", target: "/hello" });
    expect([adapter.status, adapter.text]).toEqual([200, ""]);
  });
});

test("an application that is not started says so", () => {
  const Endpoint = endpoint({ otpApp: "hello" });
  expect(() => Endpoint.call(new Conn(new TestAdapter()))).toThrow(/not started/);
  expect(Endpoint.path("/a")).toBe("/a");
});
