import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { Logger, type LoggerOptions } from "../logger/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { attach, detach } from "../telemetry/index.ts";
import type { EndpointConfig } from "./config.ts";
import { endpoint } from "./endpoint.ts";
import { request, start } from "./example_application.fixture.ts";

let loggerBefore: LoggerOptions;
beforeAll(() => {
  loggerBefore = Logger.configure({ level: false });
});
afterAll(() => {
  Logger.configure(loggerBefore);
});

/** An endpoint that answers anything, with files beside it. */
function serve(config: EndpointConfig, files: Record<string, string> = {}) {
  const Endpoint = endpoint({ otpApp: "hello" }).plug((conn) => conn.text(conn.scriptName.join("/")));
  const running = Endpoint.start({
    env: "prod",
    root: "/hello",
    config: { endpoint: config },
    platform: { name: "node", fs: new MemoryFileSystem(files) } as unknown as Platform,
  });
  return { Endpoint, running };
}

// Cases after Phoenix's endpoint_test and supervisor_test (MIT).
describe("addresses", () => {
  test.each<[EndpointConfig, string, string]>([
    [{}, "http://localhost", "/a"],
    [{ http: { port: 4000 } }, "http://localhost:4000", "/a"],
    [{ http: { port: 80 }, url: { host: "example.com" } }, "http://example.com", "/a"],
    [{ https: { port: 443 }, url: { host: "example.com" } }, "https://example.com", "/a"],
    [{ http: { port: 80 }, https: { port: 443 }, url: { host: "example.com" } }, "https://example.com", "/a"],
    [{ https: false, http: { port: "8080" }, url: { host: "example.org" } }, "http://example.org:8080", "/a"],
    [
      { url: { host: "example.com", port: 443, scheme: "https" }, http: { port: 4000 } },
      "https://example.com",
      "/a",
    ],
    [{ url: { host: "example.com", port: 678, scheme: "https" } }, "https://example.com:678", "/a"],
    [{ url: { host: "example.com", scheme: "https" } }, "https://example.com", "/a"],
    [{ url: { host: "[::1]", port: 4000 } }, "http://[::1]:4000", "/a"],
    [{ url: { port: "8080" } }, "http://localhost:8080", "/a"],
    [{ url: { path: "/app" } }, "http://localhost", "/app/a"],
    [{ url: { path: "/app/" } }, "http://localhost", "/app/a"],
  ])("%j → %s %s", (config, url, path) => {
    const { Endpoint } = serve(config);
    expect([Endpoint.url(), Endpoint.path("/a")]).toEqual([url, path]);
  });

  test.each<[EndpointConfig, string, string]>([
    [{}, "http://localhost", "/a.png"],
    [{ url: { path: "/api" } }, "http://localhost", "/api/a.png"],
    [{ staticUrl: { path: "/static" } }, "http://localhost", "/static/a.png"],
    [{ staticUrl: { host: "cdn.net", path: "/s" } }, "http://cdn.net", "/s/a.png"],
    [
      { staticUrl: { host: "static.example.com", port: 456 }, https: { port: 443 } },
      "https://static.example.com:456",
      "/a.png",
    ],
    [
      { url: { host: "example.com", path: "/api" }, staticUrl: { host: "cdn.net" } },
      "http://cdn.net",
      "/a.png",
    ],
  ])("static files with %j: %s %s", (config, url, path) => {
    const { Endpoint } = serve(config);
    expect([Endpoint.staticUrl(), Endpoint.staticPath("/a.png")]).toEqual([url, path]);
  });

  test("change with the configuration", () => {
    const { Endpoint } = serve({ url: { host: "example.com", path: "/api" }, https: { port: 443 } });
    expect(Endpoint.structUrl).toEqual({ scheme: "https", host: "example.com", port: 443, path: "/api" });
    Endpoint.configChange({
      url: { host: "example.com", path: "/api", port: 1234 },
      staticUrl: { port: 456 },
    });
    expect(Endpoint.config("url")).toEqual({ host: "example.com", path: "/api", port: 1234 });
    expect([Endpoint.url(), Endpoint.staticUrl()]).toEqual([
      "https://example.com:1234",
      "https://localhost:456",
    ]);
    expect(Endpoint.structUrl).toEqual({ scheme: "https", host: "example.com", port: 1234, path: "/api" });
  });

  test.each([
    [{}, ""],
    [{ url: { path: "/" } }, ""],
    [{ url: { path: "/api" } }, "api"],
    [{ url: { path: "/api/v1/" } }, "api/v1"],
  ])("%j: requests have the script name %s", async (config, scriptName) => {
    const { running } = serve(config);
    expect((await request(running.handler!, "/users")).text).toBe(scriptName);
  });

  test("the path before the application is no part of what its router sees", async () => {
    const { handler, Endpoint } = start({ url: { path: "/api" } });
    expect((await request(handler, "/hello/Frank")).text).toContain("Frank");
    expect(Endpoint.path("/hello/Frank")).toBe("/api/hello/Frank");
  });
});

