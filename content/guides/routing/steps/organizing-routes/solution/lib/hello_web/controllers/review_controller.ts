import { controller } from "fledge/controller";

export const ReviewController = controller(
  {},
  {
    index: (conn) => conn.text("All reviews that were approved"),
    show: (conn, { id }) => conn.text(`Review ${id}`),
    new: (conn) => conn.text("A form for a new review"),
    create: (conn) => conn.text("Makes a review"),
  },
);
