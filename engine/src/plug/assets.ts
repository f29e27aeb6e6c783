import { CompileError } from "../code/compile_error.ts";
import { stripTypes } from "../code/strip_types.ts";
import type { EndpointContext } from "../conn/endpoint_context.ts";
import { InvalidPathError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { decodeSegment } from "../conn/query.ts";
import { splitPath } from "../conn/target.ts";
import type { FileStat } from "../platform/file_system.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Options of `assets()`. */
export interface AssetsOptions {
  /** Path that the assets are served under: `/assets`. */
  at: string;
  /** Folder of their sources, below the project's folder; default `assets`. Styles are in its `css`, scripts in its `js`. */
  from?: string;
}

/** Ends of asked names → folder of the sources, their ends in order of preference, media type. */
const kinds: Record<string, { folder: string; sources: string[]; type: string } | undefined> = {
  ".css": { folder: "css", sources: [".css"], type: "text/css; charset=utf-8" },
  ".js": { folder: "js", sources: [".ts", ".js"], type: "text/javascript; charset=utf-8" },
  ".ts": { folder: "js", sources: [".ts"], type: "text/javascript; charset=utf-8" },
};

interface Source {
  path: string;
  /** Path from the project's folder, for messages. */
  name: string;
  stat: FileStat;
  type: string;
}

/**
 * Makes a plug that serves styles and scripts from their sources: `/assets/app.css` is `assets/css/app.css`, `/assets/app.js` is
 * `assets/js/app.ts` with its types taken out. No bundle is made: a script imports its neighbours by their paths. What is no
 * such file goes on down the pipeline.
 *
 * A script that does not compile is served as one that throws the reason, so that it is in the browser's console.
 *
 * @param options.at path that the assets are served under
 * @param options.from folder of the sources, `assets` unless told
 * @throws on requests: InvalidPathError (400) for paths that try to leave the folder
 * @example assets({ at: "/assets", from: "assets" })
 */
export function assets(options: AssetsOptions): AnyPlugFunction {
  if (typeof options?.at !== "string" || !options.at.startsWith("/")) {
    throw new TypeError(
      'assets() needs the path that the assets are served under: assets({ at: "/assets" })',
    );
  }
  const at = splitPath(options.at);
  const from = (options.from ?? "assets").replace(/^\/+|\/+$/g, "");
  /** Scripts as they were last compiled, by path. */
  const compiled = new Map<string, { etag: string; code: string }>();

  return function assets<C extends PlugConn<object>>(conn: C): C {
    if (conn.method !== "GET" && conn.method !== "HEAD") return conn;
    const { pathInfo, endpoint } = conn;
    if (pathInfo.length <= at.length || at.some((segment, index) => segment !== pathInfo[index])) return conn;
    if (!endpoint) throw new TypeError("assets() works in an endpoint, which knows the project's files");
    const segments = pathInfo.slice(at.length).map(decodeSegment);
    if (segments.some((segment) => segment === ".." || segment === "." || /[/\\\0]/.test(segment))) {
      throw new InvalidPathError("invalid path for an asset");
    }
    const source = findSource(endpoint, from, segments.join("/"));
    if (!source) return conn;

    const etag = `"${source.stat.size.toString(16)}-${Math.round(source.stat.mtimeMs).toString(16)}"`;
    conn.putRespHeader("cache-control", "no-cache").putRespHeader("etag", etag);
    if (conn.getReqHeader("if-none-match") === etag) return conn.sendResp(304, "").halt();
    conn.putRespHeader("content-type", source.type);
    return conn.sendResp(200, contents(endpoint, source, etag)).halt();
  };

  function contents({ fs }: EndpointContext, { path, name }: Source, etag: string): string {
    const text = fs.readText(path);
    if (!path.endsWith(".ts")) return text;
    const known = compiled.get(path);
    if (known?.etag === etag) return known.code;
    const code = compile(name, text);
    compiled.set(path, { etag, code });
    return code;
  }
}

function findSource({ fs, root }: EndpointContext, from: string, asked: string): Source | undefined {
  const end = asked.slice(asked.lastIndexOf("."));
  const kind = Object.hasOwn(kinds, end) ? kinds[end] : undefined;
  if (!kind) return undefined;
  for (const sourceEnd of kind.sources) {
    const name = `${from}/${kind.folder}/${asked.slice(0, -end.length)}${sourceEnd}`;
    const path = `${root}/${name}`;
    const stat = fs.stat(path);
    if (stat?.kind === "file") return { path, name, stat, type: kind.type };
  }
  return undefined;
}

function compile(name: string, source: string): string {
  try {
    return stripTypes(name, source);
  } catch (error) {
    if (error instanceof CompileError) return `throw new SyntaxError(${JSON.stringify(error.message)});\n`;
    throw error;
  }
}
