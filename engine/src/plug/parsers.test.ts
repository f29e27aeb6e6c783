import { describe, expect, test } from "vitest";
import {
  BadRequestError,
  InvalidQueryError,
  ParseError,
  RequestTimeoutError,
  RequestTooLargeError,
  UnsupportedMediaTypeError,
} from "../conn/errors.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { Upload } from "../conn/upload.ts";
import { TestAdapter, type TestRequest } from "../http/test_adapter.ts";
import { FileNotFoundError } from "../platform/file_system.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { tempFilesOn } from "../platform/temp_files.ts";
import { parseHeaderParams, parseMediaType } from "./media_type.ts";
import { type ParsersOptions, parsers } from "./parsers.ts";

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const fs = new MemoryFileSystem();
const tempFiles = tempFilesOn(fs, "/tmp/uploads");
const ALL: ParsersOptions = { parsers: ["urlencoded", "multipart", "json"], tempFiles };

async function parse(
  type: string | undefined,
  body: TestRequest["body"],
  options: ParsersOptions = ALL,
  request: TestRequest = {},
) {
  const adapter = new TestAdapter({
    method: "POST",
    body,
    headers: type === undefined ? [] : [["content-type", type]],
    ...request,
  });
  const conn = new PlugConn(adapter);
  await parsers(options)(conn);
  return { conn, adapter, params: plain(conn.params), body: plain(conn.bodyParams) };
}

function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const bytes = pieces.map((piece) => (typeof piece === "string" ? new TextEncoder().encode(piece) : piece));
  return new ReadableStream({
    pull(controller) {
      const next = bytes.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}

describe("which requests are parsed", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE"])("%s is", async (method) => {
    const { params } = await parse("application/x-www-form-urlencoded", "a=body", ALL, {
      method,
      target: "/?a=query&b=query",
    });
    expect(params).toEqual({ a: "body", b: "query" });
  });

  test.each(["GET", "HEAD", "OPTIONS"])("of %s only the query is", (method) => {
    const conn = new PlugConn(
      new TestAdapter({
        method,
        target: "/?a=1",
        body: "b=2",
        headers: [["content-type", "application/x-www-form-urlencoded"]],
      }),
    );
    expect(parsers(ALL)(conn)).toBe(conn);
    expect(plain(conn.params)).toEqual({ a: "1" });
  });

  test("without a content type, the query alone", async () => {
    expect((await parse(undefined, "a=1")).params).toEqual({});
  });

  test("a body that was parsed is not parsed again", async () => {
    const { conn } = await parse("application/json", '{"a":1}');
    await parsers(ALL)(conn);
    expect(plain(conn.params)).toEqual({ a: 1 });
  });

  test("a broken query is refused before the body is read", async () => {
    await expect(parse("application/json", "{}", ALL, { target: "/?a=%" })).rejects.toThrow(
      InvalidQueryError,
    );
  });
});

describe("urlencoded", () => {
  test("nests as queries do", async () => {
    const { body } = await parse(
      "application/x-www-form-urlencoded; charset=utf-8",
      "user[name]=J%C3%B6rg+x&tags[]=a",
    );
    expect(body).toEqual({ user: { name: "Jörg x" }, tags: ["a"] });
  });

  test.each<[string, string | Uint8Array]>([
    ["broken percent-encoding", "a=%zz"],
    ["bytes that are not UTF-8", new Uint8Array([0x61, 0x3d, 0xff])],
    ["percent-encoded bytes that are not UTF-8", "a=%ff"],
    ["absurd depth", `a${"[b]".repeat(1000)}=1`],
  ])("refuses %s", async (_, body) => {
    await expect(parse("application/x-www-form-urlencoded", body)).rejects.toThrow(InvalidQueryError);
  });
});

