import { BadRequestError, InvalidQueryError, ParseError, UnsupportedMediaTypeError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import {
  decodeQuery,
  isParams,
  newParams,
  type Params,
  ParamsDecoder,
  paramsFromJson,
} from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { type TempFile, type TempFiles, tempFilesOn } from "../platform/temp_files.ts";
import { type MediaType, parseHeaderParams, parseMediaType } from "./media_type.ts";
import { readMultipart } from "./multipart.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Limits of reading a body. */
export interface BodyLimits {
  /** Most bytes of a body; default 8 000 000. */
  length?: number;
  /** Milliseconds to wait for the next bytes; default 15 000. */
  readTimeout?: number;
}

/** Reads bodies of some content types; `undefined` leaves the type to the next parser. */
export type BodyParser = (
  conn: PlugConn<object>,
  type: MediaType,
  limits: Required<BodyLimits>,
) => Promise<Params> | undefined;

/** Options of `parsers()`. */
export interface ParsersOptions extends BodyLimits {
  /** Parsers in the order that they are asked: those of the framework by name, or your own. */
  parsers: readonly ("urlencoded" | "multipart" | "json" | BodyParser)[];
  /** Content types that may go through unparsed: `["text/*"]`; the all-embracing one is `*` + `/*`. Others get 415. */
  pass?: readonly string[];
  /** Turns JSON text into values; default `JSON.parse`. */
  jsonDecoder?: (text: string) => unknown;
  /** Where uploads are kept while the request lasts; default: what the platform offers. */
  tempFiles?: TempFiles;
}

const METHODS_WITH_BODY = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Makes a plug that decodes the query and, for `POST`, `PUT`, `PATCH` and `DELETE`, the body into `conn.params`.
 *
 * Files of multipart forms become `Upload`s, removed when the request is over. JSON that is no object is found under `_json`.
 *
 * @throws on requests: RequestTooLargeError (413), RequestTimeoutError (408), UnsupportedMediaTypeError (415), ParseError and other
 *   BadRequestErrors (400)
 * @example parsers({ parsers: ["urlencoded", "multipart", "json"], pass: ["text/*"], length: 20_000_000 })
 * @see Plug.Parsers
 */
export function parsers(options: ParsersOptions): AnyPlugFunction {
  if (!Array.isArray(options?.parsers) || options.parsers.length === 0)
    throw new TypeError(
      'parsers() needs a list of parsers: parsers({ parsers: ["urlencoded", "multipart", "json"] })',
    );
  const limits = { length: options.length ?? 8_000_000, readTimeout: options.readTimeout ?? 15_000 };
  const list = options.parsers.map((parser): BodyParser => {
    if (typeof parser === "function") return parser;
    if (parser === "urlencoded") return parseUrlencoded;
    if (parser === "json") return jsonParser(options.jsonDecoder ?? JSON.parse);
    if (parser === "multipart") return multipartParser(options.tempFiles);
    throw new TypeError(
      `parsers(): unknown parser ${JSON.stringify(parser)}; there are "urlencoded", "multipart" and "json"`,
    );
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

  return function parsers(conn) {
    conn.fetchQueryParams();
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

function parseUrlencoded(
  conn: PlugConn<object>,
  { type, subtype }: MediaType,
  limits: Required<BodyLimits>,
): Promise<Params> | undefined {
  if (type !== "application" || subtype !== "x-www-form-urlencoded") return undefined;
  return conn.readBody(limits).then((body) => {
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      throw new InvalidQueryError("the urlencoded body is not valid UTF-8");
    }
    return decodeQuery(text);
  });
}

function jsonParser(decode: (text: string) => unknown): BodyParser {
  return (conn, { type, subtype }, limits) => {
    if (type !== "application" || !(subtype === "json" || subtype.endsWith("+json"))) return undefined;
    return conn.readBody(limits).then((body) => {
      if (body.length === 0) return newParams();
      let value: unknown;
      try {
        value = decode(utf8.decode(body));
      } catch (cause) {
        throw new ParseError(
          `the JSON body is malformed: ${cause instanceof Error ? cause.message : String(cause)}`,
          {
            cause,
          },
        );
      }
      const params = paramsFromJson(value);
      if (isParams(params)) return params;
      const wrapped = newParams();
      wrapped._json = params;
      return wrapped;
    });
  };
}

function multipartParser(configured: TempFiles | undefined): BodyParser {
  return (conn, { type, subtype, params }, limits) => {
    if (type !== "multipart" || (subtype !== "form-data" && subtype !== "mixed")) return undefined;
    const boundary = params.boundary;
    if (boundary === undefined || boundary.length > 200)
      return Promise.reject(new ParseError("the multipart content type names no usable boundary"));
    return parseMultipart(conn, boundary, limits, configured);
  };
}

async function parseMultipart(
  conn: PlugConn<object>,
  boundary: string,
  limits: Required<BodyLimits>,
  configured: TempFiles | undefined,
): Promise<Params> {
  const { endpoint, adapter } = conn;
  const tempFiles = configured ?? endpoint?.tempFiles ?? (endpoint && tempFilesOn(endpoint.fs));
  const params = new ParamsDecoder();
  const made: TempFile[] = [];
  const removeAll = (): void => {
    for (const file of made.splice(0))
      Promise.resolve()
        .then(() => file.remove())
        .catch((error: unknown) => console.error(`cannot remove the upload ${file.path}`, error));
  };
  adapter.onFinish(removeAll);

  const declared = Number(conn.getReqHeader("content-length"));
  const limit = declared > limits.length ? 0 : limits.length;
  await readMultipart(adapter.bodyChunks(limits), boundary, limit, async (headers) => {
    const disposition = headers["content-disposition"];
    if (disposition === undefined) return undefined;
    const { name, filename, "filename*": extended } = parseHeaderParams(disposition);
    if (name === undefined || name === "") return undefined;
    const fileName = decodeExtended(extended) ?? filename;
    if (fileName === undefined) {
      const chunks: string[] = [];
      const decoder = new TextDecoder("utf-8", { fatal: true });
      const decode = (bytes?: Uint8Array): void => {
        try {
          chunks.push(bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }));
        } catch {
          throw new BadRequestError(`the form's field ${JSON.stringify(name)} is not valid UTF-8`);
        }
      };
      return {
        write: decode,
        end() {
          decode();
          params.add(name, chunks.join(""));
        },
      };
    }
    // A file input that the visitor left empty.
    if (fileName === "") return undefined;
    if (tempFiles === undefined)
      throw new TypeError("no place for uploads: give parsers() tempFiles, or run it in an endpoint");
    const file = await tempFiles.create();
    made.push(file);
    return {
      write: (bytes) => file.write(bytes),
      async end() {
        await file.close();
        const contentType = headers["content-type"] ?? "application/octet-stream";
        params.add(name, new Upload(fileName, contentType, file.path));
      },
    };
  });
  return params.done();
}

/** `filename*=utf-8''na%C3%AFve.txt` */
function decodeExtended(value: string | undefined): string | undefined {
  const match = /^utf-8'[^']*'(.*)$/i.exec(value ?? "");
  if (match === null) return undefined;
  try {
    return decodeURIComponent(match[1]!);
  } catch {
    throw new ParseError("the name of an uploaded file has invalid percent-encoding");
  }
}
