import { describe, expect, test } from "vitest";
import {
  BadRequestError,
  InvalidQueryError,
  ParseError,
  RequestTimeoutError,
  RequestTooLargeError,
  UnsupportedMediaTypeError,
  UriTooLongError,
} from "../conn/errors.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { ALL, parse, plain } from "./parsers.fixture.ts";
import { type ParsersOptions, parsers } from "./parsers.ts";

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

// Cases after Plug's parsers_test (Apache 2.0).
describe("parameters that meet", () => {
  const type = "application/x-www-form-urlencoded";
  const meet = async (
    target: string,
    body: string,
    prepare: (conn: PlugConn) => void,
    method = "POST",
  ): Promise<unknown[]> => {
    const conn = new PlugConn(new TestAdapter({ method, target, body, headers: [["content-type", type]] }));
    prepare(conn);
    await parsers(ALL)(conn);
    return [plain(conn.params), plain(conn.bodyParams), plain(conn.queryParams)];
  };

  test.each<[target: string, body: string, prepare: (conn: PlugConn) => void, params: object]>([
    ["/?foo=bar", "", () => {}, { foo: "bar" }],
    ["/?foo=bar", "foo=baz", () => {}, { foo: "baz" }],
    [
      "/?query=foo",
      "body=bar",
      (conn) => {
        conn.params = { params: "baz" };
      },
      { params: "baz", query: "foo", body: "bar" },
    ],
    [
      "/?foo=query",
      "foo=body",
      (conn) => {
        conn.params = { foo: "params" };
      },
      { foo: "body" },
    ],
    [
      "/",
      "foo=body",
      (conn) => {
        conn.params = { foo: "bar" };
        conn.pathParams = { foo: "path" };
      },
      { foo: "path" },
    ],
    [
      "/?a=z&c=d",
      "",
      (conn) => {
        conn.params = { a: "b" };
      },
      { a: "b", c: "d" },
    ],
  ])("%s with %j (%#)", async (target, body, prepare, params) => {
    expect((await meet(target, body, prepare))[0]).toEqual(params);
  });

  test("what was put as the body's parameters stays", async () => {
    const known = await meet("/?foo=bar", "foo=other", (conn) => {
      conn.bodyParams = { foo: "baz" };
    });
    expect(known).toEqual([{ foo: "baz" }, { foo: "baz" }, { foo: "bar" }]);
  });

  test("a GET has no body's parameters", async () => {
    expect(await meet("/?foo=bar", "foo=baz", () => {}, "GET")).toEqual([{ foo: "bar" }, {}, { foo: "bar" }]);
  });

  test("a query that is not UTF-8 is refused also where the body is known", async () => {
    for (const target of ["/?foo=%8b", "/?foo=%"])
      await expect(
        meet(target, "", (conn) => {
          conn.bodyParams = { foo: "baz" };
        }),
      ).rejects.toThrow(InvalidQueryError);
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

  // Cases after Plug's parsers/json_test (Apache 2.0).
  test.each<[body: string, nested: unknown]>([
    ['{"id":1}', { _json: { id: 1 } }],
    ["[1,2,3]", { _json: [1, 2, 3] }],
    ["", {}],
  ])("%s with nestAllJson", async (body, nested) => {
    const options: ParsersOptions = { parsers: [["json", { nestAllJson: true }]] };
    expect((await parse("application/json", body, options)).body).toEqual(nested);
  });

  test("what a decoder throws is the client's fault", async () => {
    const options: ParsersOptions = {
      parsers: ["json"],
      jsonDecoder: () => {
        throw new Error("oops");
      },
    };
    await expect(parse("application/json", "invalid json", options)).rejects.toThrow(
      "the JSON body is malformed: oops",
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

  test("a reader of one's own sees the bytes first", async () => {
    const seen: string[] = [];
    const options: ParsersOptions = {
      parsers: ["urlencoded", "json"],
      async bodyReader(conn, limits) {
        const bytes = await conn.readBody(limits);
        seen.push(`${limits.length} ${new TextDecoder().decode(bytes)}`);
        return bytes;
      },
    };
    expect((await parse("application/x-www-form-urlencoded", "body=foo", options)).params).toEqual({
      body: "foo",
    });
    await parse("application/json", "{}", options);
    expect(seen).toEqual(["1000000 body=foo", "8000000 {}"]);
  });

  test("options are checked when the plug is made", () => {
    expect(() => parsers({ parsers: [] })).toThrow("needs a list of parsers");
    expect(() => parsers({ parsers: ["yaml" as never] })).toThrow('unknown parser "yaml"');
    expect(() => parsers({ parsers: [["constructor" as never, {}]] })).toThrow("unknown parser");
    expect(() => parsers({ parsers: ["json"], pass: ["text"] })).toThrow("is no media type");
    expect(() => parsers({ parsers: ["json"], readLength: 0 })).toThrow("readLength must be a number from 1");
    expect(() => parsers({ parsers: [["json", { readTimeout: Number.NaN }]] })).toThrow(
      "readTimeout must be",
    );
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

  // Cases after Plug's parsers_test (Apache 2.0).
  test.each<[what: string, body: string, options: ParsersOptions]>([
    ["for all", "foo=baz", { parsers: ["urlencoded"], length: 5 }],
    ["for one", "foo=baz", { parsers: [["urlencoded", { length: 5 }]] }],
    ["for one before that for all", "foo=baz", { parsers: [["urlencoded", { length: 5 }]], length: 500 }],
    ["of urlencoded bodies", "foo=baz".repeat(200_000), { parsers: ["urlencoded"] }],
  ])("the length %s is kept", async (_, body, options) => {
    await expect(parse(type, body, options)).rejects.toThrow(RequestTooLargeError);
  });

  test("a length for one leaves the others", async () => {
    const options: ParsersOptions = { parsers: ["json", ["urlencoded", { length: 5 }]] };
    expect((await parse("application/json", '{"foo":"baz"}', options)).params).toEqual({ foo: "baz" });
    expect(
      (await parse(type, "x=".padEnd(1_100_000, "1"), { ...ALL, length: 2_000_000 })).params,
    ).toHaveProperty("x");
  });

  test("a query that is too long is refused with 414", async () => {
    const options: ParsersOptions = { ...ALL, queryStringLength: 5 };
    await expect(parse(undefined, "", options, { target: "/?foo=bar" })).rejects.toThrow(UriTooLongError);
    await expect(parse(undefined, "", options, { target: "/?foo=bar" })).rejects.toThrow(
      "the query has 7 characters, and 5 are taken; send long data in a body, or raise queryStringLength of parsers()",
    );
    expect((await parse(undefined, "", options, { target: "/?a=bar" })).params).toEqual({ a: "bar" });
    await expect(parse(undefined, "", ALL, { target: `/?a=${"x".repeat(1_000_000)}` })).rejects.toMatchObject(
      { plugStatus: 414 },
    );
  });

  /** A body whose pieces come `pause` ms apart. */
  const slowly = (pieces: string[], pause: number): ReadableStream<Uint8Array> =>
    new ReadableStream({
      async pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) return controller.close();
        await new Promise((resolve) => setTimeout(resolve, pause));
        controller.enqueue(new TextEncoder().encode(piece));
      },
    });
  const multipart = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n12345678\r\n--x--';
  const bodies: [type: string, pieces: string[]][] = [
    [type, ["a=", "12", "34", "56", "78"]],
    ["application/json", ['{"a"', ':"12', "34", "56", '78"}']],
    ["multipart/form-data; boundary=x", multipart.match(/.{1,15}/gs)!],
  ];

  test.each(bodies)("%s that only drips is given up", async (contentType, pieces) => {
    const options = { ...ALL, readTimeout: 100 };
    await expect(parse(contentType, slowly([...pieces], 40), options)).rejects.toThrow(RequestTimeoutError);
  });

  test.each(bodies)("%s may take its time for each read of readLength bytes", async (contentType, pieces) => {
    const options = { ...ALL, readTimeout: 100, readLength: 2 };
    expect((await parse(contentType, slowly([...pieces], 40), options)).params).toEqual({ a: "12345678" });
  });

  test.each([
    [{ readTimeout: 100 }, RequestTimeoutError],
    [{ readTimeout: 100, length: 6, readLength: 2 }, RequestTooLargeError],
  ])("readBody with %j", async (options, error) => {
    const conn = new PlugConn(new TestAdapter({ body: slowly(["12", "34", "56", "78"], 40) }));
    await expect(conn.readBody(options)).rejects.toThrow(error);
  });

  test("readBody gives each read its time, and then nothing more", async () => {
    const conn = new PlugConn(new TestAdapter({ body: slowly(["12", "34", "56", "78"], 40) }));
    const text = async (): Promise<string> =>
      new TextDecoder().decode(await conn.readBody({ readTimeout: 100, readLength: 2 }));
    expect([await text(), await text()]).toEqual(["12345678", ""]);
    await expect(conn.readBody({ readLength: 0 })).rejects.toThrow("readLength");
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