describe("forceSsl", () => {
  test.each<[EndpointConfig, { scheme?: "https"; host?: string }, number, string, string | undefined]>([
    [{ forceSsl: {} }, { host: "example.com" }, 301, "location", "https://localhost/hello"],
    [{ forceSsl: {}, url: { host: "example.com" } }, {}, 301, "location", "https://example.com/hello"],
    [
      { forceSsl: { host: null }, url: { host: "example.com" } },
      { host: "other.net" },
      301,
      "location",
      "https://other.net/hello",
    ],
    [{ forceSsl: {} }, { scheme: "https" }, 200, "strict-transport-security", "max-age=31536000"],
    [
      { forceSsl: { subdomains: true } },
      { scheme: "https" },
      200,
      "strict-transport-security",
      "max-age=31536000; includeSubDomains",
    ],
    [{ forceSsl: { hsts: false } }, { scheme: "https" }, 200, "strict-transport-security", undefined],
    [{ forceSsl: false }, {}, 200, "location", undefined],
  ])("%j of %j: %i with %s %s", async (config, options, status, header, value) => {
    const adapter = await request(start(config).handler, { target: "/hello", ...options });
    expect([adapter.status, adapter.respHeaders.find(([name]) => name === header)?.[1]]).toEqual([
      status,
      value,
    ]);
  });
});

describe("static files", () => {
  const manifest = (file: string) =>
    JSON.stringify({ latest: { "foo.css": file }, digests: { [file]: { sha512: "AAAA" } } });
  const files = {
    "/hello/priv/static/cache_manifest.json": manifest("foo-d97.css"),
    "/elsewhere/upgrade.json": manifest("foo-ghi.css"),
  };
  const config: EndpointConfig = { cacheStaticManifest: "priv/static/cache_manifest.json" };

  test.each<[EndpointConfig, string, string]>([
    [config, "/foo.css", "/foo-d97.css?vsn=d"],
    [config, "/foo.css#info", "/foo-d97.css?vsn=d#info"],
    [config, "/foo.css##info", "/foo-d97.css?vsn=d##info"],
    [config, "/foo.css#", "/foo-d97.css?vsn=d#"],
    [config, "/unknown.png", "/unknown.png"],
    [config, "/unknown.png#a", "/unknown.png#a"],
    [{ ...config, cacheManifestSkipVsn: true }, "/foo.css", "/foo-d97.css"],
    [{ ...config, staticUrl: { path: "/s" } }, "/foo.css", "/s/foo-d97.css?vsn=d"],
    [{ cacheStaticManifest: "/elsewhere/upgrade.json" }, "/foo.css", "/foo-ghi.css?vsn=d"],
    [{}, "/foo.css", "/foo.css"],
  ])("%j: %s → %s", (given, path, expected) => {
    expect(serve(given, files).Endpoint.staticPath(path)).toBe(expected);
  });

  test("are looked up anew when the configuration changes", () => {
    const { Endpoint } = serve(config, files);
    expect(Endpoint.staticLookup("/foo.css")).toEqual({
      path: "/foo-d97.css?vsn=d",
      integrity: "sha512-AAAA",
    });
    Endpoint.configChange({ cacheStaticManifest: "/elsewhere/upgrade.json" });
    expect(Endpoint.staticLookup("/foo.css").path).toBe("/foo-ghi.css?vsn=d");
    expect(Endpoint.staticLookup("/none.css")).toEqual({ path: "/none.css", integrity: undefined });
  });

  test("cacheStaticManifestLatest is what the manifest says, or what the config does", () => {
    expect(serve(config, files).Endpoint.config("cacheStaticManifestLatest")).toEqual({
      "foo.css": "foo-d97.css",
    });
    const own = serve({ ...config, cacheStaticManifestLatest: { "foo.css": "foo-own.css" } }, files).Endpoint;
    expect(own.config("cacheStaticManifestLatest")).toEqual({ "foo.css": "foo-own.css" });
    expect(own.staticPath("/foo.css")).toBe("/foo-d97.css?vsn=d");
    expect(serve({}).Endpoint.config("cacheStaticManifestLatest")).toBeUndefined();
  });

  test.each([
    ["foo.css", /single slash, got "foo\.css"/],
    ["//evil.com", /single slash, got "\/\/evil\.com"/],
    ["/\\evil.com", /must not hold a backslash/],
    ["", /single slash/],
  ])("%j is refused", (path, message) => {
    const { Endpoint } = serve(config, files);
    expect(() => Endpoint.staticPath(path)).toThrow(message);
    expect(() => Endpoint.staticIntegrity(path)).toThrow(message);
    expect(() => Endpoint.staticLookup(path)).toThrow(message);
  });
});

