import { describe, expect, test } from "vitest";
import { PlugConn } from "../conn/plug_conn.ts";
import { decodeQuery } from "../conn/query.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { Logger } from "../logger/logger.ts";
import { attach, detach } from "../telemetry/telemetry.ts";
import { basicAuth, encodeBasicAuth, parseBasicAuth, requestBasicAuth } from "./basic_auth.ts";
import { head } from "./head.ts";
import { methodOverride } from "./method_override.ts";
import type { AnyPlugFunction } from "./plug.ts";
import { requestId } from "./request_id.ts";
import { type ForwardedHeader, rewriteOn } from "./rewrite_on.ts";
import { putSecureBrowserHeaders } from "./secure_browser_headers.ts";
import { type SslOptions, ssl } from "./ssl.ts";
import { telemetry } from "./telemetry.ts";

function run(plug: AnyPlugFunction, request: TestRequest = {}, prepare?: (conn: PlugConn) => void) {
  const adapter = new TestAdapter(request);
  const conn = new PlugConn(adapter);
  prepare?.(conn);
  return { conn: plug(conn) as PlugConn, adapter };
}

test("head lets HEAD run as GET and leaves others", () => {
  expect(run(head(), { method: "HEAD" }).conn.method).toBe("GET");
  expect(run(head(), { method: "POST" }).conn.method).toBe("POST");
});

test("a HEAD that runs as GET has the headers and no body", () => {
  const { conn, adapter } = run(head(), { method: "HEAD" });
  conn.putRespContentType("text/plain").sendResp(200, "Hello world");
  expect([adapter.status, adapter.text, conn.getRespHeader("content-type")]).toEqual([
    200,
    "",
    "text/plain; charset=utf-8",
  ]);
});

test.each([
  // Cases after Plug's method_override_test (Apache 2.0).
  ["POST", "_method=DELETE", "DELETE"],
  ["POST", "_method=PUT", "PUT"],
  ["POST", "_method=patch", "PATCH"],
  ["POST", "_method=pUt", "PUT"],
  ["POST", "_method=", "POST"],
  ["POST", "_method[a]=put", "POST"],
  ["POST", "_method=OPTIONS", "POST"],
  ["PUT", "_method=DELETE", "PUT"],
  ["POST", "_method=put", "PUT"],
  ["POST", "_method=PATCH", "PATCH"],
  ["POST", "_method=delete", "DELETE"],
  ["POST", "_method=get", "POST"],
  ["POST", "_method=constructor", "POST"],
  ["POST", "_method[]=put", "POST"],
  ["POST", "", "POST"],
  ["GET", "_method=delete", "GET"],
])("methodOverride: %s with %j is %s", (method, body, expected) => {
  const { conn } = run(methodOverride(), { method }, (given) => {
    given.bodyParams = decodeQuery(body);
  });
  expect(conn.method).toBe(expected);
});

describe("requestId", () => {
  test("keeps a fit one, makes another for others", () => {
    const id = (sent?: string): string =>
      run(requestId(), sent === undefined ? {} : { headers: [["x-request-id", sent]] }).conn.getRespHeader(
        "x-request-id",
      )!;
    expect(id("a".repeat(20))).toBe("a".repeat(20));
    expect(id("a".repeat(200))).toBe("a".repeat(200));
    for (const unfit of ["short", "a".repeat(201), undefined]) expect(id(unfit)).toMatch(/^[\w-]{20}$/);
    expect(id()).not.toBe(id());
  });

  // Cases after Plug's request_id_test (Apache 2.0).
  test.each([
    ["x-request-id", "tooshort", false],
    ["x-request-id", "existingidthatislongenough", true],
    ["custom-request-id", "existingidthatislongenough", true],
    ["custom-request-id", "tooshort", false],
  ])("%s: %s is kept: %s", (httpHeader, sent, kept) => {
    const { conn } = run(requestId({ httpHeader }), { headers: [[httpHeader, sent]] });
    expect(conn.getRespHeader(httpHeader) === sent).toBe(kept);
    expect(conn.private.requestId).toBe(conn.getRespHeader(httpHeader));
  });

  test("can use another header and an assign", () => {
    const { conn } = run(requestId({ httpHeader: "x-trace", assignAs: "trace" }));
    expect(conn.assigns.trace).toBe(conn.getRespHeader("x-trace"));
    expect(conn.private.requestId).toBe(conn.assigns.trace);
  });
});

