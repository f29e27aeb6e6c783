import { mimeFromPath } from "../conn/mime.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { encodeWwwForm } from "../conn/query.ts";

/** What is downloaded: a file by its absolute path, or data under a name. */
export type DownloadSource =
  | { file: string; filename?: string }
  | { data: string | Uint8Array; filename: string };

/** How a download is sent. */
export interface DownloadOptions {
  /** Default: by the extension of the file's name. */
  contentType?: string;
  /** Default: none. */
  charset?: string;
  /** `"inline"` shows it in the browser. Default `"attachment"`. */
  disposition?: "attachment" | "inline";
  /** `false` puts the name as it is. Default true. */
  encode?: boolean;
  /** First byte of the file. Default 0. */
  offset?: number;
  /** Bytes of the file. Default all. */
  length?: number;
}

/**
 * Sends a file or data for the client to save.
 *
 * @throws TypeError when data has no file name, or for a disposition that is none
 * @see Phoenix.Controller.send_download/3
 */
export function sendDownload<C extends PlugConn<object>>(
  conn: C,
  source: DownloadSource,
  options: DownloadOptions,
): C | Promise<C> {
  const filename =
    source.filename ?? ("file" in source ? source.file.slice(source.file.lastIndexOf("/") + 1) : undefined);
  if (filename === undefined)
    throw new TypeError('sendDownload({ data }) needs a filename, e.g. { data, filename: "report.csv" }');
  conn.putRespContentType(options.contentType ?? mimeFromPath(filename), options.charset ?? null);
  conn.putRespHeader("content-disposition", disposition(filename, options));
  const status = conn.status ?? 200;
  if ("data" in source) return conn.sendResp(status, source.data);
  return conn.sendFile(status, source.file, options.offset, options.length);
}

/** The header's value. `filename` is for old clients; those that know `filename*` take it, as it can hold every character. */
function disposition(filename: string, options: DownloadOptions): string {
  const kind = options.disposition ?? "attachment";
  if (kind !== "attachment" && kind !== "inline")
    throw new TypeError(
      `disposition of sendDownload is "attachment" or "inline", got ${JSON.stringify(options.disposition)}`,
    );
  if (options.encode === false) return `${kind}; filename="${filename.replaceAll(/["\\\r\n]/g, "_")}"`;
  const encoded = encodeWwwForm(filename).replaceAll("+", "%20");
  const extended = encoded === filename ? "" : `; filename*=utf-8''${encoded}`;
  return `${kind}; filename="${encoded}"${extended}`;
}