describe("values", () => {
  test("are read by key", () => {
    const { Endpoint } = serve({ own: 1, no: false });
    expect(["own", "none", "no"].map((key) => Endpoint.config(key))).toEqual([1, undefined, false]);
    expect([Endpoint.config("none", 2), Endpoint.config("no", 2)]).toEqual([2, false]);
  });

  test.each<[unknown, RegExp]>([
    [{ secretKeyBase: "short" }, /secretKeyBase .* at least 64 characters.*fledge gen\.secret/],
    [{ url: "http://example.com" }, /url in the config must be an object with host/],
    [{ url: { path: "app" } }, /url\.path .* must begin with a slash, got "app"/],
    [{ staticUrl: { path: "" } }, /staticUrl\.path .* must begin with a slash/],
    [{ url: { port: "http" } }, /url\.port .* must be a number, got "http"/],
    [{ url: { host: "http://example.com" } }, /url\.host .* name of a host alone/],
    [{ url: { host: "example.com:80" } }, /url\.host .* name of a host alone/],
    [{ staticUrl: { scheme: "ftp" } }, /staticUrl\.scheme .* must be "http" or "https", got "ftp"/],
    [{ http: true }, /http .* an object with port and ip, or false, got true/],
    [{ https: 443 }, /https .* an object with port, keyfile and certfile/],
    [{ server: "yes" }, /server .* must be true or false, got "yes"/],
    [{ forceWatchers: 1 }, /forceWatchers .* must be true or false/],
    [{ watchers: ["esbuild"] }, /watchers .* must be an object such as/],
    [
      { watchers: { esbuild: "--watch" } },
      /watchers\.esbuild .* a list of arguments or a function, got "--watch"/,
    ],
    [{ adapter: "node" }, /adapter .* must be a ServerAdapter/],
    [{ drainer: { shutdown: "5s" } }, /drainer\.shutdown .* a number of milliseconds, got "5s"/],
    [{ https: { cipherSuite: "weak" } }, /https\.cipherSuite .* "strong" or "compatible", got "weak"/],
    [{ maxUrlLength: -1 }, /maxUrlLength .* a number of characters/],
    [{ cacheStaticManifest: { app: "hello" } }, /cacheStaticManifest .* the path of a file/],
    [{ renderErrors: { formats: ["html"] } }, /renderErrors\.formats .* an object such as/],
    [{ renderErrors: { log: true } }, /renderErrors\.log .* a level of the log, or false/],
    [{ debugErrors: true }, /debugErrors is true in production/],
  ])("%j is refused", (config, message) => {
    expect(() => serve(config as EndpointConfig)).toThrow(message);
  });

  test("that are refused while it runs leave those before", () => {
    const { Endpoint } = serve({ url: { host: "a.example" } });
    expect(() => Endpoint.configChange({ url: { port: "http" } })).toThrow(/must be a number/);
    expect(Endpoint.url()).toBe("http://a.example");
  });
});

test("the start is told of by telemetry, once and with the configuration", () => {
  const seen: unknown[] = [];
  attach("test-init", ["fledge", "endpoint", "init"], (_, measurements, { config, otpApp }) =>
    seen.push([typeof measurements.systemTime, config, otpApp]),
  );
  serve({ own: 1 }).Endpoint.configChange({ own: 2 });
  detach("test-init");
  expect(seen).toEqual([["number", { own: 1 }, "hello"]]);
});

test("an endpoint serves as a plug of another", async () => {
  const inner = serve({}).Endpoint;
  expect(inner.init()).toBeUndefined();
  const conn = await inner.call(new Conn(new TestAdapter()));
  expect([conn.status, conn.state]).toEqual([200, "sent"]);
});