test("putSecureBrowserHeaders sets its headers, and yours in their place", () => {
  const { conn } = run(
    putSecureBrowserHeaders({ "x-frame-options": "DENY", "referrer-policy": "no-referrer" }),
  );
  expect(Object.fromEntries(conn.respHeaders)).toMatchObject({
    "content-security-policy": "base-uri 'self'; frame-ancestors 'self';",
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
  });
});

describe("telemetry", () => {
  test("emits start, and stop right before the response goes out", () => {
    const events: string[] = [];
    attach("test-start", ["plug_test", "start"], (_event, { systemTime }) =>
      events.push(`start ${systemTime! > 0}`),
    );
    attach("test-stop", ["plug_test", "stop"], (_event, { duration }, { conn }) =>
      events.push(`stop ${duration! >= 0} ${(conn as PlugConn).status}`),
    );
    const { conn } = run(telemetry({ eventPrefix: ["plug_test"] }));
    expect(events).toEqual(["start true"]);
    conn.sendResp(201, "");
    expect(events).toEqual(["start true", "stop true 201"]);
    detach("test-start");
    detach("test-stop");
  });

  test("needs a prefix", () => {
    expect(() => telemetry({ eventPrefix: [] })).toThrow("eventPrefix");
  });
});

describe("basicAuth", () => {
  const plug = basicAuth({ username: "admin", password: "pässword:1", realm: 'A "B"' });

  test("lets the right ones in", () => {
    const { conn } = run(plug, { headers: [["authorization", encodeBasicAuth("admin", "pässword:1")]] });
    expect([conn.halted, conn.state]).toEqual([false, "unset"]);
    expect(parseBasicAuth(conn)).toEqual({ username: "admin", password: "pässword:1" });
  });

  test.each([
    undefined,
    "",
    "Basic",
    "Basic x",
    "Bearer abc",
    encodeBasicAuth("admin", "wrong"),
    encodeBasicAuth("", "pässword:1"),
  ])("asks others: %j", (authorization) => {
    const { conn, adapter } = run(plug, {
      headers: authorization === undefined ? [] : [["authorization", authorization]],
    });
    expect([conn.halted, adapter.status, adapter.text]).toEqual([true, 401, "Unauthorized"]);
    expect(conn.getRespHeader("www-authenticate")).toBe('Basic realm="A B"');
  });

  test.each(["Basic !!!", "Basic /w==", "Basic YWRtaW4=", "Token abcdef", "Basic abcdef", ""])(
    "parseBasicAuth gives nothing for %s",
    (authorization) => {
      const { conn } = run((given) => given, { headers: [["authorization", authorization]] });
      expect(parseBasicAuth(conn)).toBeUndefined();
    },
  );

  // Cases after Plug's basic_auth_test (Apache 2.0).
  test.each([
    ["hello", "world", "Basic aGVsbG86d29ybGQ="],
    ["hello", "long:world", "Basic aGVsbG86bG9uZzp3b3JsZA=="],
    ["", "", "Basic Og=="],
  ])("%j and %j are written as %j, and read again", (username, password, header) => {
    expect(encodeBasicAuth(username, password)).toBe(header);
    const { conn } = run((given) => given, { headers: [["authorization", header]] });
    expect(parseBasicAuth(conn)).toEqual({ username, password });
  });

  test.each([
    [undefined, 'Basic realm="Application"'],
    ['"tricky"', 'Basic realm="tricky"'],
  ])("asks for %j", (realm, expected) => {
    const { conn } = run((given) => requestBasicAuth(given, { realm }));
    expect([conn.status, conn.getRespHeader("www-authenticate"), conn.halted]).toEqual([
      401,
      expected,
      false,
    ]);
  });

  test("needs a name and a password", () => {
    expect(() => basicAuth({ username: "a" } as never)).toThrow("a username and a password");
    expect(() => basicAuth(undefined as never)).toThrow("a username and a password");
  });

  test("refuses an empty password", () => {
    expect(() => basicAuth({ username: "a", password: "" })).toThrow("not empty");
  });
});

