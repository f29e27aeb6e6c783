import { describe, expect } from "vitest";
import { Form, type Html } from "../component/index.ts";
import type { Conn } from "../conn/conn.ts";
import { endpoint } from "../endpoint/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { protectFromForgery } from "../plug/csrf_protection.ts";
import { parsers } from "../plug/parsers.ts";
import { session } from "../plug/session.ts";
import { Router } from "../router/router.ts";
import {
  buildConn,
  connCase,
  get,
  htmlResponse,
  post,
  provideTestContext,
  recycle,
  textResponse,
} from "../testing/index.ts";
import { accepts, controller, fetchSession } from "./index.ts";

provideTestContext(() => ({
  env: "test",
  root: "/hello",
  config: { endpoint: { secretKeyBase: "s".repeat(64) } },
  platform: { name: "node", fs: new MemoryFileSystem() } as unknown as Platform,
}));

const later = <T,>(value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, 1, value));

async function LateForm() {
  const action = await later("/posts");
  return (
    <Form for={{ title: "" }} action={action}>
      {(f) => <input name={f.field("title").name} />}
    </Form>
  );
}

const PageHTML = {
  form: (): Html => (
    <main>
      <LateForm />
    </main>
  ),
  list: async (): Promise<Html> => <p>{await later("no form")}</p>,
  whole: (): Html => <p>no form</p>,
};

const PageController = controller(
  { html: PageHTML },
  {
    form: (conn) => conn.render("form"),
    list: (conn) => conn.render("list"),
    whole: (conn) => conn.render("whole"),
    create: (conn) => conn.text("created"),
    invalid: (conn) => conn.putStatus(422).render("form"),
  },
);

const router = new Router();
router.pipeline("browser", [accepts(["html"]), fetchSession(), protectFromForgery()]);
router.pipeline("otherKey", [accepts(["html"]), fetchSession(), protectFromForgery({ sessionKey: "_own" })]);
router.pipeline("open", [accepts(["html"]), fetchSession()]);
router.pipeline("bare", [accepts(["html"])]);
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/form", PageController, "form");
  r.get("/whole", PageController, "whole");
  r.get("/list", PageController, "list");
  r.post("/posts", PageController, "create");
  r.post("/invalid", PageController, "invalid");
});
router.scope("/own", { pipeThrough: "otherKey" }, (r) => r.get("/form", PageController, "form"));
router.scope("/open", { pipeThrough: "open" }, (r) => r.get("/list", PageController, "list"));
router.scope("/bare", { pipeThrough: "bare" }, (r) => r.get("/list", PageController, "list"));

const Endpoint = endpoint({ otpApp: "hello" })
  .plug(parsers({ parsers: ["urlencoded"] }))
  .plug(session({ store: "cookie", key: "_hello_key", signingSalt: "aaaaaaaa" }))
  .plug(router);
const test = connCase({ application: Endpoint, endpoint: Endpoint });

const tokenIn = (page: string): string => /name="_csrf_token"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? "none";
/** The request after this one, which has to prove itself. */
const checked = (conn: Conn): Conn => recycle(conn).putPrivate("skipCsrfProtection", false);

describe("a form behind a promise", () => {
  test("can be posted", async ({ conn }) => {
    conn = await get(conn, "/form");
    expect(conn.state).toBe("sent");
    const _csrf_token = tokenIn(htmlResponse(conn, 200));
    expect(textResponse(await post(checked(conn), "/posts", { _csrf_token }), 200)).toBe("created");
    const stranger = post(checked(conn), "/posts", { _csrf_token: "x".repeat(48) });
    await expect(stranger).rejects.toThrow(expect.objectContaining({ plugStatus: 403 }));
  });

  test("can be posted when it answers a post, and again from the page after it", async ({ conn }) => {
    conn = await post(conn, "/invalid");
    const first = tokenIn(htmlResponse(conn, 422));
    const next = await get(conn, "/form");
    expect(next.getRespHeader("set-cookie")).toBeUndefined();
    const second = tokenIn(htmlResponse(next, 200));
    for (const _csrf_token of [first, second])
      expect(textResponse(await post(checked(next), "/posts", { _csrf_token }), 200)).toBe("created");
  });
});

test.each([
  ["/form", "_csrf_token"],
  ["/list", "_csrf_token"],
  ["/own/form", "_own"],
  ["/whole", undefined],
  ["/open/list", undefined],
  ["/bare/list", undefined],
])("after %s the session has the token under %s", async (path, key) => {
  const conn = await get(buildConn(Endpoint), path);
  expect(Object.keys(conn.sessionFetched ? conn.getSession() : {})).toEqual(key === undefined ? [] : [key]);
  expect(conn.getRespHeader("set-cookie") !== undefined).toBe(key !== undefined);
});
