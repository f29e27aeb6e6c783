/**
 * Tokens: data that a client keeps for the application and hands back, which it cannot change (`sign`) or not even read (`encrypt`).
 *
 * A token is tied to the application's secret and to a salt, which says what it is for, and it grows old. `signMessage`,
 * `encryptMessage` and their counterparts do the same for plain text, without age.
 *
 * @example
 * const token = sign(conn, "user auth", 7);
 * verify(conn, "user auth", token); // { ok: true, value: 7 }
 * @see Phoenix.Token
 */
export { deriveKey, type KeyOptions } from "./key.ts";
export { decryptMessage, encryptMessage, signMessage, verifyMessage } from "./message.ts";
export {
  decrypt,
  encrypt,
  type SignOptions,
  sign,
  type TokenContext,
  type TokenError,
  type TokenResult,
  type VerifyOptions,
  verify,
} from "./token.ts";
