import { beforeEach, describe, expect, test } from "vitest";
import { InvalidPathError } from "../conn/errors.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { type StaticFilesOptions, staticFiles } from "./static_files.ts";

let fs: MemoryFileSystem;
beforeEach(() => {
  fs = new MemoryFileSystem();
  fs.write("/app/priv/static/css/app.css", "body{}");
  fs.write("/app/priv/static/css/app.css.gz", "gz");
  fs.write("/app/priv/static/css/app.css.br", "br");
  fs.write("/app/priv/static/digits.txt", "0123456789");
  fs.write("/app/priv/static/empty.txt", "");
  fs.write("/app/priv/static/a b+ü.html", "named");
  fs.write("/app/priv/static/.well-known/x", "known");
  fs.write("/app/priv/static/constructor", "odd");
  fs.write("/app/priv/secret.txt", "secret");
  fs.write("/media/cover.png", "png");
});

async function get(
  target: string,
  options: Partial<StaticFilesOptions> = {},
  headers: Record<string, string> = {},
  request: TestRequest = {},
) {
  const adapter = new TestAdapter({
    target,
    headers: Object.entries(headers),
    readFile: (path) => fs.readBytes(path),
    ...request,
  });
  const conn = new PlugConn(adapter);
  conn.endpoint = {
    config: {},
    fs,
    root: "/app",
    secretKeyBase: undefined,
    staticPath: (path) => path,
    url: () => "",
  };
  await staticFiles({ at: "/", ...options })(conn);
  return {
    conn,
    adapter,
    status: adapter.status,
    text: adapter.text,
    header: (name: string) => conn.getRespHeader(name),
  };
}

describe("serving", () => {
  test.each([
    ["/css/app.css", "body{}", "text/css"],
    ["/a%20b+%C3%BC.html", "named", "text/html"],
    ["/empty.txt", "", "text/plain"],
    ["//css///app.css", "body{}", "text/css"],
    ["/.well-known/x", "known", "application/octet-stream"],
  ])("%s", async (target, text, type) => {
    const response = await get(target);
    expect([response.status, response.text, response.header("content-type")]).toEqual([200, text, type]);
    expect(response.conn.halted).toBe(true);
  });

  test.each(["/", "/css", "/css/", "/nothing.css", "/css/app.css/x"])(
    "%s goes on down the pipeline",
    async (target) => {
      const { conn, status } = await get(target);
      expect([conn.halted, conn.state, status]).toEqual([false, "unset", undefined]);
    },
  );

  test("HEAD has no body; other methods go on", async () => {
    const head = await get("/digits.txt", {}, {}, { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await get("/digits.txt", {}, {}, { method })).conn.halted).toBe(false);
  });

  test("at another path, from another folder", async () => {
    expect((await get("/uploads/cover.png", { at: "/uploads", from: "/media" })).text).toBe("png");
    expect((await get("/cover.png", { at: "/uploads", from: "/media" })).conn.halted).toBe(false);
    expect((await get("/s/css/app.css", { at: "/s", from: "priv/static/" })).text).toBe("body{}");
  });

  // Cases after Plug's static_test (Apache 2.0).
  test.each([
    ["/another/fallback.txt", "GET"],
    ["/another/fallback%2Ftxt", "GET"],
    ["/public/unknown.txt", "GET"],
    ["/public/css", "GET"],
    ["/public", "GET"],
    ["/public/digits.txt", "POST"],
  ])("%s is left to the application, without headers (%s)", async (target, method) => {
    const { conn } = await get(target, { at: "/public", headers: { "x-custom": "x" } }, {}, { method });
    expect([conn.halted, conn.state, conn.getRespHeader("x-custom")]).toEqual([false, "unset", undefined]);
  });

  test("only lets the first segment decide", async () => {
    expect((await get("/css/app.css", { only: ["css"] })).text).toBe("body{}");
    expect((await get("/digits.txt", { only: ["css"] })).conn.halted).toBe(false);
    expect((await get("/digits.txt", { only: ["digits.txt"] })).text).toBe("0123456789");
    expect((await get("/digits.txt", { onlyMatching: ["dig"] })).text).toBe("0123456789");
    expect((await get("/css/app.css", { only: [], onlyMatching: ["dig"] })).conn.halted).toBe(false);
  });

  test("further headers and types of one's own", async () => {
    const options = { headers: { "x-served": "yes" }, contentTypes: { "digits.txt": "application/digits" } };
    const { header } = await get("/digits.txt", options);
    expect([header("x-served"), header("content-type")]).toEqual(["yes", "application/digits"]);
  });
});

