import { deriveKey, type KeyOptions } from "./key.ts";
import { decryptMessage, encryptMessage, signMessage, verifyMessage } from "./message.ts";

/**
 * Where the secret comes from: a conn, a socket or an endpoint (anything with `secretKeyBase`), or the secret itself, a string of at
 * least 20 random characters.
 */
export type TokenContext = string | { readonly secretKeyBase: string | undefined };

/** How a token is made. */
export interface SignOptions extends KeyOptions {
  /** Milliseconds since the epoch; default now. */
  signedAt?: number;
  /** Seconds, or `"infinity"`; default 86400. The reader's `maxAge` goes before it. */
  maxAge?: number | "infinity";
}

/** How a token is read. */
export interface VerifyOptions extends KeyOptions {
  /** Seconds that the token is good for, or `"infinity"`; default: what it was made with, else 86400. */
  maxAge?: number | "infinity";
}

/** `missing`: no token was given; `invalid`: not made with this secret and salt; `expired`: too old. */
export type TokenError = "missing" | "invalid" | "expired";
/** What a token holds, or why it is not accepted. */
export type TokenResult<T> = { ok: true; value: T } | { ok: false; error: TokenError };

const DEFAULT_MAX_AGE = 86_400;

/**
 * Makes a signed token of `data`. The data can be read by anyone who has the token, but not changed.
 *
 * @param context conn, endpoint, socket or the secret itself
 * @param salt what the token is for; the reader must give the same
 * @param data anything JSON can hold
 * @throws TypeError when there is no secret, or JSON cannot hold the data
 * @example const token = sign(conn, "user auth", user.id);
 * @see Phoenix.Token.sign/4
 */
export function sign(context: TokenContext, salt: string, data: unknown, options: SignOptions = {}): string {
  return signMessage(encode(data, options), key(context, salt, options));
}

/**
 * Reads a signed token.
 *
 * @param token `undefined` or `null` answers the error `missing`
 * @returns `{ ok: true, value }` or `{ ok: false, error: "missing" | "invalid" | "expired" }`; check the shape of `value` before
 *   use, as `T` is the caller's word
 * @throws TypeError when there is no secret
 * @example
 * const token = sign(conn, "user auth", 7);
 * verify<number>(conn, "user auth", token, { maxAge: 86_400 }); // { ok: true, value: 7 }
 * verify(conn, "user auth", undefined); // { ok: false, error: "missing" }
 * @see Phoenix.Token.verify/4
 */
export function verify<T = unknown>(
  context: TokenContext,
  salt: string,
  token: string | null | undefined,
  options: VerifyOptions = {},
): TokenResult<T> {
  const secret = key(context, salt, options);
  if (token === undefined || token === null) return { ok: false, error: "missing" };
  return decode(verifyMessage(token, secret), options);
}

/**
 * Makes an encrypted token of `data`: nobody without the secret can read it.
 *
 * @param context conn, endpoint, socket or the secret itself
 * @param salt what the token is for; the reader must give the same
 * @param data anything JSON can hold
 * @throws TypeError when there is no secret, or JSON cannot hold the data
 * @example const token = encrypt(conn, "user secret", { id: user.id, card });
 * @see Phoenix.Token.encrypt/4
 */
export function encrypt(
  context: TokenContext,
  salt: string,
  data: unknown,
  options: SignOptions = {},
): string {
  return encryptMessage(encode(data, options), key(context, salt, options), salt);
}

/**
 * Reads an encrypted token. Parameters, result and errors are those of `verify`.
 *
 * @example
 * const token = encrypt(conn, "user secret", { id: 7 });
 * decrypt<{ id: number }>(conn, "user secret", token); // { ok: true, value: { id: 7 } }
 * decrypt(conn, "other salt", token); // { ok: false, error: "invalid" }
 * @see Phoenix.Token.decrypt/4
 */
export function decrypt<T = unknown>(
  context: TokenContext,
  salt: string,
  token: string | null | undefined,
  options: VerifyOptions = {},
): TokenResult<T> {
  const secret = key(context, salt, options);
  if (token === undefined || token === null) return { ok: false, error: "missing" };
  return decode(decryptMessage(token, secret, salt), options);
}

function key(context: TokenContext, salt: string, options: KeyOptions): Uint8Array {
  const secret = typeof context === "string" ? context : context.secretKeyBase;
  if (secret === undefined || secret === "")
    throw new TypeError(
      "no secretKeyBase to make or read a token with: set secretKeyBase of the endpoint's config, or pass the secret itself",
    );
  return deriveKey(secret, salt, options);
}

function encode(data: unknown, options: SignOptions): string {
  const json = JSON.stringify(data);
  if (json === undefined)
    throw new TypeError(`a token cannot hold ${typeof data}: give it what JSON can hold`);
  const maxAge = options.maxAge ?? DEFAULT_MAX_AGE;
  return `[${json},${options.signedAt ?? Date.now()},${maxAge === "infinity" ? -1 : maxAge}]`;
}

function decode<T>(text: string | undefined, options: VerifyOptions): TokenResult<T> {
  if (text === undefined) return { ok: false, error: "invalid" };
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return { ok: false, error: "invalid" };
  }
  if (!Array.isArray(parts) || typeof parts[1] !== "number" || typeof parts[2] !== "number")
    return { ok: false, error: "invalid" };
  const limit = options.maxAge ?? (parts[2] < 0 ? "infinity" : parts[2]);
  if (limit !== "infinity" && (limit <= 0 || parts[1] + Math.trunc(limit * 1000) < Date.now()))
    return { ok: false, error: "expired" };
  return { ok: true, value: parts[0] as T };
}
