import { controller } from "fledge/controller";
import { listUsers } from "../../hello/users.ts";
import * as UserHTML from "./user_html.tsx";

export const UserController = controller(
  { html: UserHTML },
  {
    async index(conn) {
      return conn.render("index", { users: await listUsers() });
    },
  },
);