test("headers and types can be left to others", async () => {
  const made = await get("/digits.txt", { headers: (conn) => ({ "x-path": conn.requestPath }) });
  expect(made.header("x-path")).toBe("/digits.txt");
  const untyped = await get("/digits.txt", { contentTypes: false });
  expect([untyped.text, untyped.header("content-type")]).toEqual(["0123456789", undefined]);
  const part = await get("/digits.txt", { contentTypes: { "digits.txt": "a/b" } }, { range: "bytes=-1" });
  expect([part.text, part.header("content-type")]).toEqual(["9", "a/b"]);
  expect((await get("/constructor", { contentTypes: {} })).header("content-type")).toBe(
    "application/octet-stream",
  );
});

describe("paths that try to leave the folder", () => {
  test.each([
    "/css/../css/app.css",
    "/css/%2E%2E/css/app.css",
    "/c:\\foo.txt",
    "/sample.txt%00.html",
    "/sample.txt\0.html",
    "/%3C%=%20pkgSlugName%20%",
    "/%c0%ae%c0%ae/secret.txt",
    "/..%252f..%2fsecret.txt",
    "/../secret.txt",
    "/css/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/css%2fapp.css",
    "/..%5csecret.txt",
    "/c:/secret.txt",
    "/css/./app.css",
    "/css/app.css%00.png",
    "/%",
    "/%ff",
  ])("%s is refused", async (target) => {
    await expect(get(target)).rejects.toThrow(InvalidPathError);
    await expect(get(target)).rejects.toMatchObject({ plugStatus: 400 });
  });

  test("what only does not serve is left to the application", async () => {
    expect((await get("/x/../../secret.txt", { only: ["css"] })).conn.halted).toBe(false);
    await expect(get("/css/../secret.txt", { only: ["css"] })).rejects.toThrow(InvalidPathError);
  });
});

