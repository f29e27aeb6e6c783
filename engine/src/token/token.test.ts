import { describe, expect, test } from "vitest";
import { deriveKey, type KeyOptions } from "./key.ts";
import { decryptMessage, encryptMessage, signMessage, verifyMessage } from "./message.ts";
import { decrypt, encrypt, sign, type TokenContext, verify } from "./token.ts";

const SECRET = "abcdefghijklmnopqrstuvwxyz0123456789";
const conn = { secretKeyBase: SECRET };

describe.each([
  ["sign and verify", sign, verify],
  ["encrypt and decrypt", encrypt, decrypt],
])("%s", (_, make, read) => {
  test.each([1, "id", null, true, ["a", { b: [1.5] }], { user: { id: 7 } }, "ü🎉"])("carry %j", (data) => {
    const token = make(conn, "user", data);
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(read(conn, "user", token)).toEqual({ ok: true, value: data });
  });

  test("take the secret from a conn or endpoint, or as text", () => {
    expect(read(SECRET, "user", make(conn, "user", 1))).toEqual({ ok: true, value: 1 });
    expect(read(conn, "user", make(SECRET, "user", 1))).toEqual({ ok: true, value: 1 });
  });

  test("another salt, secret or way of deriving the key does not fit", () => {
    const token = make(conn, "user", 1);
    const invalid = { ok: false, error: "invalid" };
    expect(read(conn, "other", token)).toEqual(invalid);
    expect(read("z".repeat(36), "user", token)).toEqual(invalid);
    expect(read(conn, "user", token, { keyIterations: 10 })).toEqual(invalid);
    expect(read(conn, "user", token, { keyLength: 32, keyIterations: 1000 })).toEqual({ ok: true, value: 1 });
  });

  // Options and outcomes after Phoenix's token tests (Apache 2.0).
  test.each<[string, KeyOptions, KeyOptions, boolean]>([
    ["rounds", { keyIterations: 1 }, { keyIterations: 2 }, false],
    ["digests", { keyDigest: "sha256" }, { keyDigest: "sha512" }, false],
    ["digests", { keyDigest: "sha384" }, { keyDigest: "sha512" }, false],
    ["the same digest", { keyDigest: "sha512" }, { keyDigest: "sha512" }, true],
    ["nothing and the defaults", {}, { keyLength: 32, keyDigest: "sha256", keyIterations: 1000 }, true],
  ])("keys of other %s: %j, %j", (_, mine, theirs, ok) => {
    const token = make(conn, "id", 1, { signedAt: Date.now(), ...mine });
    expect(read(conn, "id", token, theirs).ok).toBe(ok);
    expect(read(conn, "id", token, mine)).toEqual({ ok: true, value: 1 });
  });

  test("nothing is missing, garbage is invalid", () => {
    expect(read(conn, "user", undefined)).toEqual({ ok: false, error: "missing" });
    expect(read(conn, "user", null)).toEqual({ ok: false, error: "missing" });
    for (const garbage of [
      "",
      "garbage",
      "a.b",
      "a.b.c",
      "SFMyNTY.e30.",
      "QTI1NkdDTQ..",
      "SFMyNTY..x",
      "..",
      "\u0000",
    ])
      expect(read(conn, "user", garbage)).toEqual({ ok: false, error: "invalid" });
  });

  test("every changed character makes it invalid", () => {
    const token = make(conn, "user", { id: 1 });
    for (let i = 0; i < token.length; i++) {
      // The last character of a part has bits that do not count, so the next letter may mean the same.
      if (token[i] === "." || i === token.length - 1 || token[i + 1] === ".") continue;
      const changed = `${token.slice(0, i)}${token[i] === "A" ? "B" : "A"}${token.slice(i + 1)}`;
      expect(read(conn, "user", changed)).toEqual({ ok: false, error: "invalid" });
    }
  });

  test("a signed one is no encrypted one", () => {
    const token = make(conn, "user", 1);
    const other = make === sign ? decrypt : verify;
    expect(other(conn, "user", token)).toEqual({ ok: false, error: "invalid" });
  });

  describe("max age", () => {
    const hour = 3_600_000;
    test.each<
      [
        signedHoursAgo: number,
        made: number | "infinity" | undefined,
        asked: number | "infinity" | undefined,
        ok: boolean,
      ]
    >([
      [0, undefined, undefined, true],
      [23, undefined, undefined, true],
      [25, undefined, undefined, false],
      [25, undefined, "infinity", true],
      [25, "infinity", undefined, true],
      [2, 3600, undefined, false],
      [2, 3600, 10_800, true],
      [2, 10_800, 3600, false],
      [0, undefined, 0, false],
      [0, undefined, -1, false],
      [0, undefined, 0.5, true],
      [0.00005, undefined, 0.1, false],
      [0, undefined, 1000, true],
      [0, undefined, -1000, false],
      [0, undefined, "infinity", true],
      [24, undefined, 86_401, true],
      [24, undefined, 86_399, false],
      [2400, "infinity", "infinity", true],
    ])("made %d hours ago for %s, asked for %s", (hours, made, asked, ok) => {
      const token = make(conn, "user", 1, {
        signedAt: Date.now() - hours * hour,
        ...(made !== undefined && { maxAge: made }),
      });
      const result = read(conn, "user", token, asked === undefined ? {} : { maxAge: asked });
      expect(result).toEqual(ok ? { ok: true, value: 1 } : { ok: false, error: "expired" });
    });
  });

  test("say what is wrong with secret or data", () => {
    for (const context of ["", { secretKeyBase: undefined }] satisfies TokenContext[])
      expect(() => make(context, "user", 1)).toThrow("secretKeyBase");
    expect(() => make("short", "user", 1)).toThrow("at least 20 characters");
    expect(() => make(conn, "user", undefined)).toThrow("cannot hold undefined");
    expect(() => make(conn, "user", () => 1)).toThrow("cannot hold function");
    expect(() => read({ secretKeyBase: undefined }, "user", "x")).toThrow("secretKeyBase");
  });
});

