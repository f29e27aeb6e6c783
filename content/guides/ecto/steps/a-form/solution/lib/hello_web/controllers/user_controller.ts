import { controller } from "fledge/controller";
import { User } from "../../hello/user.ts";
import { createUser, listUsers } from "../../hello/users.ts";
import { path } from "../../hello_web.ts";
import * as UserHTML from "./user_html.tsx";

export const UserController = controller(
  { html: UserHTML },
  {
    async index(conn) {
      return conn.render("index", { users: await listUsers() });
    },

    new(conn) {
      return conn.render("new", { changeset: User.changeset(new User(), {}) });
    },

    async create(conn, { user }) {
      const result = await createUser(user);
      if (!result.ok) return conn.render("new", { changeset: result.error });
      return conn
        .putFlash("info", `${result.value.name} was added.`)
        .redirect({ to: path("/users") });
    },
  },
);