describe("caching", () => {
  test("a file that the client has brings no type and no headers of its own", async () => {
    const options = { headers: { "x-custom": "x-value" } };
    const first = await get("/digits.txt", options);
    expect([first.header("x-custom"), first.header("content-type")]).toEqual(["x-value", "text/plain"]);
    const again = await get("/digits.txt", options, { "if-none-match": first.header("etag")! });
    expect([again.status, again.text, again.header("x-custom"), again.header("content-type")]).toEqual([
      304,
      "",
      undefined,
      undefined,
    ]);
    expect([again.header("etag"), again.header("cache-control")]).toEqual([first.header("etag"), "public"]);
  });

  test("etags can be made in another way", async () => {
    const options = { etagGeneration: (path: string) => `"${path.length}xy"` };
    const { header } = await get("/digits.txt", options);
    expect(header("etag")).toBe('"27xy"');
    expect((await get("/digits.txt", options, { "if-none-match": '"27xy"' })).status).toBe(304);
    expect((await get("/digits.txt?vsn=1", options)).header("etag")).toBeUndefined();
  });

  // Cases after Plug's static_test (Apache 2.0): what holds for a file holds for a part of it.
  const range = { range: "bytes=0-1" };
  test.each<[Partial<StaticFilesOptions>, string, string, boolean]>([
    [{}, "/digits.txt", "public", true],
    [{ etagGeneration: () => '"mine"' }, "/digits.txt", "public", true],
    [{}, "/digits.txt?vsn=bar", "public, max-age=31536000", false],
    [
      { cacheControlForEtags: null, cacheControlForVsnRequests: null },
      "/digits.txt",
      "max-age=0, private, must-revalidate",
      false,
    ],
    [
      { cacheControlForEtags: null, cacheControlForVsnRequests: null },
      "/digits.txt?vsn=bar",
      "max-age=0, private, must-revalidate",
      false,
    ],
  ])("a part with %j of %s is kept as %s", async (options, target, cacheControl, hasEtag) => {
    const { status, text, header } = await get(
      target,
      { ...options, headers: { "x-custom": "x-value" } },
      range,
    );
    expect([status, text, header("content-range"), header("accept-ranges"), header("x-custom")]).toEqual([
      206,
      "01",
      "bytes 0-1/10",
      "bytes",
      "x-value",
    ]);
    expect([header("cache-control"), header("etag") !== undefined]).toEqual([cacheControl, hasEtag]);
    if (!hasEtag) return;
    const again = await get(target, options, { ...range, "if-none-match": header("etag")! });
    expect([again.status, again.text, again.header("content-range")]).toEqual([304, "", undefined]);
  });

  test("files have an etag, which spares sending them again", async () => {
    const first = await get("/digits.txt");
    const etag = first.header("etag")!;
    expect([first.header("cache-control"), etag]).toEqual([
      "public",
      expect.stringMatching(/^"[\da-f]+-[\da-f]+"$/),
    ]);
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await get("/digits.txt", {}, { "if-none-match": condition });
      expect([again.status, again.text, again.header("etag"), again.conn.halted]).toEqual([
        304,
        "",
        etag,
        true,
      ]);
    }
    expect((await get("/digits.txt", {}, { "if-none-match": '"other"' })).status).toBe(200);
    fs.write("/app/priv/static/digits.txt", "changed content");
    expect((await get("/digits.txt", {}, { "if-none-match": etag })).status).toBe(200);
  });

  test("files asked for by version are kept long", async () => {
    const { header } = await get("/digits.txt?vsn=d");
    expect([header("cache-control"), header("etag")]).toEqual(["public, max-age=31536000", undefined]);
    expect(
      (await get("/digits.txt?vsn=d", { cacheControlForVsnRequests: null })).header("cache-control"),
    ).toBe("public");
    expect((await get("/digits.txt?x=1&vsn=d")).header("cache-control")).toBe("public");
  });

  test("both can be changed or left out", async () => {
    const none = await get("/digits.txt", { cacheControlForEtags: null });
    expect([none.header("cache-control"), none.header("etag")]).toEqual([
      "max-age=0, private, must-revalidate",
      undefined,
    ]);
    expect((await get("/digits.txt", { cacheControlForEtags: "no-cache" })).header("cache-control")).toBe(
      "no-cache",
    );
    expect(
      (await get("/digits.txt?vsn=1", { cacheControlForVsnRequests: "immutable" })).header("cache-control"),
    ).toBe("immutable");
  });
});

