import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCookie, parseCookies } from "../conn/cookies.ts";
import { BadRequestError, CookieOverflowError, errorStatus, InvalidHeaderError } from "../conn/errors.ts";
import { PlugConn } from "../conn/plug_conn.ts";
import { decodeQuery, decodeSegment, encodeQuery, isParams, type QueryMap } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { tempFilesOn } from "../platform/temp_files.ts";
import { parseMediaType } from "../plug/media_type.ts";
import { parsers } from "../plug/parsers.ts";
import { session } from "../plug/session.ts";
import { staticFiles } from "../plug/static_files.ts";
import { decrypt, encrypt, sign, verify } from "../token/token.ts";
import { TestAdapter } from "./test_adapter.ts";

// `npm run fuzz` is the longer run; FUZZ_RUNS says how many inputs each test gets.
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const check = (property: fc.IProperty<unknown> | fc.IAsyncProperty<unknown>): Promise<void> | void =>
  fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns });

const SECRET = "f".repeat(64);
/** Text from the characters that mean something to the decoders, so that they are hit often. */
const spiky = (alphabet: string): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...alphabet, "a", "%41", "%ff", "%", "ü", "\ud800", "\0", "__proto__"),
    maxLength: 60,
  });
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const key = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
    fc.constantFrom("__proto__", "constructor", "toString"),
  )
  .filter((name) => !/[[\]]/.test(name));

function expectHarmless(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
}

/** Every object among parameters inherits nothing. */
function expectBare(value: unknown): void {
  if (Array.isArray(value)) value.forEach(expectBare);
  else if (typeof value === "object" && value !== null && !(value instanceof Upload)) {
    expect(isParams(value)).toBe(true);
    Object.values(value).forEach(expectBare);
  }
}

describe("query", () => {
  test("any text is decoded or refused with 400", () =>
    check(
      fc.property(spiky("&=[]+%;?#/"), (query) => {
        try {
          expectBare(decodeQuery(query));
        } catch (error) {
          expect(error).toBeInstanceOf(BadRequestError);
        }
        expectHarmless();
      }),
    ));

  test("what is encoded decodes to the same", () => {
    const { values } = fc.letrec<{ value: QueryMap[string]; map: QueryMap; values: QueryMap }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.array(text, { minLength: 1, maxLength: 3 }),
        tie("map"),
      ),
      map: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3, noNullPrototype: false }),
      values: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: false }),
    }));
    return check(
      fc.property(values, (map) => {
        // Lone surrogates have no UTF-8; encoding puts a replacement character.
        const wellFormed = JSON.parse(
          JSON.stringify(map).replace(/\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g, "\\ufffd"),
        );
        expect(JSON.parse(JSON.stringify(decodeQuery(encodeQuery(map))))).toEqual(wellFormed);
      }),
    );
  });
});

test("path segments are decoded or refused with 400", () =>
  check(
    fc.property(spiky("/%.\\:"), (segment) => {
      try {
        decodeSegment(segment);
      } catch (error) {
        expect(errorStatus(error)).toBe(400);
      }
    }),
  ));

test("a path never leads out of the folder of static files", () => {
  const fs = new MemoryFileSystem({
    "/app/priv/static/a": "inside",
    "/app/secret": "secret",
    "/app/priv/a": "secret",
    "/a": "secret",
  });
  const plug = staticFiles({ at: "/" });
  const piece = fc.constantFrom(
    "..",
    ".",
    "%2e",
    "%2E%2e",
    "/",
    "//",
    "%2f",
    "\\",
    "%5c",
    "a",
    "secret",
    "static",
    "%00",
    "app",
    ":",
    "?",
    "%",
  );
  return check(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const adapter = new TestAdapter({
        target: `/${pieces.join("")}`,
        readFile: (path) => fs.readBytes(path),
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
      try {
        await plug(conn);
        expect(adapter.text).not.toContain("secret");
      } catch (error) {
        expect(errorStatus(error)).toBe(400);
      }
    }),
  );
});

describe("cookies", () => {
  test("any header is parsed", () =>
    check(
      fc.property(spiky("=;, \"'\t"), (header) => {
        for (const value of Object.values(parseCookies(header))) expect(typeof value).toBe("string");
        expectHarmless();
      }),
    ));

  test("a cookie that can be written reads the same, and is one header", () =>
    check(
      fc.property(text, text, (name, value) => {
        let header: string;
        try {
          header = encodeCookie(name, value);
        } catch (error) {
          expect(error instanceof InvalidHeaderError || error instanceof CookieOverflowError).toBe(true);
          return;
        }
        expect(header).not.toMatch(/[\r\n\0]/);
        const pair = header.slice(0, header.indexOf("; path=/"));
        expect(parseCookies(pair)[name]).toBe(value.replace(/ +$/, ""));
      }),
    ));

  test("a session cookie that nobody made gives an empty session", () => {
    const plugs = [
      session({ store: "cookie", key: "k", signingSalt: "s" }),
      session({ store: "cookie", key: "k", signingSalt: "s", encryptionSalt: "e" }),
    ];
    return check(
      fc.property(
        fc.oneof(
          spiky(".=-_"),
          fc.base64String().map((part) => `SFMyNTY.${part}.${part}`),
          fc.base64String().map((part) => `QTI1NkdDTQ.${part}.${part}`),
        ),
        (value) => {
          for (const plug of plugs) {
            const conn = new PlugConn(new TestAdapter({ headers: [["cookie", `k=${value}`]] }));
            conn.secretKeyBase = SECRET;
            (plug(conn) as PlugConn).fetchSession();
            expect({ ...conn.getSession() }).toEqual({});
          }
        },
      ),
    );
  });
});

