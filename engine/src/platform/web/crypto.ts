import { gcm } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { BASE64URL, type Crypto } from "../crypto.ts";

const encoder = new TextEncoder();
const digests = { sha256, sha384, sha512 };

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? encoder.encode(data) : data;
}

/** Cryptography for workers and other places without Node's; WebCrypto is asynchronous, so it does not serve. */
export const crypto: Crypto = {
  hmacSha256: (key, data) => crypto.encodeBase64Url(hmac(sha256, key, toBytes(data))),
  sha256: (data) => sha256(toBytes(data)),
  sha512: (data) => sha512(toBytes(data)),
  pbkdf2: (digest, secret, salt, iterations, length) =>
    pbkdf2(digests[digest], secret, salt, { c: iterations, dkLen: length }),

  encryptGcm: (key, iv, plaintext, aad) => gcm(key, iv, encoder.encode(aad)).encrypt(plaintext),

  decryptGcm(key, iv, sealed, aad) {
    if (sealed.length < 16 || iv.length !== 12) return undefined;
    try {
      return gcm(key, iv, encoder.encode(aad)).decrypt(sealed);
    } catch {
      return undefined;
    }
  },

  randomBytes(length) {
    const bytes = new Uint8Array(length);
    for (let start = 0; start < length; start += 65_536)
      globalThis.crypto.getRandomValues(bytes.subarray(start, start + 65_536));
    return bytes;
  },

  secureCompare(a, b) {
    const left = toBytes(a);
    const right = toBytes(b);
    if (left.length !== right.length) return false;
    let difference = 0;
    for (let i = 0; i < left.length; i++) difference |= left[i]! ^ right[i]!;
    return difference === 0;
  },

  encodeBase64Url(data) {
    const bytes = toBytes(data);
    let binary = "";
    for (let start = 0; start < bytes.length; start += 8192)
      binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  },

  decodeBase64Url(text) {
    if (!BASE64URL.test(text) || text.length % 4 === 1) return undefined;
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  },
};
