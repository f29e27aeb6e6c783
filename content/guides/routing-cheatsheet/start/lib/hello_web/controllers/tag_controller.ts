import { controller } from "fledge/controller";

export const TagController = controller(
  {},
  {
    index: (conn) => conn.text("All tags"),
    show: (conn, { slug }) => conn.text(`What is tagged ${slug}`),
  },
);
