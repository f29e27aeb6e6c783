import { controller } from "fledge/controller";

export const CommentController = controller(
  {},
  {
    index: (conn) => conn.text("All comments"),
    new: (conn) => conn.text("A form for a new comment"),
    create: (conn) => conn.text("Makes a comment"),
    show: (conn, { id }) => conn.text(`Comment ${id}`),
    edit: (conn, { id }) => conn.text(`A form for comment ${id}`),
    update: (conn, { id }) => conn.text(`Changes comment ${id}`),
  },
);
