import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { controller, fetchSession, protectFromForgery } from "../controller/index.ts";
import { endpoint } from "../endpoint/index.ts";
import { attachRequestLogger, type LogEntry, Logger } from "../logger/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { tempFilesOn } from "../platform/temp_files.ts";
import { head, methodOverride, parsers, requestId, session, staticFiles } from "../plug/index.ts";
import { Router } from "../router/router.ts";
import { streamOf } from "./contract.fixture.ts";
import { TestAdapter, type TestRequest } from "./test_adapter.ts";

// What a client may send to do harm, through a whole endpoint: it is refused with the status that fits before the application sees
// it, or it is harmless.

const fs = new MemoryFileSystem({
  "/app/priv/static/css/app.css": "body{}",
  "/app/priv/secret": "secret",
});
/** What the actions were called with. */
const reached: unknown[] = [];
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const Actions = controller(
  {},
  {
    echo(conn, params) {
      reached.push(params);
      return conn.json(params);
    },
    session: (conn) => conn.json(conn.getSession()),
    remember: (conn, { value }) => conn.putSession("value", value).text("ok"),
    header: (conn, { value }) => conn.putRespHeader("x-value", text(value)).text("ok"),
    headerName: (conn, { value }) => conn.putRespHeader(text(value), "x").text("ok"),
    cookie: (conn, { value }) => conn.putRespCookie("value", text(value)).text("ok"),
    cookieName: (conn, { value }) => conn.putRespCookie(text(value), "x").text("ok"),
    type: (conn, { value }) => conn.putRespContentType(text(value)).sendResp(200, "ok"),
    redirect: (conn, { value }) => conn.redirect({ to: text(value) }),
    external: (conn, { value }) => conn.redirect({ external: text(value) }),
    download: (conn, { value }) => conn.sendDownload({ data: "x", filename: text(value) }),
    plainDownload: (conn, { value }) =>
      conn.sendDownload({ data: "x", filename: text(value) }, { encode: false }),
  },
);

const router = new Router();
router.pipeline("browser", [fetchSession(), protectFromForgery()]);
router.get("/echo/:id", Actions, "echo");
router.get("/files/*rest", Actions, "echo");
for (const verb of ["get", "post"] as const) router[verb]("/echo", Actions, "echo");
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.post("/protected", Actions, "echo");
  r.get("/session", Actions, "session");
  r.get("/remember", Actions, "remember");
});
for (const action of Actions.actionNames) router.get(`/do/${action}`, Actions, action);

const Endpoint = endpoint({ otpApp: "hello" })
  .plug(staticFiles({ at: "/", from: "priv/static", only: ["css"] }))
  .plug(requestId())
  .plug(
    parsers({
      parsers: ["urlencoded", "multipart", "json"],
      pass: ["text/*"],
      length: 10_000,
      readTimeout: 50,
      queryStringLength: 3000,
      tempFiles: tempFilesOn(fs, "/tmp/uploads"),
    }),
  )
  .plug(methodOverride())
  .plug(head())
  .plug(session({ store: "cookie", key: "_hello_key", signingSalt: "aaaaaaaa" }))
  .plug(router);

const entries: LogEntry[] = [];
let before: ReturnType<typeof Logger.configure>;
let detach: () => void;
let running: ReturnType<typeof Endpoint.start>;
beforeAll(() => {
  before = Logger.configure({ handler: (entry) => entries.push(entry), level: "debug" });
  detach = attachRequestLogger();
  running = Endpoint.start({
    env: "prod",
    root: "/app",
    config: { endpoint: { secretKeyBase: "s".repeat(64), maxUrlLength: 5000 } },
    platform: { name: "node", fs, vars: {} } as unknown as Platform,
  });
});
afterAll(() => {
  detach();
  Logger.configure(before);
});
afterEach(() => {
  entries.length = 0;
  reached.length = 0;
});

