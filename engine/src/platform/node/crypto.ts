import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes as nodeRandomBytes,
  pbkdf2Sync,
  timingSafeEqual,
} from "node:crypto";
import { BASE64URL, type Crypto } from "../crypto.ts";

const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let poolOffset = 0;

/** Small requests are cut from a pool: one system call a few hundred tokens. Bytes are never given out twice. */
function randomBytes(length: number): Uint8Array {
  if (length > 64) return nodeRandomBytes(length);
  if (poolOffset + length > pool.length) {
    pool = nodeRandomBytes(POOL_BYTES);
    poolOffset = 0;
  }
  poolOffset += length;
  return Uint8Array.prototype.slice.call(pool, poolOffset - length, poolOffset);
}

/** Node's own cryptography. */
export const crypto: Crypto = {
  hmacSha256: (key, data) => createHmac("sha256", key).update(data).digest("base64url"),
  sha256: (data) => createHash("sha256").update(data).digest(),
  sha512: (data) => createHash("sha512").update(data).digest(),
  pbkdf2: (digest, secret, salt, iterations, length) => pbkdf2Sync(secret, salt, iterations, length, digest),

  encryptGcm(key, iv, plaintext, aad) {
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    cipher.setAAD(Buffer.from(aad));
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },

  decryptGcm(key, iv, sealed, aad) {
    if (sealed.length < 16 || iv.length !== 12) return undefined;
    const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(aad));
    decipher.setAuthTag(sealed.subarray(sealed.length - 16));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - 16)), decipher.final()]);
    } catch {
      return undefined;
    }
  },

  randomBytes,

  secureCompare(a, b) {
    const left = typeof a === "string" ? Buffer.from(a) : a;
    const right = typeof b === "string" ? Buffer.from(b) : b;
    return left.length === right.length && timingSafeEqual(left, right);
  },

  encodeBase64Url: (data) =>
    (typeof data === "string"
      ? Buffer.from(data)
      : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    ).toString("base64url"),
  decodeBase64Url: (text) =>
    BASE64URL.test(text) && text.length % 4 !== 1 ? Buffer.from(text, "base64url") : undefined,
};
