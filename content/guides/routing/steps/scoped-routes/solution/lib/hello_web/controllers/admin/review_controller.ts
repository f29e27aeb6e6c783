import { controller } from "fledge/controller";

export const ReviewController = controller(
  {},
  {
    index: (conn) => conn.text("Reviews to be approved"),
    show: (conn, { id }) =>
      conn.text(`Review ${id}, with its author's address`),
    update: (conn, { id }) => conn.text(`Approves review ${id}`),
    delete: (conn, { id }) => conn.text(`Removes review ${id}`),
  },
);
