// Checked by tsc: what must be an error carries @ts-expect-error, everything else must compile.
import type { Conn } from "../conn/conn.ts";
import { type NoParams, type Param, routeHelpers, verifiedRoutes } from "./index.ts";

/** As `routesDeclaration` writes it. */
interface Routes {
  "/": NoParams;
  "/users": NoParams;
  "/users/:user_id/posts/:id": { user_id: Param; id: Param };
  "/files/*rest": { rest: readonly Param[] };
}

const { path, url } = verifiedRoutes<Routes>({ otpApp: "hello" });

path("/");
path("/users", { page: 2, filter: { by: ["a"] } });
path("/users/:user_id/posts/:id", { user_id: 1, id: "a" });
path("/users/:user_id/posts/:id", { user_id: { id: 1 }, id: { id: 1n } }, { page: 2, user: { id: 3 } });
path("/files/*rest", { rest: ["a", 1] });
url("/users");
path("/users#top");
path("/users#top", { page: 2 });
path("/users#:part", { part: "x" }, { page: 2 });
path("/users/:user_id/posts/:id#comments", { user_id: 1, id: "a" }, { page: 2 });
path("/users/:user_id/posts/:id#comment-:comment_id", { user_id: 1, id: "a", comment_id: { id: 2 } });
url("/files/*rest#L:line", { rest: ["a", 1], line: 10 });
path("/users" as "/" | "/users");

// @ts-expect-error no such path
path("/userz");
// @ts-expect-error no such path
url("/users/1/posts/2");
// @ts-expect-error parameters are missing
path("/users/:user_id/posts/:id");
// @ts-expect-error a parameter is missing
path("/users/:user_id/posts/:id", { user_id: 1 });
// @ts-expect-error another parameter
path("/users/:user_id/posts/:id", { user_id: 1, id: 2, page: 3 });
// @ts-expect-error null is no parameter
path("/users/:user_id/posts/:id", { user_id: 1, id: null });
// @ts-expect-error an object without id is no parameter
path("/users/:user_id/posts/:id", { user_id: 1, id: { name: "x" } });
// @ts-expect-error a glob is a list
path("/files/*rest", { rest: "a" });
// @ts-expect-error there are no parameters before the query
path("/users", {}, { page: 2 });
// @ts-expect-error no such path before the fragment
path("/userz#top");
// @ts-expect-error the parameters of the route are needed with a fragment as well
path("/users/:user_id/posts/:id#comments");
// @ts-expect-error a parameter of the route is missing
url("/users/:user_id/posts/:id#comments", { user_id: 1 });
// @ts-expect-error the parameter of the fragment is missing
path("/users#:part");
// @ts-expect-error the parameter of the fragment is missing, a query comes behind it
path("/users#:part", { page: 2 });
// @ts-expect-error the parameter of the fragment is missing
path("/users/:user_id/posts/:id#:part", { user_id: 1, id: 2 });
// @ts-expect-error null is no fragment
path("/users#:part", { part: null });

/** As `routesDeclaration` writes it for a router with helpers. */
interface Helpers {
  user: [action: "index" | "new"] | [action: "edit" | "show", id: Param];
  userFile: [action: "show", user_id: Param, path: readonly Param[]];
  health: [];
}
declare const conn: Conn;
const Helpers = routeHelpers<Helpers>({ otpApp: "hello" });

Helpers.userPath(conn, "index");
Helpers.userPath(conn, "index", { page: 2 });
Helpers.userUrl(new URL("https://example.com"), "show", { id: 1 }, { page: 2 });
Helpers.userFilePath(conn, "show", 1, ["a", 2]);
Helpers.healthPath(conn);
Helpers.staticPath(conn, "/app.css");

// @ts-expect-error no such helper
Helpers.userzPath(conn, "index");
// @ts-expect-error no such action
Helpers.userPath(conn, "destroy", 1);
// @ts-expect-error the parameter is missing
Helpers.userPath(conn, "show");
// @ts-expect-error one parameter too many
Helpers.userPath(conn, "show", 1, 2);
// @ts-expect-error a glob is a list
Helpers.userFilePath(conn, "show", 1, "a");
// @ts-expect-error a conn, an endpoint or a URL comes first
Helpers.userPath("index");
