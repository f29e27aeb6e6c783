/**
 * What the engine needs of cryptography, all of it synchronous. `#crypto` is Node's own on Node and @noble elsewhere; the suite in
 * `crypto_contract.ts` runs on both.
 */
export interface Crypto {
  /** HMAC with SHA-256, as `encodeBase64Url` writes it: 43 characters. */
  hmacSha256(key: Uint8Array, data: string | Uint8Array): string;
  sha256(data: string | Uint8Array): Uint8Array;
  sha512(data: string | Uint8Array): Uint8Array;
  /** PBKDF2 with the HMAC of a digest. */
  pbkdf2(digest: KeyDigest, secret: string, salt: string, iterations: number, length: number): Uint8Array;
  /** AES-256-GCM; gives the ciphertext followed by the tag of 16 bytes. `key` is 32 bytes, `iv` 12. */
  encryptGcm(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array, aad: string): Uint8Array;
  /** Undoes `encryptGcm`; `undefined` when the text was tampered with or the key is another. */
  decryptGcm(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array, aad: string): Uint8Array | undefined;
  randomBytes(length: number): Uint8Array;
  /** Compares in a time that does not depend on where the two differ. */
  secureCompare(a: string | Uint8Array, b: string | Uint8Array): boolean;
  /** Base64 for URLs, without padding. */
  encodeBase64Url(data: string | Uint8Array): string;
  /** `undefined` when the text has characters that are not of the alphabet. */
  decodeBase64Url(text: string): Uint8Array | undefined;
}

/** Digests that keys are derived with. */
export type KeyDigest = "sha256" | "sha384" | "sha512";

/** Text of the URL-safe base64 alphabet. */
export const BASE64URL = /^[A-Za-z0-9_-]*$/;
