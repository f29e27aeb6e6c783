import { BadRequestError, ParseError, RequestTooLargeError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { type Params, ParamsDecoder } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { type TempFile, tempFilesOn } from "../platform/temp_files.ts";
import { type BodyLimits, type BodyParser, limitsOf, type ParserOptions } from "./body_parsers.ts";
import { parseHeaderParams } from "./media_type.ts";
import { type PartHeaders, type PartSink, readMultipart } from "./multipart.ts";

/** One part of a multipart body, in the order that they came. */
export interface MultipartPart {
  /** Of the field; `undefined` for a part that is none. */
  name: string | undefined;
  /** By lower-case name. */
  headers: Readonly<Record<string, string>>;
  body: string | Upload;
}

/** Parses forms with files (`Plug.Parsers.MULTIPART`). */
export function multipartParser(options: ParserOptions): BodyParser {
  const limits = limitsOf(options);
  return (conn, { type, subtype, params }) => {
    if (type !== "multipart" || (subtype !== "form-data" && subtype !== "mixed")) return undefined;
    const { boundary } = params;
    if (boundary === undefined || boundary === "" || boundary.length > 200)
      return Promise.reject(new ParseError("the multipart content type names no usable boundary"));
    return parseMultipart(conn, boundary, limits, options);
  };
}

async function parseMultipart(
  conn: PlugConn<object>,
  boundary: string,
  limits: Required<BodyLimits>,
  { tempFiles: configured, maxFiles = 1000, multipartToParams }: ParserOptions,
): Promise<Params> {
  const { endpoint, adapter } = conn;
  const tempFiles = configured ?? endpoint?.tempFiles ?? (endpoint && tempFilesOn(endpoint.fs));
  const params = new ParamsDecoder();
  const parts: MultipartPart[] = [];
  const keep = (name: string | undefined, headers: PartHeaders, body: string | Upload): void => {
    if (multipartToParams !== undefined) parts.push({ name, headers, body });
    else if (name !== undefined) params.add(name, body);
  };
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
    const { name, filename } = fieldOf(headers);
    if (name === undefined && multipartToParams === undefined) return undefined;
    if (name === undefined || filename === undefined)
      return textSink(name, (text) => keep(name, headers, text));
    // A file input that the visitor left empty.
    if (filename === "") return undefined;
    if (tempFiles === undefined)
      throw new TypeError("no place for uploads: give parsers() tempFiles, or run it in an endpoint");
    if (made.length >= maxFiles)
      throw new RequestTooLargeError(
        `the form has more than ${maxFiles} files; raise maxFiles of parsers() to accept more`,
      );
    const file = await tempFiles.create();
    made.push(file);
    return {
      write: (bytes) => file.write(bytes),
      async end() {
        await file.close();
        const contentType = headers["content-type"] ?? "application/octet-stream";
        keep(name, headers, new Upload(filename, contentType, file.path));
      },
    };
  });
  return multipartToParams === undefined ? params.done() : multipartToParams(parts, conn);
}

/** Name of the field that a part is for, and of its file, if it is one. */
function fieldOf(headers: PartHeaders): { name?: string; filename?: string } {
  const disposition = headers["content-disposition"];
  const semicolon = disposition?.indexOf(";") ?? -1;
  if (disposition === undefined || semicolon < 0) return {};
  const { name, filename, "filename*": extended } = parseHeaderParams(disposition.slice(semicolon + 1));
  if (name === undefined || name === "") return {};
  return { name, filename: decodeExtended(extended) ?? filename };
}

/** Gathers a field's text. */
function textSink(name: string | undefined, done: (text: string) => void): PartSink {
  const chunks: string[] = [];
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array): void => {
    try {
      chunks.push(bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }));
    } catch {
      throw new BadRequestError(`the form's field ${JSON.stringify(name ?? "")} is not valid UTF-8`);
    }
  };
  return {
    write: decode,
    end() {
      decode();
      done(chunks.join(""));
    },
  };
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
