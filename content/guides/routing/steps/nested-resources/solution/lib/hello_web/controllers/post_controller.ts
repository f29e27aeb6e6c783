import { controller } from "fledge/controller";

export const PostController = controller(
  {},
  {
    index(conn, { user_id }) {
      return conn.text(user_id ? `All posts of user ${user_id}` : "All posts");
    },

    show(conn, { id, user_id }) {
      return conn.text(
        user_id ? `Post ${id} of user ${user_id}` : `Post ${id}`,
      );
    },
  },
);