describe("json", () => {
  test.each<[string, string, unknown]>([
    ["application/json", '{"id":1,"tags":["a",null,true]}', { id: 1, tags: ["a", null, true] }],
    ["application/vnd.api+json; charset=utf-8", '{"id":1}', { id: 1 }],
    ["application/json", "", {}],
    ["application/json", "[1,2]", { _json: [1, 2] }],
    ["application/json", '"text"', { _json: "text" }],
    ["application/json", "null", { _json: null }],
  ])("%s %s", async (type, body, expected) => {
    expect((await parse(type, body)).body).toEqual(expected);
  });

  test("keys such as __proto__ are harmless", async () => {
    const { conn } = await parse(
      "application/json",
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    );
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(Object.getPrototypeOf(conn.params)).toBeNull();
  });

  test.each<[string, string | Uint8Array]>([
    ["broken syntax", '{"a":'],
    ["more than one value", "{} {}"],
    ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
  ])("refuses %s", async (_, body) => {
    const outcome = expect(parse("application/json", body)).rejects;
    await outcome.toThrow(ParseError);
  });

  test("refuses absurd depth", async () => {
    await expect(parse("application/json", "[".repeat(5000) + "]".repeat(5000))).rejects.toThrow(
      BadRequestError,
    );
  });

  test("takes a decoder", async () => {
    const { body } = await parse("application/json", "x", {
      ...ALL,
      jsonDecoder: (text) => ({ decoded: text }),
    });
    expect(body).toEqual({ decoded: "x" });
  });
});

describe("content types", () => {
  test.each(["text/plain", "image/png", "nonsense", "multipart/other"])(
    "%s is refused unless it may pass",
    async (type) => {
      await expect(parse(type, "x")).rejects.toThrow(UnsupportedMediaTypeError);
      const { body } = await parse(type, "x", { ...ALL, pass: ["*/*"] });
      expect(body).toEqual({});
    },
  );

  test("pass takes types and ranges", async () => {
    const options: ParsersOptions = { parsers: ["json"], pass: ["text/*", "image/png"] };
    for (const type of ["text/csv", "IMAGE/PNG"]) await parse(type, "x", options);
    for (const type of ["image/jpeg", "application/xml"])
      await expect(parse(type, "x", options)).rejects.toThrow(UnsupportedMediaTypeError);
  });

  test("a body that passes can still be read", async () => {
    const { conn } = await parse("text/csv", "a,b", { ...ALL, pass: ["*/*"] });
    expect(new TextDecoder().decode(await conn.readBody())).toBe("a,b");
  });

  test("parsers of one's own go in the order given", async () => {
    const options: ParsersOptions = {
      parsers: [
        (conn, { subtype }, limits) =>
          subtype === "csv"
            ? conn.readBody(limits).then((bytes) => ({ rows: String(bytes.length) }))
            : undefined,
        "json",
      ],
    };
    expect((await parse("text/csv", "a,b", options)).params).toEqual({ rows: "3" });
    expect((await parse("application/json", "{}", options)).params).toEqual({});
  });

  test("options are checked when the plug is made", () => {
    expect(() => parsers({ parsers: [] })).toThrow("needs a list of parsers");
    expect(() => parsers({ parsers: ["yaml" as never] })).toThrow('unknown parser "yaml"');
    expect(() => parsers({ parsers: ["json"], pass: ["text"] })).toThrow("is no media type");
  });

  test.each<[string, unknown]>([
    ["text/html", { type: "text", subtype: "html", params: {} }],
    ["Text/HTML; Charset=UTF-8", { type: "text", subtype: "html", params: { charset: "UTF-8" } }],
    ['a/b; x="q;\\"r\\""; y=1; x=2', { type: "a", subtype: "b", params: { x: 'q;"r"', y: "1" } }],
    // Inputs and results after the examples of Plug.Conn.Utils.
    ["text/plain", { type: "text", subtype: "plain", params: {} }],
    ["APPLICATION/vnd.ms-data+XML", { type: "application", subtype: "vnd.ms-data+xml", params: {} }],
    ["x-sample/json; charset=utf-8", { type: "x-sample", subtype: "json", params: { charset: "utf-8" } }],
    [
      "x-sample/json  ; charset=utf-8  ; foo=bar",
      { type: "x-sample", subtype: "json", params: { charset: "utf-8", foo: "bar" } },
    ],
    ["a/b;  foo=bar  ", { type: "a", subtype: "b", params: { foo: "bar" } }],
    ["a/b; Foo=bar; baz=BOING", { type: "a", subtype: "b", params: { foo: "bar", baz: "BOING" } }],
    ["a/b; foo=BAR ; wat", { type: "a", subtype: "b", params: { foo: "BAR" } }],
    ['a/b; foo="bar"; baz="boing"', { type: "a", subtype: "b", params: { foo: "bar", baz: "boing" } }],
    ['a/b; foo="bar;"; baz="boing"', { type: "a", subtype: "b", params: { foo: "bar;", baz: "boing" } }],
    ["a/b; =", { type: "a", subtype: "b", params: {} }],
    ["a/b; ;", { type: "a", subtype: "b", params: {} }],
    ["x y", undefined],
    ["x/y z", undefined],
    ["/", undefined],
    ["x/*", undefined],
    ["*/*", undefined],
    ["*/html", undefined],
    ["text", undefined],
    ["text/", undefined],
    ["text/html x", undefined],
    ["", undefined],
  ])("parseMediaType(%j)", (header, expected) => {
    const parsed = parseMediaType(header);
    expect(parsed === undefined ? undefined : plain(parsed)).toEqual(expected);
  });

  test("parseHeaderParams keeps a Windows path whole", () => {
    expect({ ...parseHeaderParams(' name="f"; filename="C:\\dir\\a.txt"') }).toEqual({
      name: "f",
      filename: "C:\\dir\\a.txt",
    });
  });
});

