import { controller } from "fledge/controller";

export const PostController = controller(
  {},
  {
    index: (conn, { user_id }) => conn.text(`All posts of user ${user_id}`),
    show: (conn, { user_id, id }) => conn.text(`Post ${id} of user ${user_id}`),
  },
);
