import { controller } from "fledge/controller";

export const UserController = controller(
  {},
  {
    index: (conn) => conn.json([{ id: 3 }]),
    show: (conn, { id }) => conn.json({ id: Number(id) }),
  },
);