describe("limits", () => {
  const type = "application/x-www-form-urlencoded";
  test("a body of the greatest length is taken, a longer one is not", async () => {
    expect((await parse(type, "a=345678", { ...ALL, length: 8 })).params).toEqual({ a: "345678" });
    await expect(parse(type, "a=3456789", { ...ALL, length: 8 })).rejects.toThrow(RequestTooLargeError);
    await expect(
      parse("multipart/form-data; boundary=x", `--x\r\n\r\n${"y".repeat(100)}`, { ...ALL, length: 50 }),
    ).rejects.toThrow(RequestTooLargeError);
  });

  test("a body that stops coming is given up", async () => {
    const never = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([97])),
    });
    await expect(parse(type, never, { ...ALL, readTimeout: 20 })).rejects.toThrow(RequestTimeoutError);
    const neverEither = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([97])),
    });
    await expect(
      parse("multipart/form-data; boundary=x", neverEither, { ...ALL, readTimeout: 20 }),
    ).rejects.toThrow(RequestTimeoutError);
  });

  test("the errors say their status", () => {
    expect([new RequestTooLargeError().plugStatus, new RequestTimeoutError().plugStatus]).toEqual([413, 408]);
    expect(new UnsupportedMediaTypeError("a/b").plugStatus).toBe(415);
  });
});

