import { InvalidPathError } from "../conn/errors.ts";
import { mimeFromPath } from "../conn/mime.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { decodeSegment } from "../conn/query.ts";
import { splitPath } from "../conn/target.ts";
import type { FileStat, FileSystem } from "../platform/file_system.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Options of `staticFiles()`. */
export interface StaticFilesOptions {
  /** Path that the files are served under: `/`. */
  at: string;
  /** Folder that they are in, absolute or below the project's folder; default `priv/static`. */
  from?: string;
  /** First segments or file names served; without it every file below `from` is. */
  only?: readonly string[];
  /** Beginnings of first segments served, beside `only`. */
  onlyMatching?: readonly string[];
  /** Serves `FILE.gz` to clients that take gzip. */
  gzip?: boolean;
  /** Serves `FILE.br` to clients that take brotli; goes before gzip. */
  brotli?: boolean;
  /** Further codings and the endings of their files, which go before those: `[["zstd", ".zst"]]`. */
  encodings?: readonly (readonly [coding: string, ending: string])[];
  /** `cache-control` of files with an etag; default `public`. `null` sends neither. */
  cacheControlForEtags?: string | null;
  /** `cache-control` of files asked for with `?vsn=…`; default `public, max-age=31536000`. `null` treats them as others. */
  cacheControlForVsnRequests?: string | null;
  /** Makes the etag of the file at a path, with its quotes; default: of its size and the time that it was changed. */
  etagGeneration?: (path: string) => string;
  /** Further headers of every file, or a function that makes them for a request. */
  headers?: Readonly<Record<string, string>> | ((conn: PlugConn<object>) => Readonly<Record<string, string>>);
  /** Media types by file name, in place of those by extension; `false` leaves the header to the plugs before. */
  contentTypes?: Readonly<Record<string, string>> | false;
}

/**
 * Makes a plug that serves files, with etags, ranges and precompressed versions. What is no file goes on down the pipeline.
 *
 * @throws on requests: InvalidPathError (400) for paths that try to leave the folder
 * @example staticFiles({ at: "/", from: "priv/static", only: ["css", "images", "js", "favicon.ico", "robots.txt"] })
 * @see Plug.Static
 */
export function staticFiles(options: StaticFilesOptions): AnyPlugFunction {
  if (typeof options?.at !== "string" || !options.at.startsWith("/"))
    throw new TypeError(
      'staticFiles() needs the path that the files are served under: staticFiles({ at: "/" })',
    );
  if (options.from !== undefined && (typeof options.from !== "string" || options.from === ""))
    throw new TypeError('staticFiles(): from must be the path of a folder, such as "priv/static"');
  const encodings = [...(options.encodings ?? [])];
  if (options.brotli) encodings.push(["br", ".br"]);
  if (options.gzip) encodings.push(["gzip", ".gz"]);
  const served: Served = { ...options, encodings };
  const at = splitPath(options.at);
  const from = (options.from ?? "priv/static").replace(/\/+$/, "");
  const only = options.only === undefined ? undefined : new Set(options.only);
  const prefixes = options.onlyMatching ?? [];
  const filtered = only !== undefined || prefixes.length > 0;
  const isAllowed = (first: string): boolean =>
    !filtered || only?.has(first) === true || prefixes.some((prefix) => first.startsWith(prefix));

  return function staticFiles<C extends PlugConn<object>>(conn: C): C | Promise<C> {
    if (conn.method !== "GET" && conn.method !== "HEAD") return conn;
    const { pathInfo } = conn;
    if (pathInfo.length <= at.length) return conn;
    for (let i = 0; i < at.length; i++) if (at[i] !== pathInfo[i]) return conn;
    const first = decodeSegment(pathInfo[at.length]!);
    if (!isAllowed(first)) return conn;
    const { endpoint } = conn;
    if (endpoint === undefined)
      throw new TypeError("staticFiles() works in an endpoint, which knows the project's files");

    const segments = pathInfo.slice(at.length).map(decodeSegment);
    if (segments.some(isUnsafe)) throw new InvalidPathError("invalid path for a static file");
    const folder = from.startsWith("/") ? from : `${endpoint.root}/${from}`;
    const found = findFile(conn, endpoint.fs, `${folder}/${segments.join("/")}`, encodings);
    return found === undefined ? conn : serve(conn, found, segments.at(-1)!, served);
  };
}

