import { controller } from "fledge/controller";

export const UserController = controller(
  {},
  {
    index: (conn) => conn.text("All users"),
    new: (conn) => conn.text("A form for a new user"),
    create: (conn) => conn.text("Makes a user"),
    show: (conn, { id }) => conn.text(`User ${id}`),
    edit: (conn, { id }) => conn.text(`A form for user ${id}`),
    update: (conn, { id }) => conn.text(`Changes user ${id}`),
    delete: (conn, { id }) => conn.text(`Removes user ${id}`),
  },
);
