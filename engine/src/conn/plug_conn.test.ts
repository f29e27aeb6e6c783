import { describe, expect, test } from "vitest";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import {
  AlreadySentError,
  BadRequestError,
  InvalidHeaderError,
  InvalidQueryError,
  NotSentError,
  RequestTooLargeError,
} from "./errors.ts";
import { PlugConn } from "./plug_conn.ts";

function make(request: TestRequest = {}): { conn: PlugConn; adapter: TestAdapter } {
  const adapter = new TestAdapter(request);
  const conn = new PlugConn(adapter);
  conn.secretKeyBase = "s".repeat(64);
  return { conn, adapter };
}

describe("request", () => {
  test.each<[target: string, path: string, query: string, segments: string[]]>([
    ["/", "/", "", []],
    ["/hello", "/hello", "", ["hello"]],
    ["/a//b/", "/a//b/", "", ["a", "b"]],
    ["/a%2Fb?x=1?y", "/a%2Fb", "x=1?y", ["a%2Fb"]],
    ["/?", "/", "", []],
    ["http://example.com/a?b=1", "/a", "b=1", ["a"]],
    ["http://example.com", "/", "", []],
    ["http://example.com?x=1", "/", "x=1", []],
    ["*", "*", "", ["*"]],
    ["//evil.com/x", "//evil.com/x", "", ["evil.com", "x"]],
  ])("target %s", (target, path, query, segments) => {
    const { conn } = make({ target });
    expect([conn.requestPath, conn.queryString, conn.pathInfo]).toEqual([path, query, segments]);
  });

  test.each<[host: string, scheme: "http" | "https", expected: [string, number]]>([
    ["example.com", "http", ["example.com", 80]],
    ["example.com", "https", ["example.com", 443]],
    ["example.com:4000", "http", ["example.com", 4000]],
    ["[::1]:4000", "http", ["[::1]", 4000]],
    ["[::1]", "http", ["[::1]", 80]],
    ["example.com:99999", "http", ["example.com", 80]],
    ["example.com:x", "http", ["example.com", 80]],
  ])("host %s on %s", (host, scheme, [name, port]) => {
    const { conn } = make({ headers: [["host", host]], scheme });
    expect([conn.host, conn.port, conn.scheme]).toEqual([name, port, scheme]);
  });

  test("headers are found by lower-case name; inherited names are none", () => {
    const { conn } = make({
      headers: [
        ["X-One", "1"],
        ["x-one", "2"],
      ],
    });
    expect(conn.getReqHeader("x-one")).toBe("1, 2");
    expect(conn.getReqHeader("constructor")).toBeUndefined();
    expect(conn.getReqHeader("__proto__")).toBeUndefined();
  });

  test("headers of the request can be changed for the plugs that follow", () => {
    const { conn } = make({
      headers: [
        ["accept", "text/html"],
        ["cookie", "a=1"],
      ],
    });
    expect(conn.reqCookies.a).toBe("1");
    conn.putReqHeader("accept", "application/json").putReqHeader("cookie", "a=2").deleteReqHeader("host");
    expect([conn.getReqHeader("accept"), conn.reqHeaders.accept, conn.reqCookies.a]).toEqual([
      "application/json",
      "application/json",
      "2",
    ]);
    expect(conn.deleteReqHeader("accept").getReqHeader("accept")).toBeUndefined();
    expect(conn.getReqHeader("constructor")).toBeUndefined();
    expect(() => conn.putReqHeader("X-Upper", "a")).toThrow(InvalidHeaderError);
    expect(() => conn.putReqHeader("x", "a\r\nb")).toThrow(InvalidHeaderError);
  });

  test("params are query, body and path together, the later before the earlier", () => {
    const { conn } = make({ target: "/?a=query&b=query&c=query" });
    conn.bodyParams = { b: "body", c: "body" };
    expect(conn.params).toEqual({ a: "query", b: "body", c: "body" });
    conn.pathParams = { c: "path" };
    expect(conn.params).toEqual({ a: "query", b: "body", c: "path" });
    expect(conn.queryParams).toEqual({ a: "query", b: "query", c: "query" });
  });

  test("a broken query is refused when it is fetched", () => {
    const { conn } = make({ target: "/?a=%ff" });
    expect(() => conn.fetchQueryParams()).toThrow(InvalidQueryError);
  });

  test("readBody gives bytes, or the error that fits", async () => {
    const { conn } = make({ method: "POST", body: "hello" });
    expect(new TextDecoder().decode(await conn.readBody())).toBe("hello");
    await expect(make({ body: "hello" }).conn.readBody({ length: 4 })).rejects.toThrow(RequestTooLargeError);
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error("gone")),
    });
    await expect(make({ body: broken }).conn.readBody()).rejects.toThrow(BadRequestError);
  });
});

