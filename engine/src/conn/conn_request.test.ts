import { describe, expect, test } from "vitest";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { AlreadySentError, InvalidHeaderError, UriTooLongError } from "./errors.ts";
import { PlugConn } from "./plug_conn.ts";

const make = (request: TestRequest = {}): PlugConn => new PlugConn(new TestAdapter(request));

// Cases after Plug's conn_test (Apache 2.0).
describe("the URL", () => {
  test.each<[request: TestRequest, expected: [string, string, number]]>([
    [{}, ["http", "www.example.com", 80]],
    [{ scheme: "https", host: "127.0.0.1" }, ["https", "127.0.0.1", 443]],
    [{ host: "example.com:8080" }, ["http", "example.com", 8080]],
  ])("%j is at %j", (request, expected) => {
    const { scheme, host, port } = make(request);
    expect([scheme, host, port]).toEqual(expected);
  });

  test.each<[target: string, path: string, segments: string[], query: string]>([
    ["/foo/bar", "/foo/bar", ["foo", "bar"], ""],
    ["/foo/bar/", "/foo/bar/", ["foo", "bar"], ""],
    ["/foo//bar", "/foo//bar", ["foo", "bar"], ""],
    ["/foo//bar//", "/foo//bar//", ["foo", "bar"], ""],
    ["/foo?barbat", "/foo", ["foo"], "barbat"],
    ["/foo/bar?bar=bat", "/foo/bar", ["foo", "bar"], "bar=bat"],
    ["/foo/bar/?bar=bat", "/foo/bar/", ["foo", "bar"], "bar=bat"],
  ])("%s", (target, path, segments, query) => {
    const conn = make({ target });
    expect([conn.requestPath, conn.pathInfo, conn.queryString]).toEqual([path, segments, query]);
  });

  test.each<[request: TestRequest, url: string]>([
    [{ host: "example.com", target: "/foo?a=b&c=d" }, "http://example.com/foo?a=b&c=d"],
    [{ scheme: "https", host: "example.com", target: "/none" }, "https://example.com/none"],
    [{ host: "example.com:80" }, "http://example.com/"],
    [{ host: "example.com:1234" }, "http://example.com:1234/"],
    [{ scheme: "https", host: "example.com:443" }, "https://example.com/"],
    [{ scheme: "https", host: "example.com:1234" }, "https://example.com:1234/"],
    [{ scheme: "https", host: "example.com:80" }, "https://example.com:80/"],
  ])("%j is %s", (request, url) => {
    expect(make(request).requestUrl()).toBe(url);
  });

  test("follows what a proxy said", () => {
    const conn = make();
    Object.assign(conn, { scheme: "https", host: "example.org", port: 443 });
    expect(conn.requestUrl()).toBe("https://example.org/");
  });
});

test("peer and protocol", () => {
  const conn = make({ peer: { address: "10.0.0.1", port: 111_317 } });
  expect([conn.remoteIp, conn.getPeerData(), conn.getHttpProtocol()]).toEqual([
    "10.0.0.1",
    { address: "10.0.0.1", port: 111_317 },
    "HTTP/1.1",
  ]);
});