async function ask(request: TestRequest | string): Promise<TestAdapter> {
  const adapter = new TestAdapter({
    readFile: (path) => fs.readBytes(path),
    ...(typeof request === "string" ? { target: request } : request),
  });
  await running.handler!(adapter);
  return adapter;
}
const post = (type: string, body: TestRequest["body"]): TestRequest => ({
  method: "POST",
  target: "/echo",
  headers: [["content-type", type]],
  body,
});
const bytes = (binary: string): Uint8Array => Uint8Array.from(binary, (char) => char.charCodeAt(0));
const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data; boundary=b";
const part = (headers: string, body: string): string =>
  `--b\r\ncontent-disposition: form-data; ${headers}\r\n\r\n${body}\r\n`;
const deep = (levels: number): string => `a${"[b]".repeat(levels)}`;

describe("is refused before the application sees it, and logged once", () => {
  test.each<[what: string, request: TestRequest | string, status: number]>([
    ["a path with broken percent-encoding", "/echo/%", 400],
    ["a path with half an escape", "/echo/%c", 400],
    ["a path that is not UTF-8", "/echo/%ff", 400],
    ["a path with an overlong slash", "/echo/%c0%af", 400],
    ["a path with a lone surrogate", "/echo/%ed%a0%80", 400],
    ["a glob that is not UTF-8", "/files/a/%ff", 400],
    ["a query with broken percent-encoding", "/echo?a=%", 400],
    ["a query whose name is broken", "/echo?%zz=1", 400],
    ["a query that is not UTF-8", "/echo?a=%ff", 400],
    ["a query cut in the middle of a character", "/echo?a=%e4%b8", 400],
    ["a query of absurd depth", `/echo?${deep(33)}=1`, 400],
    ["a query that is too long", `/echo?a=${"x".repeat(3000)}`, 414],
    ["an address that is too long", `/echo/${"x".repeat(5000)}`, 414],
    ["a form with broken percent-encoding", post(FORM, "a=%"), 400],
    ["a form that is not UTF-8", post(FORM, bytes("a=\xff")), 400],
    ["a form with escapes that are not UTF-8", post(FORM, "a=%ff"), 400],
    ["a form of absurd depth", post(FORM, `${deep(33)}=1`), 400],
    ["a form that is too long", post(FORM, "x".repeat(10_001)), 413],
    [
      "a form that is too long by its header",
      {
        ...post(MULTIPART, "--b--"),
        headers: [
          ["content-type", MULTIPART],
          ["content-length", "10001"],
        ],
      },
      413,
    ],
    ["a form that stops coming", post(FORM, streamOf({ pieces: ["a", "b"], pause: 300 })), 408],
    ["a form that drips", post(FORM, streamOf({ pieces: ["a", "=", "b", "c"], pause: 20 })), 408],
    ["a form that is cut", post(FORM, streamOf({ pieces: ["a", "="], pause: 1, cut: true })), 400],
    ["JSON that is none", post("application/json", '{"a":'), 400],
    ["JSON that is not UTF-8", post("application/json", bytes('{"a":"\xff"}')), 400],
    ["JSON of absurd depth", post("application/json", "[".repeat(4000) + "]".repeat(4000)), 400],
    ["JSON that is too long", post("application/json", `"${"x".repeat(10_000)}"`), 413],
    ["JSON that stops coming", post("application/json", streamOf({ pieces: ["{", "}"], pause: 300 })), 408],
    ["multipart without a boundary", post("multipart/form-data", "x"), 400],
    ["multipart cut in a header", post(MULTIPART, "--b\r\ncontent-dispo"), 400],
    ["multipart cut in a field", post(MULTIPART, part("name=a", "1")), 400],
    ["multipart cut in a file", post(MULTIPART, part("name=a; filename=b", "1").slice(0, -1)), 400],
    [
      "multipart with a field that is not UTF-8",
      post(MULTIPART, bytes(`${part("name=a", "\xff")}--b--`)),
      400,
    ],
    [
      "multipart with a name that is not UTF-8",
      post(MULTIPART, bytes(`${part('name="\xff"', "1")}--b--`)),
      400,
    ],
    [
      "multipart with a broken file name",
      post(MULTIPART, `${part("name=a; filename*=utf-8''%ff", "1")}--b--`),
      400,
    ],
    ["multipart of absurd depth", post(MULTIPART, `${part(`name="${deep(33)}"`, "1")}--b--`), 400],
    [
      "multipart that is too long",
      post(MULTIPART, `${part("name=a; filename=b", "x".repeat(10_000))}--b--`),
      413,
    ],
    ["multipart that stops coming", post(MULTIPART, streamOf({ pieces: ["--b\r\n", "x"], pause: 300 })), 408],
    ["a media type that nobody parses", post("application/x-evil", "x"), 415],
    ["a media type that is none", post("evil", "x"), 415],
    ["a static path that leads out", "/css/../../secret", 400],
    ["a static path that leads out, escaped", "/css/%2e%2e/%2e%2e/secret", 400],
    ["a static path with escaped slashes", "/css/..%2f..%2fsecret", 400],
    ["a static path with backslashes", "/css/..\\..\\secret", 400],
    ["a static path with a null character", "/css/app.css%00.png", 400],
    ["a static path that is not UTF-8", "/css/%ff", 400],
    ["a form without a CSRF token", { ...post(FORM, "a=1"), target: "/protected" }, 403],
    [
      "a form with a made-up CSRF token",
      { ...post(FORM, `_csrf_token=${"A".repeat(48)}`), target: "/protected" },
      403,
    ],
    ["a path that is none of the application's", "/secret", 404],
  ])("%s", async (_, request, status) => {
    const adapter = await ask(request);
    expect(adapter.status).toBe(status);
    expect(adapter.text).not.toMatch(/secret|\.ts:|Error:/);
    expect(reached).toEqual([]);
    const lines = entries.map(({ message }) => message).filter((line) => !line.startsWith("Processing"));
    expect(lines).toEqual([expect.stringContaining(`to ${status} response`)]);
    expect(entries.every(({ level }) => level === "debug")).toBe(true);
  });

  test("no file stays of what was refused", async () => {
    await expect.poll(() => fs.list("/tmp/uploads")).toEqual([]);
  });
});

