import { mimeExtensions, mimeType } from "../conn/mime.ts";
import type { PlugConn } from "../conn/plug_conn.ts";

/** The client accepts none of the formats offered (`Phoenix.NotAcceptableError`). */
export class NotAcceptableError extends Error {
  override name = "NotAcceptableError";
  readonly plugStatus = 406;
  constructor(
    message: string,
    /** Formats that the route has. */
    readonly accepts: readonly string[],
  ) {
    super(message);
  }
}

/** Says in which format to answer. @see Phoenix.Controller.put_format/2 */
export function putFormat<C extends PlugConn<object>>(conn: C, format: string): C {
  return conn.putPrivate("format", format);
}

/** The format to answer in. @see Phoenix.Controller.get_format/1 */
export function getFormat(conn: PlugConn<object>): string | undefined {
  const format = conn.private.format ?? conn.params._format;
  return typeof format === "string" ? format : undefined;
}

/**
 * Chooses the format: the parameter `_format` when there is one, else the accept header; the first of `formats` when the client
 * takes anything or does not say.
 *
 * @throws NotAcceptableError (406)
 * @see Phoenix.Controller.accepts/2
 */
export function accepts<C extends PlugConn<object>>(conn: C, formats: readonly string[]): C {
  const asked =
    conn.queryString === "" && conn.params._format === undefined ? undefined : conn.params._format;
  if (asked !== undefined) {
    if (typeof asked === "string" && formats.includes(asked)) return putFormat(conn, asked);
    throw new NotAcceptableError(
      `unknown format ${JSON.stringify(asked)} in the parameter _format, expected one of ${list(formats)}`,
      formats,
    );
  }
  const header = conn.getReqHeader("accept");
  if (header === undefined || header === "" || header === "*/*") return putFormat(conn, formats[0]!);
  const format = negotiate(header, formats);
  if (format !== undefined) return putFormat(conn, format);
  throw new NotAcceptableError(
    `no supported media type in the accept header. Expected one of ${list(formats)} but got ${JSON.stringify(header)}. ` +
      "To accept more formats, add them to accepts([…]) in the router, or ask with the parameter _format",
    formats,
  );
}

const MAX_NEGOTIATED = 200;
const negotiated = new WeakMap<readonly string[], Map<string, string | undefined>>();

/** Browsers send the same few accept headers again and again, so what they come to is kept. */
function negotiate(header: string, formats: readonly string[]): string | undefined {
  let known = negotiated.get(formats);
  if (known === undefined) {
    known = new Map();
    negotiated.set(formats, known);
  }
  if (known.has(header)) return known.get(header);
  const format = bestFormat(header, formats);
  if (known.size >= MAX_NEGOTIATED) known.clear();
  known.set(header, format);
  return format;
}

/** The offered format that an accept header likes best; of equally liked ones the one that it names first. */
function bestFormat(header: string, formats: readonly string[]): string | undefined {
  // Browsers name types of their own before they say that they take anything, and want the page.
  if (header.includes("*/*") && formats.includes("html")) return "html";
  let best: string | undefined;
  let bestQuality = 0;
  for (const { type, subtype, quality } of parseAccept(header)) {
    if (quality <= bestQuality) continue;
    const format = formats.find((offered) => rangeFits(type, subtype, offered));
    if (format === undefined) continue;
    best = format;
    bestQuality = quality;
  }
  return best;
}

function rangeFits(type: string, subtype: string, format: string): boolean {
  if (type === "*" && subtype === "*") return true;
  if (subtype === "*") return mimeType(format).split("/", 1)[0] === type;
  return mimeExtensions(`${type}/${subtype}`).includes(format) || mimeType(format) === `${type}/${subtype}`;
}

function parseAccept(header: string): { type: string; subtype: string; quality: number }[] {
  const ranges: { type: string; subtype: string; quality: number }[] = [];
  for (const part of header.split(",")) {
    const [range, ...parameters] = part.split(";");
    const match = /^\s*([^\s/]+)\/([^\s/]+)\s*$/.exec(range!);
    if (match === null) continue;
    const q = parameters
      .map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(parameter)?.[1])
      .find((found) => found !== undefined);
    const quality = q === undefined ? 1 : Number(q);
    ranges.push({
      type: match[1]!.toLowerCase(),
      subtype: match[2]!.toLowerCase(),
      quality: Number.isNaN(quality) ? 1 : quality,
    });
  }
  return ranges;
}

function list(formats: readonly string[]): string {
  return formats.map((format) => `"${format}"`).join(", ");
}
