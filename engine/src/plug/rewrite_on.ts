import type { PlugConn } from "../conn/plug_conn.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Headers of a proxy that `rewriteOn` knows. */
export type ForwardedHeader =
  | "x-forwarded-for"
  | "x-forwarded-host"
  | "x-forwarded-port"
  | "x-forwarded-proto";

/** Whether it is an address of version 4 or 6, and not a name or a port with it. */
function isIpAddress(text: string): boolean {
  if (text.includes(":")) return /^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]/`);
  const bytes = text.split(".");
  return bytes.length === 4 && bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) < 256);
}

const rewrites: Record<ForwardedHeader, (conn: PlugConn<object>, value: string) => void> = {
  "x-forwarded-for": (conn, value) => {
    const address = value.split(",")[0]!.trim();
    if (isIpAddress(address)) conn.remoteIp = address;
  },
  "x-forwarded-host": (conn, value) => {
    const match = /^(\[[0-9a-fA-F:.]+\]|[^:,/?#@\s]+)(?::(\d{1,5}))?$/.exec(value.split(",")[0]!.trim());
    const port = Number(match?.[2] ?? 80);
    if (match === null || port === 0 || port > 65_535) return;
    conn.host = match[1]!;
    if (match[2] !== undefined) conn.port = port;
  },
  "x-forwarded-port": (conn, value) => {
    const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
    if (port > 0 && port < 65_536) conn.port = port;
  },
  "x-forwarded-proto": (conn, value) => {
    const scheme = value.trim().toLowerCase();
    if (scheme !== "http" && scheme !== "https") return;
    const standard = conn.scheme === "https" ? 443 : 80;
    if (conn.port === standard) conn.port = scheme === "https" ? 443 : 80;
    conn.scheme = scheme;
  },
};

/**
 * Makes a plug that takes client address, host, port and scheme from what a proxy in front says. Only for applications that nobody
 * can reach past the proxy.
 *
 * @param headers those that the proxy sets
 * @throws TypeError for a header it does not know
 * @example rewriteOn(["x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"])
 * @see Plug.RewriteOn
 */
export function rewriteOn(headers: readonly ForwardedHeader[]): AnyPlugFunction {
  for (const header of headers)
    if (!Object.hasOwn(rewrites, header))
      throw new TypeError(
        `rewriteOn: unknown header "${header}", use one of ${Object.keys(rewrites).join(", ")}`,
      );
  return function rewriteOn(conn) {
    for (const header of headers) {
      const value = conn.getReqHeader(header);
      if (value !== undefined) rewrites[header](conn, value);
    }
    return conn;
  };
}
