import { InvalidHeaderError } from "./errors.ts";

const TOKEN = /^[a-z0-9!#$%&'*+\-.^_`|~]+$/;
/** No server sends these: control characters, and characters that are more than a byte. */
const UNFIT = /[^\t\x20-\x7e\x80-\xff]/;
const known = new Set<string>();

/**
 * Checks a response header before it is kept.
 *
 * @throws InvalidHeaderError when the name is not a lower-case token, or the value could start another header or cannot be sent
 */
export function checkHeader(name: string, value: string): void {
  // Names are few and come again on every request; values differ.
  if (!known.has(name)) {
    if (!TOKEN.test(name))
      throw new InvalidHeaderError(
        `header name ${JSON.stringify(name)} is not valid: write it in lower case, without spaces`,
      );
    if (known.size < 1000) known.add(name);
  }
  if (UNFIT.test(value))
    throw new InvalidHeaderError(
      /[\0\r\n]/.test(value)
        ? `value of header "${name}" has a line break or a null character: ${JSON.stringify(value)}; ` +
            "remove it, it would let a client write headers of its own"
        : `value of header "${name}" has a character that cannot stand in a header: ${JSON.stringify(value)}; ` +
            "encode it first, e.g. with encodeURIComponent",
    );
}
