import { UnsupportedMediaTypeError } from "../conn/errors.ts";
import {
  type BodyLimits,
  type BodyParser,
  jsonParser,
  limitsOf,
  type ParserOptions,
  urlencodedParser,
} from "./body_parsers.ts";
import { type MediaType, parseMediaType } from "./media_type.ts";
import { multipartParser } from "./multipart_parser.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** The framework's parsers by name. */
export type ParserName = "urlencoded" | "multipart" | "json";

/** Options of `parsers()`. */
export interface ParsersOptions extends ParserOptions {
  /**
   * Parsers in the order that they are asked: those of the framework by name, with options of their own (`["multipart", { length }]`)
   * in place of those for all, or your own.
   */
  parsers: readonly (ParserName | readonly [ParserName, ParserOptions] | BodyParser)[];
  /** Content types that may go through unparsed: `["text/*"]`; the all-embracing one is `*` + `/*`. Others get 415. */
  pass?: readonly string[];
  /** Most characters of the query; default 1 000 000. */
  queryStringLength?: number;
}

const METHODS_WITH_BODY = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const makers: Readonly<Record<ParserName, (options: ParserOptions) => BodyParser>> = {
  urlencoded: urlencodedParser,
  multipart: multipartParser,
  json: jsonParser,
};

/**
 * Makes a plug that decodes the query and, for `POST`, `PUT`, `PATCH` and `DELETE`, the body into `conn.params`.
 *
 * Files of multipart forms become `Upload`s, removed when the request is over. JSON that is no object is found under `_json`.
 *
 * @param options what is parsed, its limits (`length` in bytes; `readLength` bytes must come within `readTimeout` ms, or all that are
 *   left of the body), what passes unparsed
 * @throws on requests: RequestTooLargeError (413), UriTooLongError (414), RequestTimeoutError (408), UnsupportedMediaTypeError (415),
 *   ParseError and other BadRequestErrors (400)
 * @example
 * parsers({ parsers: ["urlencoded", ["multipart", { length: 20_000_000 }], "json"], pass: ["text/*"] })
 * @see Plug.Parsers
 */
export function parsers(options: ParsersOptions): AnyPlugFunction {
  if (!Array.isArray(options?.parsers) || options.parsers.length === 0)
    throw new TypeError(
      'parsers() needs a list of parsers: parsers({ parsers: ["urlencoded", "multipart", "json"] })',
    );
  const limits: Required<BodyLimits> = limitsOf(options);
  const list = options.parsers.map((parser: ParsersOptions["parsers"][number]): BodyParser => {
    if (typeof parser === "function") return parser;
    const [name, own] = typeof parser === "string" ? [parser, undefined] : parser;
    if (!Object.hasOwn(makers, name))
      throw new TypeError(
        `parsers(): unknown parser ${JSON.stringify(name)}; there are "urlencoded", "multipart" and "json"`,
      );
    return makers[name](own === undefined ? options : { ...options, ...own });
  });
  const passes = (options.pass ?? []).map((pattern) => {
    if (!/^[^/\s]+\/[^/\s]+$/.test(pattern))
      throw new TypeError(`parsers(): ${JSON.stringify(pattern)} of pass is no media type`);
    return pattern.toLowerCase();
  });
  const mayPass = ({ type, subtype }: MediaType): boolean =>
    passes.some(
      (pattern) => pattern === "*/*" || pattern === `${type}/*` || pattern === `${type}/${subtype}`,
    );
  const query = { length: options.queryStringLength };

  return function parsers(conn) {
    conn.fetchQueryParams(query);
    if (!METHODS_WITH_BODY.has(conn.method) || conn.bodyFetched) return conn;
    const header = conn.getReqHeader("content-type");
    if (header === undefined) return conn;
    const type = parseMediaType(header);
    if (type === undefined) {
      if (passes.includes("*/*")) return conn;
      throw new UnsupportedMediaTypeError(header);
    }
    for (const parse of list) {
      const parsed = parse(conn, type, limits);
      if (parsed !== undefined)
        return parsed.then((params) => {
          conn.bodyParams = params;
          return conn;
        });
    }
    if (mayPass(type)) return conn;
    throw new UnsupportedMediaTypeError(`${type.type}/${type.subtype}`);
  };
}