describe("multipart", () => {
  const TYPE = "multipart/form-data; boundary=XyZ";
  const part = (headers: string, body: string): string => `--XyZ\r\n${headers}\r\n\r\n${body}\r\n`;
  const field = (name: string, body: string): string =>
    part(`Content-Disposition: form-data; name="${name}"`, body);
  const file = (name: string, filename: string, body: string, type = "text/plain"): string =>
    part(
      `content-disposition: form-data; name="${name}"; filename="${filename}"\r\ncontent-type: ${type}`,
      body,
    );
  const END = "--XyZ--\r\n";

  test("fields nest as queries do", async () => {
    const { body } = await parse(
      TYPE,
      field("user[name]", "Jörg") +
        field("tags[]", "a") +
        field("tags[]", "b\r\n--XyY") +
        field("empty", "") +
        END,
    );
    expect(body).toEqual({ user: { name: "Jörg" }, tags: ["a", "b\r\n--XyY"], empty: "" });
  });

  test("files become uploads, there while the request lasts", async () => {
    const adapter = new TestAdapter({
      method: "POST",
      headers: [["content-type", TYPE]],
      body: field("title", "x") + file("user[photo]", "a b.png", "PNG\r\nbytes", "image/png") + END,
    });
    const conn = new PlugConn(adapter);
    await parsers(ALL)(conn);
    const upload = (conn.params.user as { photo: Upload }).photo;
    expect(upload).toBeInstanceOf(Upload);
    expect(upload).toMatchObject({ filename: "a b.png", contentType: "image/png" });
    expect(fs.readText(upload.path)).toBe("PNG\r\nbytes");
    conn.sendResp(200, "");
    await expect.poll(() => fs.exists(upload.path)).toBe(false);
  });

  test("an upload that was moved away stays", async () => {
    const { conn } = await parse(TYPE, file("f", "a.txt", "keep me") + END);
    fs.rename((conn.params.f as Upload).path, "/kept.txt");
    conn.sendResp(200, "");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(fs.readText("/kept.txt")).toBe("keep me");
    expect(() => fs.readText((conn.params.f as Upload).path)).toThrow(FileNotFoundError);
  });

  test("paths of uploads are not what the client names them", async () => {
    const { conn } = await parse(
      TYPE,
      file("a", "../../etc/passwd", "x") + file("b", "../../etc/passwd", "y") + END,
    );
    const [a, b] = [conn.params.a as Upload, conn.params.b as Upload];
    expect(a.filename).toBe("../../etc/passwd");
    expect(a.path).toMatch(/^\/tmp\/uploads\/multipart-[\w-]{20}$/);
    expect(a.path).not.toBe(b.path);
  });

  test("a file input left empty gives no parameter", async () => {
    const { body } = await parse(
      TYPE,
      file("photo", "", "", "application/octet-stream") + field("title", "x") + END,
    );
    expect(body).toEqual({ title: "x" });
  });

  test("names beyond ASCII, quoted and extended", async () => {
    const extended = part(
      "content-disposition: form-data; name=f; filename=fallback.txt; filename*=utf-8''na%C3%AFve%20file.txt",
      "x",
    );
    const { conn } = await parse(TYPE, extended + file("g", 'Grüße \\"1\\".txt', "y") + END);
    expect((conn.params.f as Upload).filename).toBe("naïve file.txt");
    expect((conn.params.g as Upload).filename).toBe('Grüße "1".txt');
  });

  test("parts without a name, preamble and epilogue are left out", async () => {
    const body = `preamble\r\n${part("content-type: text/plain", "nameless")}${part("content-disposition: form-data", "x")}${field("a", "1")}--XyZ--\r\nepilogue`;
    expect((await parse(TYPE, body)).body).toEqual({ a: "1" });
  });

  test("is the same however it is cut into pieces", async () => {
    const body = new TextEncoder().encode(
      field("a", "1\r\n--Xy") + file("f", "ü.txt", "\r\n--Xy!\r\n-") + field("b", "2") + END,
    );
    for (let size = 1; size < body.length; size += size < 20 ? 1 : 17) {
      const pieces: Uint8Array[] = [];
      for (let start = 0; start < body.length; start += size) pieces.push(body.slice(start, start + size));
      const { conn } = await parse(TYPE, streamOf(...pieces));
      expect([conn.params.a, conn.params.b]).toEqual(["1\r\n--Xy", "2"]);
      expect(fs.readText((conn.params.f as Upload).path)).toBe("\r\n--Xy!\r\n-");
    }
  });

  test.each<[string, string, string | Uint8Array]>([
    ["no boundary", "multipart/form-data", "x"],
    ["an endless boundary", `multipart/form-data; boundary=${"x".repeat(500)}`, "x"],
    ["nothing", TYPE, ""],
    ["no part", TYPE, "hello"],
    ["a part without its end", TYPE, field("a", "1")],
    ["a part cut in the headers", TYPE, "--XyZ\r\ncontent-disposition: form-da"],
    ["a boundary with a tail", TYPE, `--XyZtail\r\n\r\n${END}`],
    ["headers without carriage returns", TYPE, `--XyZ\ncontent-disposition: form-data; name=a\n\n1\n--XyZ--`],
    ["endless headers", TYPE, `--XyZ\r\n${"x-a: b\r\n".repeat(10_000)}`],
    [
      "a field that is not UTF-8",
      TYPE,
      new Uint8Array([
        ...new TextEncoder().encode(field("a", "1").slice(0, -3)),
        0xff,
        ...new TextEncoder().encode(`\r\n${END}`),
      ]),
    ],
    [
      "a field that ends in the middle of a character",
      TYPE,
      new Uint8Array([
        ...new TextEncoder().encode(field("a", "1").slice(0, -3)),
        0xc3,
        ...new TextEncoder().encode(`\r\n${END}`),
      ]),
    ],
    [
      "a file name with broken percent-encoding",
      TYPE,
      part("content-disposition: form-data; name=f; filename*=utf-8''%ff", "x") + END,
    ],
    ["absurd depth", TYPE, field(`a${"[b]".repeat(100)}`, "1") + END],
  ])("refuses %s", async (_, type, body) => {
    await expect(parse(type, body)).rejects.toThrow(BadRequestError);
  });

  test("what was written before a refusal is removed as well", async () => {
    const adapter = new TestAdapter({
      method: "POST",
      headers: [["content-type", TYPE]],
      body: file("f", "a.txt", "x"),
    });
    const before = fs.list("/tmp/uploads").length;
    const conn = new PlugConn(adapter);
    await expect(parsers(ALL)(conn)).rejects.toThrow(ParseError);
    conn.sendResp(400, "");
    await expect.poll(() => fs.list("/tmp/uploads").length).toBeLessThanOrEqual(before);
  });
});
