import { describe, expect, test } from "vitest";
import { InvalidCrossOriginRequestError, InvalidCSRFTokenError } from "../conn/errors.ts";
import { PlugConn, type Session } from "../conn/plug_conn.ts";
import { decodeQuery } from "../conn/query.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import {
  type CsrfOptions,
  deleteCsrfToken,
  getCsrfToken,
  getCsrfTokenFor,
  protectFromForgery,
  validStateAndCsrfToken,
} from "./csrf_protection.ts";

function make(
  method: string,
  data: Session = {},
  extra: { body?: string; headers?: [string, string][] } = {},
): PlugConn {
  const conn = new PlugConn(new TestAdapter({ method, headers: extra.headers ?? [] }));
  if (extra.body !== undefined) conn.bodyParams = decodeQuery(extra.body);
  return conn.loadSession({ ...data });
}
const run = (conn: PlugConn, options?: CsrfOptions): PlugConn =>
  protectFromForgery(options)(conn) as PlugConn;

/** A session with a token, and the token as a page of it would carry it. */
function issue(): { data: Session; token: string } {
  const conn = make("GET");
  const token = getCsrfToken(conn);
  return { data: { ...conn.getSession() }, token };
}

test("the token is masked anew for each request, and the same within one", () => {
  const { data, token } = issue();
  const conn = make("GET", data);
  const other = getCsrfToken(conn);
  expect(other).not.toBe(token);
  expect(getCsrfToken(conn)).toBe(other);
  expect(conn.getSession()).toEqual(data);
  expect(token).toMatch(/^[\w-]{48}$/);
  expect(token).not.toContain(data._csrf_token);
});

test.each(["GET", "HEAD", "OPTIONS"])("%s needs no token", (method) => {
  expect(() => run(make(method))).not.toThrow();
});

describe.each(["POST", "PUT", "PATCH", "DELETE"])("%s", (method) => {
  test("is let through with the token in body or header", () => {
    const { data, token } = issue();
    expect(() => run(make(method, data, { body: `_csrf_token=${token}` }))).not.toThrow();
    expect(() => run(make(method, data, { headers: [["x-csrf-token", token]] }))).not.toThrow();
  });

  test("is refused without the session's token", () => {
    const { data, token } = issue();
    const stranger = issue().token;
    const attempts = [
      make(method),
      make(method, data),
      make(method, {}, { body: `_csrf_token=${token}` }),
      make(method, data, { body: `_csrf_token=${stranger}` }),
      make(method, data, { body: `_csrf_token=${data._csrf_token}` }),
      make(method, data, { body: "_csrf_token=" }),
      make(method, data, { body: `_csrf_token[]=${token}` }),
      make(method, data, { body: `_csrf_token=${"A".repeat(48)}` }),
      make(method, data, { body: `_csrf_token=${token.slice(0, 47)}` }),
      make(method, data, { body: `_csrf_token=${"!".repeat(48)}` }),
      make(method, { _csrf_token: 42 }, { body: `_csrf_token=${token}` }),
      make(method, { _csrf_token: "short" }, { body: "_csrf_token=short" }),
    ];
    for (const conn of attempts) expect(() => run(conn)).toThrow(InvalidCSRFTokenError);
  });

  test("a token in the query does not count", () => {
    const { data, token } = issue();
    const conn = new PlugConn(new TestAdapter({ method, target: `/?_csrf_token=${token}` })).loadSession({
      ...data,
    });
    expect(() => run(conn)).toThrow(InvalidCSRFTokenError);
  });

  test("may go on with an empty session that is not written", () => {
    const conn = run(make(method, { user: 7 }), { with: "clearSession" });
    expect([conn.getSession(), conn.sessionMode]).toEqual([{}, "ignore"]);
  });

  test("can be let off", () => {
    expect(() => run(make(method).putPrivate("skipCsrfProtection", true))).not.toThrow();
  });
});

describe("JavaScript answered to a plain GET", () => {
  const send = (conn: PlugConn, type: string, options?: CsrfOptions): PlugConn =>
    run(conn, options).putRespContentType(type).sendResp(200, "alert(1)");

  test.each(["text/javascript", "application/javascript"])("is refused (%s)", (type) => {
    expect(() => send(make("GET"), type)).toThrow(InvalidCrossOriginRequestError);
  });

  test("is allowed to XHR, to POST, when let off, and other types always", () => {
    const { data, token } = issue();
    expect(() =>
      send(make("GET", {}, { headers: [["x-requested-with", "XMLHttpRequest"]] }), "text/javascript"),
    ).not.toThrow();
    expect(() =>
      send(make("POST", data, { headers: [["x-csrf-token", token]] }), "text/javascript"),
    ).not.toThrow();
    expect(() => send(make("GET").putPrivate("skipCsrfProtection", true), "text/javascript")).not.toThrow();
    expect(() => send(make("GET"), "text/javascript", { allowCrossOriginJs: true })).not.toThrow();
    expect(() => send(make("GET"), "text/html")).not.toThrow();
  });
});

test("deleting the token makes old pages useless", () => {
  const { data, token } = issue();
  const conn = make("POST", data, { body: `_csrf_token=${token}` });
  run(conn);
  deleteCsrfToken(conn);
  expect(() => run(make("POST", { ...conn.getSession() }, { body: `_csrf_token=${token}` }))).toThrow(
    InvalidCSRFTokenError,
  );
  expect(getCsrfToken(conn)).not.toBe(token);
});

