import { controller } from "fledge/controller";

export const UserController = controller(
  {},
  {
    index: (conn) => conn.text("All users, with their addresses"),
    delete: (conn, { id }) => conn.text(`Removes user ${id} for good`),
  },
);
