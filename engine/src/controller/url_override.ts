import type { PlugConn } from "../conn/plug_conn.ts";

/** Base of URLs: an absolute URL, or its parts. */
export type UrlOverride = string | URL;

/** Puts the base of URLs that are made with this conn. @see Phoenix.Controller.put_router_url/2 */
export function putRouterUrl<C extends PlugConn<object>>(conn: C, url: UrlOverride): C {
  return conn.putPrivate("routerUrl", base(url));
}

/** Puts the base of static URLs that are made with this conn. @see Phoenix.Controller.put_static_url/2 */
export function putStaticUrl<C extends PlugConn<object>>(conn: C, url: UrlOverride): C {
  return conn.putPrivate("staticUrl", base(url));
}

function base(url: UrlOverride): string {
  const text = typeof url === "string" ? url : url.href;
  if (!URL.canParse(text))
    throw new TypeError(`${JSON.stringify(text)} is not an absolute URL. Write e.g. "https://example.com"`);
  return text.replace(/\/+$/, "");
}