describe("precompressed files", () => {
  const both = { gzip: true, brotli: true };
  test.each<[Partial<StaticFilesOptions>, string | undefined, string, string | undefined]>([
    [both, undefined, "body{}", undefined],
    [both, "gzip", "gz", "gzip"],
    [both, "gzip, deflate, br", "br", "br"],
    [both, "br;q=0, gzip", "gz", "gzip"],
    [both, "GZIP;q=0.5", "gz", "gzip"],
    [both, "*", "br", "br"],
    [both, "*;q=0", "body{}", undefined],
    [both, "identity", "body{}", undefined],
    [both, "xbr, gzipped", "body{}", undefined],
    [{ gzip: true }, "br, gzip", "gz", "gzip"],
    [{ brotli: true }, "gzip", "body{}", undefined],
    [{}, "gzip, br", "body{}", undefined],
  ])("%j with accept-encoding %s", async (options, accept, text, encoding) => {
    const { text: sent, header } = await get(
      "/css/app.css",
      options,
      accept === undefined ? {} : { "accept-encoding": accept },
    );
    expect([sent, header("content-encoding"), header("content-type")]).toEqual([text, encoding, "text/css"]);
    expect(header("vary")).toBe(options.gzip || options.brotli ? "accept-encoding" : undefined);
  });

  test("files without such a version are sent as they are", async () => {
    expect((await get("/digits.txt", both, { "accept-encoding": "br, gzip" })).text).toBe("0123456789");
  });

  test("other codings go before", async () => {
    fs.write("/app/priv/static/css/app.css.zst", "zst");
    const options: Partial<StaticFilesOptions> = { ...both, encodings: [["zstd", ".zst"]] };
    const response = await get("/css/app.css", options, { "accept-encoding": "gzip, zstd, br" });
    expect([response.text, response.header("content-encoding")]).toEqual(["zst", "zstd"]);
    expect((await get("/css/app.css", options, { "accept-encoding": "br" })).text).toBe("br");
  });

  test("a header vary of before stays", async () => {
    const adapter = new TestAdapter({ target: "/css/app.css", headers: [["accept-encoding", "*"]] });
    const conn = new PlugConn(adapter).putRespHeader("vary", "cookie");
    conn.endpoint = {
      config: {},
      fs,
      root: "/app",
      secretKeyBase: undefined,
      staticPath: String,
      url: String,
    };
    await staticFiles({ at: "/", gzip: true })(conn);
    expect(conn.respHeaders.filter(([name]) => name === "vary").map(([, value]) => value)).toEqual([
      "cookie",
      "accept-encoding",
    ]);
  });

  test("each version has its own etag", async () => {
    const etags = await Promise.all(
      ["br", "gzip", "identity"].map(async (accept) =>
        (await get("/css/app.css", both, { "accept-encoding": accept })).header("etag"),
      ),
    );
    expect(new Set(etags).size).toBe(3);
  });
});

describe("ranges", () => {
  test.each([
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=8-100", "89", "bytes 8-9/10"],
    ["bytes=9-9", "9", "bytes 9-9/10"],
  ])("%s", async (range, text, contentRange) => {
    const response = await get("/digits.txt", {}, { range });
    expect([
      response.status,
      response.text,
      response.header("content-range"),
      response.header("accept-ranges"),
    ]).toEqual([206, text, contentRange, "bytes"]);
  });

  test.each([
    "bytes=10-",
    "bytes=5-4",
    "bytes=-0",
    "bytes=-",
    "bytes=a-b",
    "bytes=0-1,3-4",
    "lines=0-1",
    "bytes",
    // Of the whole file there is no part.
    "bytes=0-",
    "bytes=0-9",
    "bytes=-10",
    "bytes=-100",
    // Cases after Plug's static_test (Apache 2.0).
    "bytes=00-FF",
    "bytes=nope",
  ])("%s makes no sense: the whole file is sent", async (range) => {
    const response = await get("/digits.txt", {}, { range });
    expect([response.status, response.text, response.header("content-range")]).toEqual([
      200,
      "0123456789",
      undefined,
    ]);
  });

  test("if-range asks for the part only of the same file", async () => {
    const etag = (await get("/digits.txt")).header("etag")!;
    expect((await get("/digits.txt", {}, { range: "bytes=0-1", "if-range": etag })).status).toBe(206);
    expect((await get("/digits.txt", {}, { range: "bytes=0-1", "if-range": '"old"' })).status).toBe(200);
  });

  test("of an empty file there is no part", async () => {
    expect((await get("/empty.txt", {}, { range: "bytes=0-" })).status).toBe(200);
  });
});

test("says what it needs", () => {
  expect(() => staticFiles({ at: "css" })).toThrow('staticFiles({ at: "/" })');
  expect(() => staticFiles({ at: "/", from: 42 as never })).toThrow("from must be the path of a folder");
  expect(() => staticFiles({ at: "/" })(new PlugConn(new TestAdapter({ target: "/x" })))).toThrow(
    "works in an endpoint",
  );
});
