import { crypto } from "#crypto";

const MAX_KEYS = 256;
const keys = new Map<string, Uint8Array>();

/** How a key is derived. */
export interface KeyOptions {
  /** Rounds of PBKDF2; default 1000. */
  keyIterations?: number;
  /** Bytes; default 32. */
  keyLength?: number;
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
  const { keyIterations = 1000, keyLength = 32 } = options;
  const name = `${secretKeyBase}\0${salt}\0${keyIterations}\0${keyLength}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (secretKeyBase.length < 20)
    throw new TypeError(
      "secretKeyBase must have at least 20 characters: set secretKeyBase of the endpoint's config to the output of `fledge gen.secret`",
    );
  const key = crypto.pbkdf2Sha256(secretKeyBase, salt, keyIterations, keyLength);
  // Salts may come from a caller's data; the oldest key goes so that the cache cannot grow without end.
  if (keys.size >= MAX_KEYS) keys.delete(keys.keys().next().value!);
  keys.set(name, key);
  return key;
}
