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