describe("request headers", () => {
  const header = (conn: PlugConn): string | undefined => conn.getReqHeader("x-foo");

  test.each<[what: string, act: (conn: PlugConn) => unknown, value: string | undefined]>([
    ["none", () => {}, undefined],
    ["put", (conn) => conn.putReqHeader("x-foo", "bar"), "bar"],
    ["put twice", (conn) => conn.putReqHeader("x-foo", "bar").putReqHeader("x-foo", "baz"), "baz"],
    ["deleted", (conn) => conn.putReqHeader("x-foo", "bar").deleteReqHeader("x-foo"), undefined],
    ["merged", (conn) => conn.mergeReqHeaders({ "x-foo": "new", "x-bar": "baz" }), "new"],
    [
      "merged over others",
      (conn) => conn.putReqHeader("x-foo", "bar").mergeReqHeaders({ "x-foo": "new" }),
      "new",
    ],
    ["updated, absent", (conn) => conn.updateReqHeader("x-foo", "bong", (value) => `${value}, baz`), "bong"],
    [
      "updated, present",
      (conn) =>
        conn.putReqHeader("x-foo", "bar").updateReqHeader("x-foo", "bong", (value) => `${value}, baz`),
      "bar, baz",
    ],
  ])("%s", (_, act, value) => {
    const conn = make({ headers: [["x-other", "kept"]] });
    act(conn);
    expect([header(conn), conn.getReqHeader("x-other")]).toEqual([value, "kept"]);
  });

  test.each<[name: string, value: string, message: string]>([
    ["X-Foo", "bar", "write it in lower case"],
    ["x foo", "bar", "without spaces"],
    ["x-sample", "value\rBAR", "has a line break"],
    ["x-sample", "value\n\nBAR", "has a line break"],
    ["host", "example.org", "set conn.host"],
  ])("%j: %j is refused", (name, value, message) => {
    for (const act of [
      () => make().putReqHeader(name, value),
      () => make().mergeReqHeaders({ [name]: value }),
      () => make().updateReqHeader(name, value, () => value),
    ]) {
      expect(act).toThrow(InvalidHeaderError);
      expect(act).toThrow(message);
    }
  });

  test.each<[what: string, send: (conn: PlugConn) => unknown]>([
    ["sent", (conn) => conn.sendResp(200, "ok")],
    ["chunked", (conn) => conn.sendChunked(200)],
  ])("cannot be changed once the response is %s", (_, send) => {
    const conn = make({ headers: [["x-foo", "bar"]] });
    send(conn);
    for (const late of [
      () => conn.putReqHeader("x-foo", "baz"),
      () => conn.mergeReqHeaders({ "x-foo": "baz" }),
      () => conn.updateReqHeader("x-foo", "init", (value) => value),
      () => conn.deleteReqHeader("x-foo"),
    ])
      expect(late).toThrow(AlreadySentError);
    expect(header(conn)).toBe("bar");
  });
});

describe("parameters", () => {
  test("of the query, and none", () => {
    expect({ ...make({ target: "/foo?a=b&c=d" }).fetchQueryParams().queryParams }).toEqual({
      a: "b",
      c: "d",
    });
    expect({ ...make({ target: "/foo" }).fetchQueryParams().queryParams }).toEqual({});
  });

  test("those put by hand go before those of the query", () => {
    const conn = make({ target: "/foo?a=b&c=d&constructor=e" });
    conn.params = { a: "z" };
    expect(conn.fetchQueryParams().params).toEqual({ a: "z", c: "d", constructor: "e" });
  });

  test.each<[order: string[], params: object]>([
    [["query", "body", "path"], { a: "path", b: "body", c: "query" }],
    [["path", "body", "query"], { a: "path", b: "body", c: "query" }],
    [["body", "path", "query"], { a: "path", b: "body", c: "query" }],
  ])("keep their order, whichever comes last: %j", (order, params) => {
    const conn = make();
    expect({ ...conn.params }).toEqual({});
    for (const kind of order) {
      if (kind === "query") conn.queryParams = { a: kind, b: kind, c: kind };
      else if (kind === "body") conn.bodyParams = { a: kind, b: kind };
      else conn.pathParams = { a: kind };
    }
    expect({ ...conn.params }).toEqual(params);
  });

  test("a query longer than it may be is refused", () => {
    expect(() => make({ target: "/foo?abc=123" }).fetchQueryParams({ length: 5 })).toThrow(UriTooLongError);
    expect(() => make({ target: "/foo?abc=123" }).fetchQueryParams({ length: 7 })).not.toThrow();
  });
});

test("a body is read once, whole", async () => {
  const body = "abcdefghij".repeat(1000);
  const conn = make({ method: "POST", body });
  expect(new TextDecoder().decode(await conn.readBody())).toBe(body);
  expect((await conn.readBody()).length).toBe(0);
});