test("a signed token can be read by anyone, an encrypted one cannot, and never comes twice", () => {
  const readable = (token: string): string =>
    token
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString())
      .join();
  expect(readable(sign(conn, "user", "swordfish"))).toContain("swordfish");
  expect(readable(encrypt(conn, "user", "swordfish"))).not.toContain("swordfish");
  expect(encrypt(conn, "user", 1)).not.toBe(encrypt(conn, "user", 1));
});

test("keys are derived once and kept, though not without end", () => {
  expect(deriveKey(SECRET, "a")).toBe(deriveKey(SECRET, "a"));
  expect(deriveKey(SECRET, "a")).not.toEqual(deriveKey(SECRET, "b"));
  expect(deriveKey(SECRET, "a", { keyLength: 16 })).toHaveLength(16);
  const first = deriveKey(SECRET, "first");
  for (let i = 0; i < 300; i++) deriveKey(SECRET, `salt ${i}`, { keyIterations: 1 });
  expect(deriveKey(SECRET, "first")).not.toBe(first);
  expect(deriveKey(SECRET, "first")).toEqual(first);
});

test("messages", () => {
  const key = deriveKey(SECRET, "a");
  expect(signMessage("hello", key)).toMatch(/^SFMyNTY\.aGVsbG8\.[\w-]{43}$/);
  expect(verifyMessage(signMessage("", key), key)).toBe("");
  expect(decryptMessage(encryptMessage("", key, "x"), key, "x")).toBe("");
  expect(decryptMessage(encryptMessage("a", key, "x"), key, "y")).toBeUndefined();
});

test("a token made in the same moment with the default options and with these spelled out is the same", () => {
  const defaults = { keyLength: 32, keyDigest: "sha256", keyIterations: 1000 } as const;
  expect(sign(conn, "id", 1, { signedAt: 0 })).toBe(sign(conn, "id", 1, { signedAt: 0, ...defaults }));
  for (const options of [{ keyLength: 16 }, { keyDigest: "sha512" }, { keyIterations: 2 }] as const)
    expect(sign(conn, "id", 1, { signedAt: 0, ...options })).not.toBe(sign(conn, "id", 1, { signedAt: 0 }));
});
