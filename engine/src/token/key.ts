import { crypto } from "#crypto";
import type { KeyDigest } from "../platform/crypto.ts";

const MAX_KEYS = 256;
const keys = new Map<string, Uint8Array>();

/** How a key is derived. */
export interface KeyOptions {
  /** Rounds of PBKDF2; default 1000. */
  keyIterations?: number;
  /** Bytes; default 32. */
  keyLength?: number;
  /** Digest that PBKDF2 runs with: `"sha256"` (default), `"sha384"` or `"sha512"`. */
  keyDigest?: KeyDigest;
}

/**
 * Derives a key from the application's secret with PBKDF2 and keeps it, as the same few are wanted on every request.
 *
 * @param secretKeyBase at least 20 characters, random
 * @param salt what the key is for
 * @throws TypeError when the secret is too short
 * @example
 * deriveKey(secret, "user auth").length; // 32
 * @see Plug.Crypto.KeyGenerator.generate/3
 */
export function deriveKey(secretKeyBase: string, salt: string, options: KeyOptions = {}): Uint8Array {
  const { keyIterations = 1000, keyLength = 32, keyDigest = "sha256" } = options;
  const name = `${secretKeyBase}\0${salt}\0${keyIterations}\0${keyLength}\0${keyDigest}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (secretKeyBase.length < 20)
    throw new TypeError(
      "secretKeyBase must have at least 20 characters: set secretKeyBase of the endpoint's config to the output of `fledge gen.secret`",
    );
  const key = crypto.pbkdf2(keyDigest, secretKeyBase, salt, keyIterations, keyLength);
  // Salts may come from a caller's data; the oldest key goes so that the cache cannot grow without end.
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value!);
  keys.set(name, key);
  return key;
}