describe("response", () => {
  test("sendResp hands status, headers and body over, once", () => {
    const { conn, adapter } = make();
    conn.putRespContentType("text/plain").sendResp("created", "hi");
    expect([adapter.status, adapter.text, conn.state]).toEqual([201, "hi", "sent"]);
    expect(adapter.respHeaders).toEqual([
      ["cache-control", "max-age=0, private, must-revalidate"],
      ["content-type", "text/plain; charset=utf-8"],
      ["content-length", "2"],
    ]);
    for (const late of [
      () => conn.sendResp(200, ""),
      () => conn.resp(200, ""),
      () => conn.putStatus(200),
      () => conn.putRespHeader("a", "b"),
      () => conn.deleteRespHeader("a"),
      () => conn.sendChunked(200),
      () => conn.putRespCookie("a", "b"),
      () => conn.registerBeforeSend(() => {}),
    ])
      expect(late).toThrow(AlreadySentError);
  });

  test("resp sets, finish sends", () => {
    const { conn, adapter } = make();
    conn.resp(404, "gone");
    expect([conn.state, adapter.status]).toEqual(["set", undefined]);
    conn.finish();
    expect([conn.state, adapter.status, adapter.text]).toEqual(["sent", 404, "gone"]);
  });

  test("a conn without response is an error", () => {
    expect(() => make().conn.finish()).toThrow(NotSentError);
    expect(() => make().conn.sendResp()).toThrow(NotSentError);
  });

  test("headers: put replaces all of the name, add keeps, delete removes, update changes", () => {
    const { conn } = make();
    conn.addRespHeader("link", "a").addRespHeader("link", "b").putRespHeader("x-one", "1");
    expect(conn.respHeaders.filter(([name]) => name === "link")).toHaveLength(2);
    conn.putRespHeader("link", "c");
    expect(conn.respHeaders.filter(([name]) => name === "link")).toEqual([["link", "c"]]);
    conn
      .updateRespHeader("link", "x", (value) => `${value}, d`)
      .updateRespHeader("new", "first", () => "never");
    expect([conn.getRespHeader("link"), conn.getRespHeader("new")]).toEqual(["c, d", "first"]);
    conn.deleteRespHeader("link").mergeRespHeaders({ "x-one": "2", "x-two": "3" });
    expect([conn.getRespHeader("link"), conn.getRespHeader("x-one"), conn.getRespHeader("x-two")]).toEqual([
      undefined,
      "2",
      "3",
    ]);
  });

  test.each([
    ["X-Upper", "a"],
    ["with space", "a"],
    ["", "a"],
    ["x:y", "a"],
    ["x", "a\r\nset-cookie: evil=1"],
    ["x", "a\nb"],
    ["x", "a\0b"],
  ])("refuses the header %j: %j", (name, value) => {
    expect(() => make().conn.putRespHeader(name, value)).toThrow(InvalidHeaderError);
    expect(() => make().conn.addRespHeader(name, value)).toThrow(InvalidHeaderError);
  });

  test("chunks go out in order; empty ones do not end it", async () => {
    const { conn, adapter } = make();
    expect(() => conn.chunk("early")).toThrow("call sendChunked(200) first");
    conn.sendChunked(200);
    await conn.chunk("a");
    await conn.chunk("");
    await conn.chunk(new Uint8Array([98]));
    expect([conn.state, adapter.finished]).toEqual(["chunked", false]);
    conn.finish();
    expect([adapter.text, adapter.finished, conn.state]).toEqual(["ab", true, "sent"]);
  });

  test("sendFile names the part of the file", async () => {
    const { conn, adapter } = make();
    await conn.sendFile(206, "/tmp/a", 2, 3);
    expect([adapter.file, conn.state]).toEqual([{ path: "/tmp/a", offset: 2, length: 3 }, "sent"]);
  });

  test("callbacks before sending run last first, once, and may change the response", () => {
    const { conn, adapter } = make();
    const order: string[] = [];
    conn.registerBeforeSend((sent) => {
      order.push("first");
      sent.putRespHeader("x-late", "yes");
    });
    conn.registerBeforeSend(() => order.push("second"));
    conn.sendResp(200, "");
    expect(order).toEqual(["second", "first"]);
    expect(adapter.respHeaders).toContainEqual(["x-late", "yes"]);
  });

  test("callbacks before a chunked response may still change it, and see that it is one", () => {
    const adapter = new TestAdapter();
    const conn = new PlugConn(adapter);
    let state = "";
    conn.registerBeforeSend((sent) => {
      state = sent.state;
      sent.putRespHeader("x-late", "yes").putRespCookie("late", "yes");
    });
    conn.sendChunked(200);
    expect([state, conn.state]).toEqual(["set_chunked", "chunked"]);
    expect(adapter.respHeaders.map(([name]) => name)).toEqual(["cache-control", "x-late", "set-cookie"]);
  });

  test("a callback that fails does not run again for the error page", () => {
    const { conn, adapter } = make();
    let runs = 0;
    conn.registerBeforeSend(() => {
      runs++;
      throw new Error("no");
    });
    expect(() => conn.sendResp(200, "page")).toThrow("no");
    conn.sendResp(500, "error page");
    expect([runs, adapter.status, adapter.text]).toEqual([1, 500, "error page"]);
  });
});

