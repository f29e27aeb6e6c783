import { expect, test } from "vitest";
import { describeCrypto } from "./crypto_contract.ts";
import { crypto as node } from "./node/crypto.ts";
import { crypto as web } from "./web/crypto.ts";

describeCrypto("node", node);
describeCrypto("web", web);

test("what one platform makes the other reads", () => {
  const key = node.randomBytes(32);
  const iv = web.randomBytes(12);
  const plain = new TextEncoder().encode("swordfish");
  expect(new Uint8Array(web.decryptGcm(key, iv, node.encryptGcm(key, iv, plain, "a"), "a")!)).toEqual(plain);
  expect(new Uint8Array(node.decryptGcm(key, iv, web.encryptGcm(key, iv, plain, "a"), "a")!)).toEqual(plain);
  expect(node.hmacSha256(key, "x")).toBe(web.hmacSha256(key, "x"));
  expect(node.encodeBase64Url(node.pbkdf2("sha256", "secret", "salt", 10, 32))).toBe(
    web.encodeBase64Url(web.pbkdf2("sha256", "secret", "salt", 10, 32)),
  );
});
