import { crypto } from "#crypto";

// base64url of "HS256" and "A256GCM": what the message is made with, so that one kind is never read as the other.
const SIGNED = "SFMyNTY";
const ENCRYPTED = "QTI1NkdDTQ";
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Signs a text: `SFMyNTY.<text>.<HMAC-SHA256>`, each part in unpadded base64url. The text stays readable to anyone.
 *
 * @example
 * verifyMessage(signMessage("hello", deriveKey(secret, "salt")), deriveKey(secret, "salt")); // "hello"
 * @see Plug.Crypto.MessageVerifier.sign/3
 */
export function signMessage(text: string, key: Uint8Array): string {
  const signed = `${SIGNED}.${crypto.encodeBase64Url(text)}`;
  return `${signed}.${crypto.hmacSha256(key, signed)}`;
}

/**
 * Gives the text of a signed message back, or `undefined` when it was not signed with this key.
 *
 * @example
 * verifyMessage("changed", deriveKey(secret, "salt")); // undefined
 * @see Plug.Crypto.MessageVerifier.verify/2
 */
export function verifyMessage(message: string, key: Uint8Array): string | undefined {
  if (!message.startsWith(`${SIGNED}.`)) return undefined;
  const dot = message.lastIndexOf(".");
  if (dot <= SIGNED.length) return undefined;
  const signed = message.slice(0, dot);
  const signature = crypto.hmacSha256(key, signed);
  if (!crypto.secureCompare(signature, message.slice(dot + 1))) return undefined;
  return toText(crypto.decodeBase64Url(signed.slice(SIGNED.length + 1)));
}

/**
 * Encrypts a text with AES-256-GCM: `QTI1NkdDTQ.<iv>.<ciphertext and tag>`.
 *
 * @param aad text that must be the same to decrypt; it is not part of the message
 * @example
 * const key = deriveKey(secret, "salt");
 * decryptMessage(encryptMessage("hello", key, "for me"), key, "for me"); // "hello"
 * @see Plug.Crypto.MessageEncryptor.encrypt/4
 */
export function encryptMessage(text: string, key: Uint8Array, aad: string): string {
  const iv = crypto.randomBytes(12);
  const sealed = crypto.encryptGcm(key, iv, new TextEncoder().encode(text), aad);
  return `${ENCRYPTED}.${crypto.encodeBase64Url(iv)}.${crypto.encodeBase64Url(sealed)}`;
}

/**
 * Gives the text of an encrypted message back, or `undefined` when it was tampered with or made with another key.
 *
 * @example
 * decryptMessage("changed", deriveKey(secret, "salt"), "for me"); // undefined
 * @see Plug.Crypto.MessageEncryptor.decrypt/4
 */
export function decryptMessage(message: string, key: Uint8Array, aad: string): string | undefined {
  const parts = message.split(".");
  if (parts.length !== 3 || parts[0] !== ENCRYPTED) return undefined;
  const iv = crypto.decodeBase64Url(parts[1]!);
  const sealed = crypto.decodeBase64Url(parts[2]!);
  if (iv === undefined || sealed === undefined) return undefined;
  return toText(crypto.decryptGcm(key, iv, sealed, aad));
}

function toText(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
