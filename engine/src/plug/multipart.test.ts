import { describe, expect, test } from "vitest";
import { BadRequestError, ParseError, RequestTooLargeError } from "../conn/errors.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { newParams } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { FileNotFoundError } from "../platform/file_system.ts";
import { ALL, fs, parse, streamOf } from "./parsers.fixture.ts";
import { parsers } from "./parsers.ts";

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

  // Cases after Plug's parsers_test (Apache 2.0).
  test("a form with everything", async () => {
    const type = "multipart/mixed; boundary=----w58EW1cEpjzydSCq";
    const parts = [
      'Content-Disposition: form-data; name="name"\r\n\r\nhello',
      'Content-Disposition: form-data; name="pic"; filename="foo.txt"\r\nContent-Type: text/plain\r\n\r\nhello\n\n',
      'Content-Disposition: form-data; name="doc"; filename*="utf-8\'\'%C5%BC%C3%B3%C5%82%C4%87.txt"\r\nContent-Type: text/plain\r\n\r\nhello\n\n',
      "Content-Disposition: form-data\r\n\r\nskipped",
      'Content-Disposition: form-data; name="empty"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n',
      'Content-Disposition: form-data; name="extended"; filename*="utf-8\'\'"\r\n\r\n',
      'Content-Disposition: form-data; name="status[]"\r\n\r\nchoice1',
      'Content-Disposition: form-data; name="status[]"\r\n\r\nchoice2',
      'Content-Disposition: form-data; name="commit"\r\n\r\nCreate User',
    ];
    const body = `${parts.map((text) => `------w58EW1cEpjzydSCq\r\n${text}\r\n`).join("")}------w58EW1cEpjzydSCq--\r\n`;
    const { conn } = await parse(type, body);
    const { pic, doc, ...fields } = conn.params as Record<string, Upload>;
    expect(fields).toEqual({ name: "hello", status: ["choice1", "choice2"], commit: "Create User" });
    for (const [upload, filename] of [
      [pic, "foo.txt"],
      [doc, "\u017c\u00f3\u0142\u0107.txt"],
    ] as const) {
      expect(upload).toMatchObject({ filename, contentType: "text/plain" });
      expect(fs.readText(upload!.path)).toBe("hello\n\n");
    }
  });

  test("parts become parameters in a way of one's own", async () => {
    const body =
      field("name", "hello") +
      part("content-type: application/json", '{"indisposed": "json"}') +
      part("content-type: application/octet-stream\r\nx-my-foo: bar", "foo") +
      part("x-empty:", "No content-type? No problem!") +
      file("f", "a.txt", "x") +
      END;
    const { conn } = await parse(TYPE, body, {
      ...ALL,
      multipartToParams(parts) {
        const params = newParams();
        for (const { name, headers, body } of parts)
          if (name !== undefined) params[name] = body;
          else {
            params._parts ??= [];
            (params._parts as unknown[]).push({ ...headers, body });
          }
        return params;
      },
    });
    expect(conn.params.name).toBe("hello");
    expect(conn.params._parts).toEqual([
      { "content-type": "application/json", body: '{"indisposed": "json"}' },
      { "content-type": "application/octet-stream", "x-my-foo": "bar", body: "foo" },
      { "x-empty": "", body: "No content-type? No problem!" },
    ]);
    expect(conn.params.f).toBeInstanceOf(Upload);
  });

  test("keys such as __proto__ are harmless", async () => {
    const { conn } = await parse(
      TYPE,
      field("__proto__[admin]", "1") +
        field("constructor[prototype][admin]", "1") +
        field("a[__proto__]", "1") +
        END,
    );
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(Object.keys(conn.params)).toEqual(["__proto__", "constructor", "a"]);
    expect(Object.getPrototypeOf(conn.params.a)).toBeNull();
  });

  test("an absurd number of files is refused with 413, and leaves none behind", async () => {
    const form = (count: number): string =>
      Array.from({ length: count }, (_, i) => file(`f[${i}]`, "a.txt", "")).join("") + END;
    const { conn } = await parse(TYPE, form(3), { ...ALL, maxFiles: 3 });
    expect(Object.keys(conn.params.f as object)).toHaveLength(3);
    conn.sendResp(200, "");

    const adapter = new TestAdapter({ method: "POST", headers: [["content-type", TYPE]], body: form(1001) });
    const refused = new PlugConn(adapter);
    const outcome = Promise.resolve(parsers(ALL)(refused));
    await expect(outcome).rejects.toThrow("more than 1000 files; raise maxFiles of parsers()");
    await expect(outcome).rejects.toThrow(RequestTooLargeError);
    const written = fs.list("/tmp/uploads").length;
    refused.sendResp(413, "");
    await expect.poll(() => fs.list("/tmp/uploads").length).toBeLessThanOrEqual(written - 1000);
  });

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
    ["an empty boundary", 'multipart/form-data; boundary=""', `--\r\n\r\n----`],
    ...['name="\xff"', 'name="a"; filename="\xff.txt"'].map((names): [string, string, Uint8Array] => [
      `a name that is not UTF-8 (${names.length})`,
      TYPE,
      Uint8Array.from(part(`content-disposition: form-data; ${names}`, "x") + END, (char) =>
        char.charCodeAt(0),
      ),
    ]),
    [
      "a file cut in the middle",
      TYPE,
      part('content-disposition: form-data; name="f"; filename="a.txt"', "x").slice(0, -1),
    ],
    ["a last boundary cut in the middle", TYPE, field("a", "1") + END.slice(0, 6)],
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
