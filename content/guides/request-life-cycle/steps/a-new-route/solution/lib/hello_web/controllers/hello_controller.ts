import { controller } from "fledge/controller";

export const HelloController = controller(
  {},
  {
    index(conn) {
      return conn.text("Hello from Fledge!");
    },
  },
);
