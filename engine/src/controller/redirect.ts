import { escapeHtml } from "../component/escape.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import { send } from "./responses.ts";

/** Where a redirect leads: a path of this application, or any URL. */
export type RedirectTarget = { to: string } | { external: string };

/**
 * Sends the client elsewhere, with status 302 unless one was put.
 *
 * @throws Error when `to` is not a local path: browsers read `//host` and `/\host` as another site
 * @see Phoenix.Controller.redirect/2
 */
export function redirect<C extends PlugConn<object>>(conn: C, target: RedirectTarget): C {
  const url = "to" in target ? localPath(target.to) : target.external;
  if (typeof url !== "string" || url === "")
    throw new TypeError("redirect needs { to: path } or { external: url }");
  const body = `<html><body>You are being <a href="${escapeHtml(url)}">redirected</a>.</body></html>`;
  conn.status ??= 302;
  return send(conn.putRespHeader("location", url), "text/html", body);
}

function localPath(to: unknown): string {
  if (typeof to !== "string" || !to.startsWith("/") || to.startsWith("//")) {
    throw new Error(
      `redirect({ to }) needs a path that begins with one slash, got ${JSON.stringify(to)}. For another site use redirect({ external })`,
    );
  }
  // Browsers drop tabs and line breaks from an address before they read it, and take a backslash for a slash.
  if (/[\\\t\r\n]|\/%09/i.test(to)) {
    throw new Error(
      `unsafe characters in redirect({ to: ${JSON.stringify(to)} }): browsers may read it as another site. Percent-encode the path's segments`,
    );
  }
  return to;
}
