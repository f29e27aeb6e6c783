import { controller } from "fledge/controller";

export const PostController = controller(
  {},
  {
    index: (conn) => conn.text("All posts"),
    show: (conn, { id }) => conn.text(`Post ${id}`),
  },
);
