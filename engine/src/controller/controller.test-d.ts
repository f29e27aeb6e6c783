// Checked by tsc: what must be an error carries @ts-expect-error, everything else must compile.
import { expectTypeOf } from "vitest";
import type { Html } from "../component/rendered.ts";
import type { Conn } from "../conn/conn.ts";
import type { Params } from "../conn/query.ts";
import type { Plug } from "../plug/plug.ts";
import { accepts, controller, controllerWith, fetchSession, putLayout, putRootLayout } from "./index.ts";

interface Product {
  title: string;
}
const HelloHTML = {
  index: (): Html => "hi",
  show: ({ messenger }: { messenger: string }): Html => messenger,
  framed: ({ flash, conn }: { flash: object; conn: Conn; innerContent?: Html; size?: number }): Html => [
    flash as never,
    conn.method,
  ],
  helper: 42,
};
const ProductHTML = { index: ({ products }: { products: Product[] }): Html => products.length };
const ProductJSON = {
  index: ({ products }: { products: Product[] }) => ({ data: products }),
  show: ({ product, depth }: { product: Product; depth: number }) => ({ product, depth }),
};
const ErrorJSON = { render: (template: string) => ({ errors: { detail: template } }) };

export const HelloController = controller(
  { html: HelloHTML },
  {
    index: (conn) => conn.render("index"),
    extra: (conn) => conn.render("index", { pageTitle: "Hello", layout: false }),
    show: (conn, { messenger }) => conn.render("show", { messenger: String(messenger) }),
    framed: (conn) => conn.render("framed"),
    sized: (conn) => conn.render("framed", { size: 2 }),
    assigned: (conn) => conn.assign("messenger", "Frank").putStatus(201).render("show"),
    merged: (conn) => conn.assign({ messenger: "Frank" }).putFlash("info", "x").render("show"),
    async later(conn) {
      await Promise.resolve();
      return conn.putStatus("created").render("index");
    },
    fallback: () => ({ ok: false, error: "no" }),
    other: (conn) => conn.putView({ json: ErrorJSON }).render("404"),
    plain: (conn) => conn.text("hi"),
    halted: (conn) => conn.redirect({ to: "/" }).halt(),
    // @ts-expect-error no such template
    missing: (conn) => conn.render("indx"),
    // @ts-expect-error the template wants a messenger
    without: (conn) => conn.render("show"),
    // @ts-expect-error the template wants a messenger
    empty: (conn) => conn.render("show", {}),
    // @ts-expect-error what the conn has is no messenger, which is a string
    mistyped: (conn) => conn.assign("messenger", 1).render("show"),
    // @ts-expect-error a messenger is a string
    wrong: (conn) => conn.render("show", { messenger: 1 }),
    // @ts-expect-error a size is a number
    optional: (conn) => conn.render("framed", { size: "2" }),
    // @ts-expect-error the conn is not given back
    forgotten: (conn) => {
      conn.render("index");
    },
  },
).plug((conn) => conn, { only: ["show"], except: ["index"] });

// @ts-expect-error no such action
HelloController.plug((conn) => conn, { only: ["nope"] });

export const ProductController = controller(
  { html: ProductHTML, json: ProductJSON },
  {
    index: (conn) => conn.render("index", { products: [{ title: "Book" }] }),
    show: (conn) => conn.render("show", { product: { title: "Book" }, depth: 1 }),
    params(conn, params) {
      expectTypeOf(params).toEqualTypeOf<Params>();
      return conn.json(params);
    },
    // @ts-expect-error a template of one format wants a depth
    shallow: (conn) => conn.render("show", { product: { title: "Book" } }),
    // @ts-expect-error a product has a title
    untitled: (conn) => conn.render("index", { products: [{}] }),
  },
).actionFallback((conn, { error }) => conn.putView({ json: ErrorJSON }).render("404", { error }));

export const narrowed = controller(
  { html: HelloHTML },
  { show: (conn, { messenger }: { messenger: string }) => conn.render("show", { messenger }) },
);

interface User {
  name: string;
}
export const withUser = controllerWith((conn) => [conn.assigns.user as User, 1])(
  { html: HelloHTML },
  {
    show(conn, params, user, count) {
      expectTypeOf(params).toEqualTypeOf<Params>();
      expectTypeOf(user).toEqualTypeOf<User>();
      expectTypeOf(count).toBeNumber();
      return conn.render("show", { messenger: user.name });
    },
    // @ts-expect-error a user has no age
    wrong: (conn, _params, user) => conn.text(user.age),
  },
);

// A conn of any assigns and views serves where a plain one is asked for, as plugs do.
export const typed = controller(
  { html: HelloHTML },
  {
    index(conn) {
      const plain: Conn = conn.assign("a", 1);
      expectTypeOf(conn.assign("a", 1).assigns.a).toEqualTypeOf<number>();
      return authenticate(conn) ? conn.render("index") : plain;
    },
  },
);
function authenticate(conn: Conn): boolean {
  return conn.halted;
}

// Views that are not known accept any template.
export const anything = (conn: Conn) => conn.render("anything", { a: 1 });
export const known = (conn: Conn) => conn.putView({ html: HelloHTML }).render("show", { messenger: "x" });
// @ts-expect-error the views are known now
export const unknown = (conn: Conn) => conn.putView({ html: HelloHTML }).render("shwo");

export const plugs: Plug[] = [
  accepts(["html"]),
  fetchSession(),
  putRootLayout({ html: ({ innerContent }: { innerContent: Html }): Html => innerContent }),
  putLayout({ html: false }),
];
// @ts-expect-error at least one format
accepts([]);
// @ts-expect-error a redirect has a target
export const nowhere = (conn: Conn) => conn.redirect({});