interface Served extends StaticFilesOptions {
  encodings: readonly (readonly [coding: string, ending: string])[];
}

interface FoundFile {
  path: string;
  stat: FileStat;
  encoding: string | undefined;
}

function isUnsafe(segment: string): boolean {
  return segment === "." || segment === ".." || segment === "" || /[/\\:\0]/.test(segment);
}

function findFile(
  conn: PlugConn<object>,
  fs: FileSystem,
  path: string,
  encodings: Served["encodings"],
): FoundFile | undefined {
  const accepted = encodings.length === 0 ? undefined : conn.getReqHeader("accept-encoding");
  if (accepted !== undefined)
    for (const [coding, ending] of encodings) {
      const found = accepts(accepted, coding) ? regularFile(fs, path + ending, coding) : undefined;
      if (found !== undefined) return found;
    }
  return regularFile(fs, path, undefined);
}

function regularFile(fs: FileSystem, path: string, encoding: FoundFile["encoding"]): FoundFile | undefined {
  const stat = fs.stat(path);
  return stat?.kind === "file" ? { path, stat, encoding } : undefined;
}

/** Whether `accept-encoding` takes a coding: by name or by `*`, and not with quality 0. */
function accepts(header: string, coding: string): boolean {
  let star = false;
  for (const item of header.split(",")) {
    const [name, ...params] = item.split(";");
    const refused = params.some((param) => /^\s*q\s*=\s*0(\.0*)?\s*$/i.test(param));
    const wanted = name!.trim().toLowerCase();
    if (wanted === coding) return !refused;
    if (wanted === "*") star = !refused;
  }
  return star;
}

function serve<C extends PlugConn<object>>(
  conn: C,
  file: FoundFile,
  name: string,
  options: Served,
): C | Promise<C> {
  const { cacheControlForEtags = "public", cacheControlForVsnRequests = "public, max-age=31536000" } =
    options;
  const { size, mtimeMs } = file.stat;
  if (options.encodings.length > 0) conn.addRespHeader("vary", "accept-encoding");

  let etag: string | undefined;
  if (cacheControlForVsnRequests !== null && conn.queryString.startsWith("vsn="))
    conn.putRespHeader("cache-control", cacheControlForVsnRequests);
  else if (cacheControlForEtags !== null) {
    etag =
      options.etagGeneration?.(file.path) ??
      `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}${file.encoding ?? ""}"`;
    conn.putRespHeader("cache-control", cacheControlForEtags).putRespHeader("etag", etag);
    if (hasEtag(conn.getReqHeader("if-none-match"), etag)) return conn.sendResp(304, "").halt();
  }

  const { headers, contentTypes } = options;
  if (contentTypes !== false)
    conn.putRespHeader(
      "content-type",
      contentTypes !== undefined && Object.hasOwn(contentTypes, name)
        ? contentTypes[name]!
        : mimeFromPath(name),
    );
  conn.putRespHeader("accept-ranges", "bytes");
  if (headers !== undefined) conn.mergeRespHeaders(typeof headers === "function" ? headers(conn) : headers);
  conn.halt();
  if (file.encoding !== undefined) conn.putRespHeader("content-encoding", file.encoding);
  else {
    const range = requestedRange(conn, size, etag);
    if (range !== undefined) {
      const [start, end] = range;
      return conn
        .putRespHeader("content-range", `bytes ${start}-${end}/${size}`)
        .sendFile(206, file.path, start, end - start + 1);
    }
  }
  return conn.sendFile(200, file.path, 0, size);
}

function hasEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header === "*" || header.split(",").some((item) => item.trim().replace(/^W\//, "") === etag);
}

/** First and last byte of a part that makes sense; the whole file is sent for any other range. */
function requestedRange(
  conn: PlugConn<object>,
  size: number,
  etag: string | undefined,
): [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(conn.getReqHeader("range") ?? "");
  if (match === null || size === 0) return undefined;
  const condition = conn.getReqHeader("if-range");
  if (condition !== undefined && condition !== etag) return undefined;
  const [, from, to] = match;
  if (from === "") {
    const suffix = Number(to);
    return suffix > 0 && suffix < size ? [size - suffix, size - 1] : undefined;
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end && end - start + 1 < size ? [start, end] : undefined;
}
