import { describe, expect, test } from "vitest";
import type { Crypto } from "./crypto.ts";

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The behaviour that every implementation of `Crypto` has; expected values are published test vectors. */
export function describeCrypto(name: string, crypto: Crypto): void {
  describe(`crypto: ${name}`, () => {
    test("SHA-256 and SHA-512 (FIPS 180-2)", () => {
      expect(hex(crypto.sha256("abc"))).toBe(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      );
      expect(hex(crypto.sha256(bytes("abc")))).toBe(hex(crypto.sha256("abc")));
      expect(hex(crypto.sha512("abc"))).toMatch(
        /^ddaf35a193617abacc417349ae204131.*4423643ce80e2a9ac94fa54ca49f$/,
      );
    });

    test("HMAC-SHA-256 (RFC 4231, case 2)", () => {
      expect(
        hex(crypto.decodeBase64Url(crypto.hmacSha256(bytes("Jefe"), "what do ya want for nothing?"))!),
      ).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    });

    test("PBKDF2-HMAC-SHA-256 (RFC 7914)", () => {
      expect(hex(crypto.pbkdf2("sha256", "passwd", "salt", 1, 64))).toBe(
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc" +
          "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
      );
    });

    test.each([
      [
        "sha384",
        "c0e14f06e49e32d73f9f52ddf1d0c5c7191609233631dadd76a567db42b78676b38fc800cc53ddb642f5c74442e62be4",
      ],
      ["sha512", "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bf"],
    ] as const)("PBKDF2 with %s", (digest, expected) => {
      const length = expected.length / 2;
      expect(hex(crypto.pbkdf2(digest, "password", "salt", 1, length))).toBe(expected);
    });

    test("AES-256-GCM (NIST GCM test case 14, and others)", () => {
      const key = new Uint8Array(32);
      const iv = new Uint8Array(12);
      const sealed = crypto.encryptGcm(key, iv, new Uint8Array(16), "");
      expect(hex(sealed)).toBe("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
      expect(crypto.decryptGcm(key, iv, sealed, "")).toHaveLength(16);
      expect(hex(crypto.decryptGcm(key, iv, sealed, "")!)).toBe("00".repeat(16));
    });

    test("decryption refuses what was changed", () => {
      const key = crypto.randomBytes(32);
      const iv = crypto.randomBytes(12);
      const sealed = crypto.encryptGcm(key, iv, bytes("swordfish"), "salt");
      expect(new TextDecoder().decode(crypto.decryptGcm(key, iv, sealed, "salt"))).toBe("swordfish");
      for (let i = 0; i < sealed.length; i++) {
        const changed = sealed.slice();
        changed[i]! ^= 1;
        expect(crypto.decryptGcm(key, iv, changed, "salt")).toBeUndefined();
      }
      expect(crypto.decryptGcm(key, iv, sealed, "other")).toBeUndefined();
      expect(crypto.decryptGcm(key, crypto.randomBytes(12), sealed, "salt")).toBeUndefined();
      expect(crypto.decryptGcm(crypto.randomBytes(32), iv, sealed, "salt")).toBeUndefined();
      expect(crypto.decryptGcm(key, iv, sealed.slice(0, 15), "salt")).toBeUndefined();
      expect(crypto.decryptGcm(key, iv.slice(1), sealed, "salt")).toBeUndefined();
    });

    test("random bytes have their length and do not come again", () => {
      const seen = new Set<string>();
      for (let i = 0; i < 1000; i++) seen.add(hex(crypto.randomBytes(16)));
      expect(seen.size).toBe(1000);
      for (const length of [0, 1, 64, 65, 5000, 70_000])
        expect(crypto.randomBytes(length)).toHaveLength(length);
      const first = crypto.randomBytes(16);
      const copy = first.slice();
      for (let i = 0; i < 1000; i++) crypto.randomBytes(16);
      expect(first).toEqual(copy);
    });

    test.each([
      ["", "", true],
      ["abc", "abc", true],
      ["abc", "abd", false],
      ["abc", "abcd", false],
      ["ü", "ü", true],
    ])("secureCompare(%j, %j) is %s", (a, b, equal) => {
      expect(crypto.secureCompare(a, b)).toBe(equal);
      expect(crypto.secureCompare(bytes(a), b)).toBe(equal);
    });

    test.each([
      ["", ""],
      ["f", "Zg"],
      ["fo", "Zm8"],
      ["foo", "Zm9v"],
      ["ü?>", "w7w_Pg"],
    ])("base64url of %j is %j", (text, encoded) => {
      expect(crypto.encodeBase64Url(text)).toBe(encoded);
      expect(crypto.encodeBase64Url(bytes(text))).toBe(encoded);
      expect(new TextDecoder().decode(crypto.decodeBase64Url(encoded))).toBe(text);
    });

    test("base64url of many bytes, and of a part of a buffer", () => {
      const many = new Uint8Array(100_000).map((_, i) => i);
      expect(crypto.decodeBase64Url(crypto.encodeBase64Url(many))!.every((byte, i) => byte === many[i])).toBe(
        true,
      );
      expect(crypto.encodeBase64Url(many.subarray(102, 105))).toBe("Zmdo");
    });

    test.each(["Zg==", "Z", "Zm 9v", "Zm+v", "Zm/v", "Zmü"])("decodeBase64Url refuses %j", (text) => {
      expect(crypto.decodeBase64Url(text)).toBeUndefined();
    });
  });
}
