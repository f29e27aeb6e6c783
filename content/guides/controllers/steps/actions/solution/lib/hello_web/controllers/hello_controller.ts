import { controller } from "fledge/controller";

export const HelloController = controller(
  {},
  {
    show(conn, { messenger }) {
      return conn.text(`From messenger ${messenger}`);
    },
  },
);