describe("tokens", () => {
  test("any JSON comes back", () =>
    check(
      fc.property(fc.jsonValue(), (data) => {
        const expected = JSON.parse(JSON.stringify(data)) as unknown;
        expect(verify(SECRET, "salt", sign(SECRET, "salt", data))).toEqual({ ok: true, value: expected });
        expect(decrypt(SECRET, "salt", encrypt(SECRET, "salt", data))).toEqual({ ok: true, value: expected });
      }),
    ));

  test("any other text is invalid", () =>
    check(
      fc.property(
        fc.oneof(
          spiky(".-_="),
          fc.array(fc.base64String(), { minLength: 3, maxLength: 3 }).map((parts) => parts.join(".")),
        ),
        (token) => {
          expect(verify(SECRET, "salt", token)).toEqual({ ok: false, error: "invalid" });
          expect(decrypt(SECRET, "salt", token)).toEqual({ ok: false, error: "invalid" });
        },
      ),
    ));
});

describe("bodies", () => {
  const fs = new MemoryFileSystem();
  const plug = parsers({
    parsers: ["urlencoded", "multipart", "json"],
    tempFiles: tempFilesOn(fs),
    pass: ["*/*"],
  });
  async function parse(type: string, body: string | Uint8Array): Promise<PlugConn> {
    const conn = new PlugConn(new TestAdapter({ method: "POST", headers: [["content-type", type]], body }));
    await plug(conn);
    return conn;
  }

  test.each(["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b"])(
    "any bytes as %s are parsed or refused with 400",
    (type) =>
      check(
        fc.asyncProperty(
          fc.oneof(
            fc.uint8Array({ maxLength: 200 }),
            fc.string({
              unit: fc.constantFrom(
                "--b",
                "--b--",
                "\r\n",
                "\n",
                "content-disposition: form-data; name=a",
                '; filename="f"',
                "; filename*=utf-8''%ff",
                ":",
                '"',
                "{",
                "}",
                "[",
                "]",
                ",",
                "1",
                "a[b]=",
                "&",
              ),
              maxLength: 40,
            }),
          ),
          async (body) => {
            try {
              expectBare((await parse(type, body)).params);
            } catch (error) {
              expect(errorStatus(error)).toBe(400);
            }
            expectHarmless();
          },
        ),
      ),
  );

  test("any content type is understood or refused with 415 or 400", () =>
    check(
      fc.asyncProperty(
        fc.oneof(
          spiky('/;="\\ ,*'),
          spiky('/;="\\ ').map((tail) => `multipart/form-data;boundary=${tail}`),
        ),
        async (type) => {
          parseMediaType(type);
          try {
            await parse(type.replaceAll("\0", ""), "x");
          } catch (error) {
            expect([400, 415]).toContain(errorStatus(error));
          }
        },
      ),
    ));

  test("a multipart form brings its fields and files, wherever the network cuts it", () =>
    check(
      fc.asyncProperty(
        fc.array(
          fc.record({
            name: fc.stringMatching(/^[a-z]{1,5}$/),
            isFile: fc.boolean(),
            body: fc.string({ unit: fc.constantFrom("\r", "\n", "-", "--", "b", "x", "ü"), maxLength: 30 }),
          }),
          { maxLength: 4 },
        ),
        fc.integer({ min: 1, max: 40 }),
        async (parts, size) => {
          const boundary = "b0undary";
          const bytes = new TextEncoder().encode(
            `${parts
              .map(
                ({ name, isFile, body }) =>
                  `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${isFile ? '; filename="f.txt"' : ""}\r\n\r\n${body}\r\n`,
              )
              .join("")}--${boundary}--`,
          );
          let start = 0;
          const stream = new ReadableStream<Uint8Array>({
            pull(controller) {
              if (start >= bytes.length) controller.close();
              else controller.enqueue(bytes.slice(start, start + size));
              start += size;
            },
          });
          const conn = new PlugConn(
            new TestAdapter({
              method: "POST",
              headers: [["content-type", `multipart/form-data; boundary=${boundary}`]],
              body: stream,
            }),
          );
          await plug(conn);
          const expected = new Map(parts.map(({ name, body }) => [name, body]));
          expect(Object.keys(conn.params).sort()).toEqual([...expected.keys()].sort());
          for (const [name, body] of expected) {
            const value = conn.params[name];
            expect(value instanceof Upload ? fs.readText(value.path) : value).toBe(body);
          }
        },
      ),
    ));
});
