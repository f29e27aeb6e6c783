import { InvalidQueryError, ParseError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { adoptJson, decodeQuery, isParams, newParams, type Params, paramsFromJson } from "../conn/query.ts";
import type { TempFiles } from "../platform/temp_files.ts";
import type { MediaType } from "./media_type.ts";
import type { MultipartPart } from "./multipart_parser.ts";

/** Limits of reading a body. */
export interface BodyLimits {
  /** Most bytes of a body; default 8 000 000, and 1 000 000 for urlencoded ones. */
  length?: number;
  /** Bytes of one read from the client, so many are taken at a time; default 1 000 000. */
  readLength?: number;
  /** Milliseconds that one read may take, until it is full or the body has ended; default 15 000. */
  readTimeout?: number;
}

/** Options of the framework's parsers, for all of them or for one. */
export interface ParserOptions extends BodyLimits {
  /** Turns JSON text into values; default `JSON.parse`. */
  jsonDecoder?: (text: string) => unknown;
  /** Puts all JSON under `_json`, objects too; default false. */
  nestAllJson?: boolean;
  /** Reads the bodies that are parsed whole (urlencoded, JSON), e.g. to keep the bytes that a signature is of; default `conn.readBody`. */
  bodyReader?: (conn: PlugConn<object>, limits: Required<BodyLimits>) => Promise<Uint8Array>;
  /** Where uploads are kept while the request lasts; default: what the platform offers. */
  tempFiles?: TempFiles;
  /** Most files of one form; default 1000. */
  maxFiles?: number;
  /** Makes the parameters of the parts of a form, those without a name too, in place of the usual way. */
  multipartToParams?: (parts: readonly MultipartPart[], conn: PlugConn<object>) => Params;
}

/** Reads bodies of some content types; `undefined` leaves the type to the next parser. */
export type BodyParser = (
  conn: PlugConn<object>,
  type: MediaType,
  limits: Required<BodyLimits>,
) => Promise<Params> | undefined;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The limits that options come to. */
export function limitsOf(options: BodyLimits, length = 8_000_000): Required<BodyLimits> {
  const limits = {
    length: options.length ?? length,
    readLength: options.readLength ?? 1_000_000,
    readTimeout: options.readTimeout ?? 15_000,
  };
  for (const [name, value] of Object.entries(limits))
    if (typeof value !== "number" || !(value >= 1))
      throw new TypeError(`parsers(): ${name} must be a number from 1, not ${String(value)}`);
  return limits;
}

const readBody = (conn: PlugConn<object>, limits: Required<BodyLimits>): Promise<Uint8Array> =>
  conn.readBody(limits);

/** Parses forms without files (`Plug.Parsers.URLENCODED`). */
export function urlencodedParser(options: ParserOptions): BodyParser {
  const { bodyReader = readBody } = options;
  const limits = limitsOf(options, 1_000_000);
  return (conn, { type, subtype }) => {
    if (type !== "application" || subtype !== "x-www-form-urlencoded") return undefined;
    return bodyReader(conn, limits).then((body) => {
      let text: string;
      try {
        text = utf8.decode(body);
      } catch {
        throw new InvalidQueryError("the urlencoded body is not valid UTF-8");
      }
      return decodeQuery(text);
    });
  };
}

/** Parses JSON (`Plug.Parsers.JSON`). */
export function jsonParser(options: ParserOptions): BodyParser {
  const { bodyReader = readBody, jsonDecoder } = options;
  const limits = limitsOf(options);
  return (conn, { type, subtype }) => {
    if (type !== "application" || !(subtype === "json" || subtype.endsWith("+json"))) return undefined;
    return bodyReader(conn, limits).then((body) => {
      if (body.length === 0) return newParams();
      let value: unknown;
      try {
        const text = utf8.decode(body);
        value = jsonDecoder === undefined ? JSON.parse(text) : jsonDecoder(text);
      } catch (cause) {
        throw new ParseError(
          `the JSON body is malformed: ${cause instanceof Error ? cause.message : String(cause)}`,
          { cause },
        );
      }
      const params = jsonDecoder === undefined ? adoptJson(value) : paramsFromJson(value);
      if (isParams(params) && options.nestAllJson !== true) return params;
      const wrapped = newParams();
      wrapped._json = params;
      return wrapped;
    });
  };
}