describe("rewriteOn", () => {
  const all: ForwardedHeader[] = [
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
  ];
  test.each<[headers: [string, string][], expected: object]>([
    [[], { host: "example.com", port: 80, scheme: "http", remoteIp: "127.0.0.1" }],
    [[["x-forwarded-proto", "https"]], { scheme: "https", port: 443 }],
    [[["x-forwarded-proto", "gopher"]], { scheme: "http", port: 80 }],
    [
      [
        ["x-forwarded-port", "8443"],
        ["x-forwarded-proto", "https"],
      ],
      { scheme: "https", port: 8443 },
    ],
    [[["x-forwarded-port", "0"]], { port: 80 }],
    [[["x-forwarded-host", "a.org"]], { host: "a.org" }],
    [[["x-forwarded-host", "a.org:81, proxy"]], { host: "a.org", port: 81 }],
    [[["x-forwarded-host", "[::1]:81"]], { host: "[::1]", port: 81 }],
    [[["x-forwarded-host", "bad host"]], { host: "example.com" }],
    [[["x-forwarded-for", "1.2.3.4, 10.0.0.1"]], { remoteIp: "1.2.3.4" }],
    [[["x-forwarded-for", "2001:db8::1"]], { remoteIp: "2001:db8::1" }],
    [[["x-forwarded-for", "<script>"]], { remoteIp: "127.0.0.1" }],
    // Cases after Plug's rewrite_on_test (Apache 2.0).
    [[["x-forwarded-for", "bad"]], { remoteIp: "127.0.0.1" }],
    [[["x-forwarded-for", "4.3.2.1"]], { remoteIp: "4.3.2.1" }],
    [[["x-forwarded-for", "1.2.3.4,::1"]], { remoteIp: "1.2.3.4" }],
    [[["x-forwarded-for", "::1,1.2.3.4"]], { remoteIp: "::1" }],
    [[["x-forwarded-for", "1.2.3.400"]], { remoteIp: "127.0.0.1" }],
    [[["x-forwarded-for", "1.2.3"]], { remoteIp: "127.0.0.1" }],
    [[["x-forwarded-for", "::1::2"]], { remoteIp: "127.0.0.1" }],
    [[["x-forwarded-for", "::ffff:1.2.3.4"]], { remoteIp: "::ffff:1.2.3.4" }],
    [[["x-forwarded-for", ""]], { remoteIp: "127.0.0.1" }],
    [[["x-forwarded-host", "truessl.example.com"]], { host: "truessl.example.com", port: 80 }],
    [[["x-forwarded-host", "truessl.example.com:3030"]], { host: "truessl.example.com", port: 3030 }],
    [[["x-forwarded-host", "a.org:99999"]], { host: "example.com", port: 80 }],
    [[["x-forwarded-host", "a.org/path"]], { host: "example.com" }],
    [[["x-forwarded-port", "3030"]], { port: 3030 }],
    [[["x-forwarded-port", "3e3"]], { port: 80 }],
    [[["x-forwarded-port", "0x50"]], { port: 80 }],
    [
      [
        ["x-forwarded-host", "truessl.example.com"],
        ["x-forwarded-port", "3030"],
        ["x-forwarded-proto", "https"],
      ],
      { host: "truessl.example.com", port: 3030, scheme: "https" },
    ],
  ])("%j", (headers, expected) => {
    const { conn } = run(rewriteOn(all), { headers: [["host", "example.com"], ...headers] });
    expect({ host: conn.host, port: conn.port, scheme: conn.scheme, remoteIp: conn.remoteIp }).toMatchObject(
      expected,
    );
  });

  test.each<[scheme: "http" | "https", host: string, proto: string, expected: [string, number]]>([
    ["http", "example.com", "https", ["https", 443]],
    ["http", "example.com:1234", "https", ["https", 1234]],
    ["https", "example.com", "http", ["http", 80]],
    ["https", "example.com:1234", "http", ["http", 1234]],
    ["https", "example.com", "https", ["https", 443]],
  ])("%s://%s by way of %s", (scheme, host, proto, expected) => {
    const { conn } = run(rewriteOn(["x-forwarded-proto"]), {
      scheme,
      host,
      headers: [["x-forwarded-proto", proto]],
    });
    expect([conn.scheme, conn.port]).toEqual(expected);
  });

  test("takes no header that it was not told to, and knows only its own", () => {
    expect(run(rewriteOn([]), { headers: [["x-forwarded-proto", "https"]] }).conn.scheme).toBe("http");
    expect(() => rewriteOn(["x-evil" as ForwardedHeader])).toThrow("unknown header");
    expect(() => rewriteOn(["constructor" as ForwardedHeader])).toThrow("unknown header");
  });
});