test("says what is missing", () => {
  expect(() => getCsrfToken(new PlugConn(new TestAdapter()))).toThrow("fetchSession()");
  expect(() => protectFromForgery({ with: "nothing" as never })).toThrow('"exception" or "clearSession"');
});

// Cases after Plug's csrf_protection_test (Apache 2.0).
describe("a token for another host", () => {
  const SECRET = "s".repeat(64);
  const at = (host: string, method: string, data: Session, headers: [string, string][] = []): PlugConn => {
    const conn = new PlugConn(new TestAdapter({ method, host, headers })).loadSession({ ...data });
    conn.secretKeyBase = SECRET;
    return conn;
  };
  const issueFor = (url: string): { data: Session; token: string } => {
    const conn = at("www.example.com", "GET", {});
    const token = getCsrfTokenFor(conn, url);
    return { data: { ...conn.getSession() }, token };
  };

  test.each([
    ["https://other.example.com/posts", "other.example.com", undefined, true],
    ["https://other.example.com:4000/posts", "other.example.com", undefined, true],
    ["//other.example.com/posts", "other.example.com", undefined, true],
    ["/\\other.example.com/posts", "other.example.com", undefined, true],
    ["https://other.example.com/posts", "www.example.com", undefined, false],
    ["https://evil.com/posts", "www.example.com", undefined, false],
    ["https://evil.com/posts", "other.example.com", ["www.example.com"], false],
    ["https://other.example.com/posts", "www.example.com", ["other.example.com"], true],
    ["https://other.example.com/posts", "www.example.com", [".example.com"], true],
    ["https://notexample.com/posts", "www.example.com", [".example.com"], false],
    ["https://example.com/posts", "www.example.com", [".example.com"], false],
    ["/posts", "www.example.com", undefined, true],
    ["http://www.example.com/posts", "www.example.com", undefined, true],
  ])("for %s at %s with %j allowed: %s", (url, host, allowHosts, valid) => {
    const { data, token } = issueFor(url);
    const conn = at(host, "POST", data, [["x-csrf-token", token]]);
    if (valid) expect(() => run(conn, { allowHosts })).not.toThrow();
    else expect(() => run(conn, { allowHosts })).toThrow(InvalidCSRFTokenError);
  });

  test("is of no use in another session, with another secret, or changed", () => {
    const { data, token } = issueFor("https://other.example.com/");
    const headers: [string, string][] = [["x-csrf-token", token]];
    const changed: [string, string][] = [["x-csrf-token", `${token.slice(0, 12)}AAAA${token.slice(16)}`]];
    const otherSecret = at("other.example.com", "POST", data, headers);
    otherSecret.secretKeyBase = "t".repeat(64);
    for (const conn of [
      at("other.example.com", "POST", issue().data, headers),
      at("other.example.com", "POST", data, changed),
      otherSecret,
    ])
      expect(() => run(conn)).toThrow(InvalidCSRFTokenError);
  });

  test("is not the token of this host, and says when a URL is none", () => {
    const conn = at("www.example.com", "GET", {});
    expect(getCsrfTokenFor(conn, "https://evil.com/")).not.toContain(getCsrfToken(conn));
    expect(() => getCsrfTokenFor(conn, "http://")).toThrow(TypeError);
  });
});

describe("the session's token", () => {
  test.each(["GET", "HEAD", "OPTIONS"])("is not made by a %s that shows none", (method) => {
    expect(run(make(method)).getSession("_csrf_token")).toBeUndefined();
  });

  test("one that cannot be is replaced when it is asked for", () => {
    const conn = make("GET", { _csrf_token: "invalid" });
    getCsrfToken(conn);
    expect(conn.getSession("_csrf_token")).toMatch(/^[\w-]{24}$/);
  });

  test("may stand under another name", () => {
    const get = run(make("GET"), { sessionKey: "my_token" });
    const token = getCsrfToken(get);
    expect(Object.keys(get.getSession())).toEqual(["my_token"]);
    const post = make("POST", { ...get.getSession() }, { headers: [["x-csrf-token", token]] });
    expect(() => run(post, { sessionKey: "my_token" })).not.toThrow();
    expect(() => run(make("POST", { ...get.getSession() }, { headers: [["x-csrf-token", token]] }))).toThrow(
      InvalidCSRFTokenError,
    );
  });

  test("proves a token that came another way", () => {
    const { data, token } = issue();
    expect(validStateAndCsrfToken(data._csrf_token, token)).toBe(true);
    for (const [state, sent] of [
      [data._csrf_token, "bad"],
      [data._csrf_token, issue().token],
      [data._csrf_token, undefined],
      [undefined, token],
      ["bad", token],
    ])
      expect(validStateAndCsrfToken(state, sent)).toBe(false);
  });

  test("stays with the client when a request is let through with an empty session", () => {
    const { data, token } = issue();
    const kept = { ...data, key: "val" };
    expect(run(make("POST", kept), { with: "clearSession" }).getSession("key")).toBeUndefined();
    const proven = make("POST", kept, { headers: [["x-csrf-token", token]] });
    expect(run(proven, { with: "clearSession" }).getSession("key")).toBe("val");
  });
});
