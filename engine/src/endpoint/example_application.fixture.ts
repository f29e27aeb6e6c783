import type { StartContext } from "../application/child.ts";
import { type Html, raw } from "../component/rendered.ts";
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

// A small application for the endpoint's tests, with pages that fail in every way.
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

/** What actions of the debug page have run. */
export const ran: string[] = [];
const FailingController = controller(
  {},
  {
    async half(conn) {
      await conn.sendChunked(200).chunk("half");
      throw new Error("too late");
    },
    file: (conn) => conn.sendFile(200, "/none"),
    stream: (conn) =>
      conn
        .putFormat("html")
        .putView({ html: { page: (): Html => [raw("<p>"), Promise.reject(new Error("late"))] } })
        .render("page"),
    source: (conn) => {
      const line = conn.queryParams.line ?? 12;
      const error = new Error("in the project", { cause: new TypeError("the cause") });
      error.stack = `Error: in the project\n    at call (/app/node_modules/fledge/dist/router.js:1:2)\n    at Object.index (/hello/lib/page.ts:${line}:3)\n    at lib/other.ts:2:1\n    at node:internal/x:1:1`;
      throw error;
    },
    frame: () => {
      throw Object.assign(new Error("bad syntax"), {
        file: "lib/broken.ts",
        line: 3,
        column: 11,
        frame: "> 3 | const a = ;",
      });
    },
    secure: (conn) => {
      conn.putRespHeader("content-security-policy", "default-src 'self'");
      throw new Error("secure");
    },
    sent: (conn) => {
      conn.sendResp(200, "sent");
      throw new Error("too late");
    },
    remember: (conn) => conn.fetchSession().putSession("session_key", "session_value").text("remembered"),
    session: (conn) => {
      conn.fetchSession();
      throw new Error("with a session");
    },
    "thrown-text": () => {
      throw new Error("<script>evil</script>");
    },
    thrown: () => {
      throw { a: 1 };
    },
    actions: () => {
      const actions = [{ label: "Run seeds", handler: () => ran.push("seeds") }];
      throw Object.assign(new Error("no data"), { plugStatus: 404, actions });
    },
  },
);

const router = new Router();
for (const action of FailingController.actionNames) router.get(`/${action}`, FailingController, action);
router.post("/crash", FailingController, "secure");
router.post("/actions", FailingController, "actions");
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

/** Starts the example application. */
export function start(
  config: EndpointConfig = {},
  env: StartContext["env"] = "prod",
  vars: Record<string, string> = {},
) {
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
    platform: { name: "node", fs, vars } as unknown as Platform,
  });
  return { Endpoint, handler: running.handler!, fs };
}

/** Makes a request, which never throws, and gives what was sent. */
export async function request(
  handler: (adapter: TestAdapter) => void | Promise<void>,
  options: TestRequest | string,
) {
  const adapter = new TestAdapter(typeof options === "string" ? { target: options } : options);
  await handler(adapter);
  return adapter;
}