describe("cookies", () => {
  const cookieOf = (adapter: TestAdapter): string =>
    adapter.respHeaders.find(([name]) => name === "set-cookie")![1].split(";")[0]!;

  test("a response cookie is secure when the request is", () => {
    const { conn, adapter } = make({ scheme: "https" });
    conn
      .putRespCookie("a", "1")
      .putRespCookie("b", "2", { secure: false })
      .putRespCookie("a", "3")
      .sendResp(200, "");
    expect(adapter.respHeaders.filter(([name]) => name === "set-cookie").map(([, value]) => value)).toEqual([
      "a=3; path=/; secure; HttpOnly",
      "b=2; path=/; HttpOnly",
    ]);
  });

  test("deleting ends it at once", () => {
    const { conn, adapter } = make();
    conn.deleteRespCookie("a").sendResp(200, "");
    expect(adapter.respHeaders.at(-2)![1]).toContain("max-age=0");
  });

  test.each([{ sign: true }, { encrypt: true }])("values are protected with %j", (options) => {
    const { conn, adapter } = make();
    conn.putRespCookie("user", { id: 7 }, options).sendResp(200, "");
    const cookie = cookieOf(adapter);
    const names = "sign" in options ? { signed: ["user"] } : { encrypted: ["user"] };
    const read = (header: string, secret = "s".repeat(64)): unknown => {
      const later = make({ headers: [["cookie", header]] }).conn;
      later.secretKeyBase = secret;
      return later.fetchCookies(names).cookies.user;
    };
    expect(read(cookie)).toEqual({ id: 7 });
    const middle = cookie.length - 20;
    const changed = cookie[middle] === "A" ? "B" : "A";
    expect(read(`${cookie.slice(0, middle)}${changed}${cookie.slice(middle + 1)}`)).toBeUndefined();
    expect(read(cookie, "t".repeat(64))).toBeUndefined();
    expect(read("user=plain")).toBeUndefined();
    expect(read("other=1")).toBeUndefined();
  });

  test("a protected cookie expires with its maxAge, whatever the client says", () => {
    const { conn, adapter } = make();
    conn.putRespCookie("user", 1, { sign: true, maxAge: -1 }).sendResp(200, "");
    const later = make({ headers: [["cookie", cookieOf(adapter)]] }).conn;
    expect(later.fetchCookies({ signed: ["user"] }).cookies.user).toBeUndefined();
  });

  test("protection needs the secret", () => {
    const { conn } = make();
    conn.secretKeyBase = undefined;
    expect(() => conn.putRespCookie("a", 1, { sign: true })).toThrow("secretKeyBase");
    expect(() => conn.putRespCookie("a", 1)).toThrow("must be a string");
  });
});

test("assigns and private", () => {
  const { conn } = make();
  const widened = conn.assign("locale", "fr").assign({ user: { id: 1 } });
  expect(widened.assigns.locale.length + widened.assigns.user.id).toBe(3);
  expect(conn.putPrivate("a", 1).private.a).toBe(1);
  expect(conn.halt().halted).toBe(true);
});

test("session functions say what is missing", () => {
  const { conn } = make();
  expect(() => conn.fetchSession()).toThrow("session({ store");
  expect(() => conn.getSession("a")).toThrow("fetchSession()");
  expect(() => conn.putSession("a", 1)).toThrow("fetchSession()");
});
