/**
 * Makes a secret for signing and encrypting.
 *
 * @param length characters; 64 unless told, 32 at least
 * @returns random letters, digits, `+` and `/`
 * @throws RangeError when `length` is under 32
 * @see Mix.Tasks.Phx.Gen.Secret
 */
export function randomSecret(length = 64): string {
  if (!(length >= 32)) throw new RangeError(`a secret must have 32 characters at least, got: ${length}`);
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  // 256 is a multiple of 64, so that every character is as likely.
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join("");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