describe("ssl", () => {
  test.each<[options: SslOptions, lines: string[]]>([
    [{}, ["info: ssl() is redirecting GET /a to https://www.example.com with status 301"]],
    [
      { log: "debug", host: "a.org" },
      ["debug: ssl() is redirecting GET /a to https://a.org with status 301"],
    ],
    [{ log: false }, []],
  ])("a redirect with %j is logged once", (options, expected) => {
    const lines: string[] = [];
    Logger.configure({ handler: ({ level, message }) => lines.push(`${level}: ${message}`) });
    run(ssl(options), { target: "/a?secret=1" });
    Logger.configure({});
    expect(lines).toEqual(expected);
  });

  test.each<[options: SslOptions, header: string | undefined]>([
    [{}, "max-age=31536000"],
    [{ expires: 0 }, "max-age=0"],
    [{ preload: true, subdomains: true }, "max-age=31536000; preload; includeSubDomains"],
    [{ hsts: false }, undefined],
    [{ exclude: ["www.example.com"] }, undefined],
    // Cases after Plug's ssl_test (Apache 2.0).
    [{ hsts: true }, "max-age=31536000"],
    [{ expires: 3600 }, "max-age=3600"],
    [{ subdomains: true }, "max-age=31536000; includeSubDomains"],
    [{ preload: true }, "max-age=31536000; preload"],
    [{ exclude: [] }, "max-age=31536000"],
    [{ exclude: (conn) => conn.host.startsWith("www.") }, undefined],
  ])("on https with %j", (options, header) => {
    const { conn } = run(ssl(options), { scheme: "https" });
    expect([conn.getRespHeader("strict-transport-security"), conn.halted]).toEqual([header, false]);
  });

  test.each<[options: SslOptions, request: TestRequest, status: number, location: string]>([
    [{}, { target: "/a?b=1" }, 301, "https://www.example.com/a?b=1"],
    [{}, { method: "HEAD" }, 301, "https://www.example.com/"],
    [{}, { method: "POST", target: "/a" }, 307, "https://www.example.com/a"],
    [{ host: "example.org:4433" }, {}, 301, "https://example.org:4433/"],
    [{ host: () => "ssl.example.com:443" }, {}, 301, "https://ssl.example.com:443/"],
    ...["OPTIONS", "PUT", "DELETE", "PATCH"].map((method): [SslOptions, TestRequest, number, string] => [
      { host: "ssl.example.com:443" },
      { method, target: "/foo?bar=baz" },
      307,
      "https://ssl.example.com:443/foo?bar=baz",
    ]),
    [
      { rewriteOn: ["x-forwarded-proto"] },
      { scheme: "https", target: "/foo?bar=baz", headers: [["x-forwarded-proto", "http"]] },
      301,
      "https://www.example.com/foo?bar=baz",
    ],
    [{ host: null }, { host: "other.example:80" }, 301, "https://other.example/"],
  ])("on http with %j", (options, request, status, location) => {
    const { conn, adapter } = run(ssl({ log: false, ...options }), request);
    expect([adapter.status, conn.getRespHeader("location"), conn.halted]).toEqual([status, location, true]);
  });

  test("leaves localhost, and believes a proxy that it was told of", () => {
    expect(run(ssl(), { host: "localhost:4000" }).conn.halted).toBe(false);
    expect(
      run(ssl(), { host: "localhost", scheme: "https" }).conn.getRespHeader("strict-transport-security"),
    ).toBeUndefined();
    const headers: [string, string][] = [["x-forwarded-proto", "https"]];
    expect(run(ssl({ log: false }), { headers }).conn.halted).toBe(true);
    expect(run(ssl({ rewriteOn: ["x-forwarded-proto"] }), { headers }).conn.halted).toBe(false);
  });
});
