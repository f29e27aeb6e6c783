import type { Html } from "../component/rendered.ts";
import { AlreadySentError } from "../conn/errors.ts";
import type { PlugConn } from "../conn/plug_conn.ts";
import type { ViewsByFormat } from "./view_types.ts";

/** A component as a layout or template: a function of assigns. */
export type Component = (assigns: never) => Html;

/** Format → layout; `false` is none. */
export type LayoutsByFormat = Readonly<Record<string, Component | false>>;

/** Puts the views to render with; formats not given keep theirs. @see Phoenix.Controller.put_view/2 */
export function putView<C extends PlugConn<object>>(conn: C, views: ViewsByFormat): C {
  refuseSent(conn, "put a view");
  return conn.putPrivate("views", merged(conn.private.views as ViewsByFormat | undefined, views));
}

/** Puts views for formats that have none yet. @see Phoenix.Controller.put_new_view/2 */
export function putNewView<C extends PlugConn<object>>(conn: C, views: ViewsByFormat): C {
  refuseSent(conn, "put a view");
  const present = conn.private.views as ViewsByFormat | undefined;
  return conn.putPrivate("views", present === undefined ? views : { ...views, ...present });
}

/** The view of a format. @throws Error when the conn has none */
export function viewOf(conn: PlugConn<object>, format = requestFormat(conn)): object {
  const views = conn.private.views as ViewsByFormat | undefined;
  const view = views?.[format];
  if (view !== undefined) return view;
  const known = views === undefined ? "" : `; it has views for ${Object.keys(views).join(", ")}`;
  throw new Error(
    `no view for the format "${format}"${known}. Add one to controller({ ${format}: … }, …) or with putView({ ${format}: … })`,
  );
}

/** Puts the layout around the template. @see Phoenix.Controller.put_layout/2 */
export function putLayout<C extends PlugConn<object>>(conn: C, layouts: LayoutsByFormat | false): C {
  refuseSent(conn, "put a layout");
  return conn.putPrivate(
    "layouts",
    layouts === false ? {} : merged(conn.private.layouts as LayoutsByFormat | undefined, layouts),
  );
}

/** Puts layouts for formats that have none yet. @see Phoenix.Controller.put_new_layout/2 */
export function putNewLayout<C extends PlugConn<object>>(conn: C, layouts: LayoutsByFormat): C {
  refuseSent(conn, "put a layout");
  const present = conn.private.layouts as LayoutsByFormat | undefined;
  return conn.putPrivate("layouts", present === undefined ? layouts : { ...layouts, ...present });
}

/** Puts the layout around all others. @see Phoenix.Controller.put_root_layout/2 */
export function putRootLayout<C extends PlugConn<object>>(conn: C, layouts: LayoutsByFormat | false): C {
  refuseSent(conn, "put a root layout");
  const present = conn.private.rootLayouts as LayoutsByFormat | undefined;
  return conn.putPrivate("rootLayouts", layouts === false ? {} : merged(present, layouts));
}

/** The layout of a format. */
export function layoutOf(conn: PlugConn<object>, format = requestFormat(conn)): Component | undefined {
  return (conn.private.layouts as LayoutsByFormat | undefined)?.[format] || undefined;
}

/** The root layout of a format. */
export function rootLayoutOf(conn: PlugConn<object>, format = requestFormat(conn)): Component | undefined {
  return (conn.private.rootLayouts as LayoutsByFormat | undefined)?.[format] || undefined;
}

/** The request's format. @throws Error when neither `accepts` nor the request gave one */
export function requestFormat(conn: PlugConn<object>): string {
  const format = conn.private.format ?? conn.params._format;
  if (typeof format === "string" && format !== "") return format;
  throw new Error(
    'the format to render in is not known. Put accepts(["html"]) in the router\'s pipeline, or call putFormat("html")',
  );
}

function merged<T extends object>(present: T | undefined, added: T): T {
  return present === undefined ? added : { ...present, ...added };
}

function refuseSent(conn: PlugConn<object>, what: string): void {
  if (!conn.sendable) throw new AlreadySentError(what);
}
