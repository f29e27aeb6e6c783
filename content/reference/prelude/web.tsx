// What examples take for granted of a web application. Each example gets values of its own.
import type { Child } from "fledge/application";
import type { FormField, Html } from "fledge/component";
import { Conn } from "fledge/conn";
import { controller, fetchLiveFlash, fetchSession } from "fledge/controller";
import { endpoint } from "fledge/endpoint";
import { TestAdapter } from "fledge/http";
import { MemoryFileSystem } from "fledge/platform/web";
import { type PlugModule, parsers, pipeline, session } from "fledge/plug";
import { Router } from "fledge/router";
import { type NoParams, type Param, verifiedRoutes } from "fledge/verified_routes";

const secret = "s".repeat(64);

export const HelloHTML = {
  index: () => <h1>Welcome</h1>,
  show: ({ messenger }: { messenger: string }) => <p>From messenger {messenger}</p>,
};
export const Layouts = {
  root: ({ innerContent }: { innerContent: Html }) => (
    <html lang="en">
      <body>{innerContent}</body>
    </html>
  ),
  app: ({ innerContent }: { innerContent: Html }) => <main>{innerContent}</main>,
};
export const ErrorHTML = { "404": () => "Not Found" };
export const ErrorJSON = { "404": () => ({ errors: { detail: "Not Found" } }) };
export const ChangesetJSON = {
  error: ({ changeset }: { changeset: { errors: readonly unknown[] } }) => ({ errors: changeset.errors }),
};

export const sessionOptions = { store: "cookie", key: "_hello_key", signingSalt: "X4dBm2kL" } as const;
export const staticPaths = ["assets", "favicon.ico", "robots.txt"];
export const vars = { ADMIN_PASSWORD: "secret" };

const prepared = pipeline([session(sessionOptions), fetchSession(), fetchLiveFlash()]);
const request = new Conn(
  new TestAdapter({
    target: "/hello/Frank?page=2",
    headers: [
      ["accept", "text/html"],
      ["cookie", "theme=dark"],
    ],
  }),
);
request.secretKeyBase = secret;

/** A request with session and flash, to be answered in HTML. */
export const conn: Conn = (prepared(request) as Conn).putFormat("html").putView({ html: HelloHTML }) as Conn;
export const flash = { info: "Saved." };
export const csv = "name,size\nA,1\n";
export const cart = { id: 1, items: [] };

export const HelloController = controller(
  { html: HelloHTML },
  {
    index: (one) => one.render("index"),
    show: (one, { messenger }) => one.render("show", { messenger: String(messenger) }),
  },
);
const resource = {
  index: (one: Conn) => one.text("index"),
  new: (one: Conn) => one.text("new"),
  create: (one: Conn) => one.redirect({ to: "/users/7" }),
  show: (one: Conn, { id }: { id?: unknown }) => one.text(`post ${id}`),
  edit: (one: Conn) => one.text("edit"),
  update: (one: Conn) => one.text("update"),
  delete: (one: Conn) => one.sendResp(204, ""),
};
export const PageController = controller(
  {},
  {
    home: (one) => one.html("<h1>Welcome</h1>"),
    posts: (one) => one.json({ data: [] }),
  },
);
export const Telemetry: Child = { id: "telemetry", start: () => ({ stop() {} }) };
export const PostController = controller({}, resource);
export const UserController = controller({}, resource);
export const ReviewController = controller({}, resource);

export const authenticate = (one: Conn) => one.assign("currentUser", { id: 7 });
export const ensureAuthenticatedUser = authenticate;
export const echo = (one: Conn) => one.text(one.requestPath);
export const Locale: PlugModule<string, string> = {
  init: (locale) => locale,
  call: (one, locale) => one.assign("locale", locale),
};
export const BackgroundJobs: PlugModule<{ name: string }, { name: string }> = {
  init: (options) => options,
  call: (one, { name }) => one.text(name),
};

/** A router with a few routes. */
export const router = new Router();
router.get("/", PageController, "home");
router.get("/api/posts", PageController, "posts");
router.post("/photos", PageController, "home");
router.get("/posts/:id", PostController, "show");
router.delete("/posts/:id", PostController, "delete");
router.put("/posts/:id", PostController, "update");
router.patch("/posts/:id", PostController, "update");
router.resources("/users", UserController, { only: ["index", "show", "create"] });

export interface Routes {
  "/": NoParams;
  "/users": NoParams;
  "/products": NoParams;
  "/products/:id": { id: Param };
  "/users/:user_id/posts/:id": { user_id: Param; id: Param };
}
export const Endpoint = endpoint({ otpApp: "hello" })
  .plug(parsers({ parsers: ["urlencoded", "multipart", "json"] }))
  .plug(session(sessionOptions))
  .plug(router);
export const routes = verifiedRoutes<Routes>({ otpApp: "hello" });
export const path = routes.path;
export const url = routes.url;
export const fs = new MemoryFileSystem();

export const Input = ({
  field,
  label,
  type = "text",
}: {
  field: FormField;
  label?: string;
  type?: "text" | "number";
}) => (
  <label for={field.id}>
    {label ?? field.field}
    <input id={field.id} name={field.name} type={type} value={String(field.value ?? "")} />
  </label>
);