describe("is harmless", () => {
  const json = (values: object): string => JSON.stringify(values);
  const POLLUTED = '{"__proto__":{"admin":"1"},"constructor":{"prototype":{"admin":"1"}}}';

  test.each<[what: string, request: TestRequest | string]>([
    ["a query", "/echo?__proto__[admin]=1&constructor[prototype][admin]=1"],
    ["an escaped query", "/echo?%5f%5fproto%5f%5f%5badmin%5d=1&constructor%5Bprototype%5D%5Badmin%5D=1"],
    ["a form", post(FORM, "__proto__[admin]=1&constructor[prototype][admin]=1")],
    ["JSON", post("application/json", POLLUTED)],
    [
      "multipart",
      post(
        MULTIPART,
        `${part('name="__proto__[admin]"', "1")}${part('name="constructor[prototype][admin]"', "1")}--b--`,
      ),
    ],
  ])("%s with the names of prototypes", async (_, request) => {
    expect((await ask(request)).text).toBe(POLLUTED);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("cookies with the names of prototypes, broken escapes and bytes that are not UTF-8", async () => {
    const adapter = await ask({
      target: "/session",
      headers: [["cookie", "__proto__=1; constructor=2; a=%; b=%ff; c=\xff; _hello_key=%; =; ;"]],
    });
    expect([adapter.status, adapter.text]).toEqual([200, "{}"]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test("a session cookie that was tampered with", async () => {
    const adapter = await ask("/remember?value=swordfish");
    const cookie = adapter.respHeaders.find(([name]) => name === "set-cookie")![1].split(";")[0]!;
    expect((await ask({ target: "/session", headers: [["cookie", cookie]] })).text).toBe(
      json({ value: "swordfish" }),
    );
    const [, payload] = cookie.split(".");
    const forged = Buffer.from(json({ value: "forged", admin: true })).toString("base64url");
    for (const tampered of [
      cookie.replace(payload!, forged),
      cookie.slice(0, -1),
      `${cookie}A`,
      cookie.replace("SFMyNTY", "bm9uZQ"),
      `_hello_key=${forged}`,
      `_hello_key=..${payload}`,
      "_hello_key=",
    ]) {
      entries.length = 0;
      const response = await ask({ target: "/session", headers: [["cookie", tampered]] });
      expect([response.status, response.text]).toEqual([200, "{}"]);
      expect(entries.filter(({ level }) => level !== "debug")).toEqual([]);
    }
  });

  test("a great number of parameters", async () => {
    const started = performance.now();
    const pairs = Array.from({ length: 1600 }, (_, i) => `a[${i}]=`).join("&");
    expect((await ask(post(FORM, pairs.slice(0, 10_000)))).status).toBe(200);
    expect((await ask(post(FORM, "&".repeat(10_000)))).text).toBe("{}");
    expect((await ask(post(FORM, "a[]&".repeat(2_500)))).status).toBe(200);
    expect((await ask(post(FORM, `a${"[".repeat(9_000)}=1`))).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("duplicates: the last counts", async () => {
    expect((await ask("/echo?a=1&a=2&a[b]=3&a=4")).text).toBe(json({ a: "4" }));
  });

  test("a name that is too long for a file", async () => {
    expect((await ask(`/css/${"x".repeat(1000)}.css`)).status).toBe(404);
  });
});

test("what a server cannot send is answered with 500 all the same", async () => {
  class Refusing extends TestAdapter {
    private refused = false;
    override sendResp(...args: Parameters<TestAdapter["sendResp"]>): void {
      if (!this.refused) {
        this.refused = true;
        throw new TypeError("invalid character in a header");
      }
      super.sendResp(...args);
    }
  }
  const adapter = new Refusing({ target: "/echo" });
  await running.handler!(adapter);
  expect([adapter.status, adapter.text]).toEqual([500, "Internal Server Error"]);
  expect(entries.filter(({ level }) => level === "error")).toHaveLength(1);
});

describe("what an application takes over from a client", () => {
  const BREAK = "x%0d%0aset-cookie:%20admin=1";
  test.each([
    ["header", BREAK],
    ["header", "x%0aset-cookie:%20admin=1"],
    ["header", "x%00"],
    ["header", "x%1b[31m"],
    ["header", "%E4%B8%96"],
    ["cookie", "%E4%B8%96"],
    ["redirect", "/%E4%B8%96"],
    ["headerName", "x-a:%20b%0d%0aset-cookie"],
    ["headerName", ""],
    ["cookie", BREAK],
    ["cookie", "x;%20domain=evil.com"],
    ["cookieName", BREAK],
    ["cookieName", "a=b;%20path"],
    ["type", `text/html${BREAK}`],
    ["redirect", `/${BREAK}`],
    ["redirect", "//evil.com"],
    ["redirect", "/\\evil.com"],
    ["redirect", "/%09/evil.com"],
    ["external", `https://example.com/${BREAK}`],
  ])("%s: %s is an error of the application, and never on the wire", async (action, value) => {
    const adapter = await ask(`/do/${action}?value=${value}`);
    expect(adapter.status).toBe(500);
    expect(
      adapter.respHeaders.filter(([name]) => /set-cookie|location|x-/.test(name) && name !== "x-request-id"),
    ).toEqual([]);
    for (const [name, sent] of adapter.respHeaders) expect(name + sent).not.toMatch(/[\r\n\0]/);
    expect(entries.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  test.each([
    ["download", BREAK],
    ["download", "a%22;%20filename=%22b.exe"],
    ["plainDownload", BREAK],
    ["plainDownload", "a%22;%20filename=%22b.exe"],
    ["plainDownload", "a%5c"],
  ])("%s: the name %s stays a name", async (action, value) => {
    const adapter = await ask(`/do/${action}?value=${value}`);
    const disposition = adapter.respHeaders.find(([name]) => name === "content-disposition")![1];
    expect(adapter.status).toBe(200);
    expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n]*"(; filename\*=utf-8''[\w.%~-]+)?$/);
  });
});
