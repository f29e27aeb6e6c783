import { controller } from "fledge/controller";
import * as HelloHTML from "./hello_html.tsx";

export const HelloController = controller(
  { html: HelloHTML },
  {
    show(conn, { messenger, to }) {
      return conn
        .assign("messenger", String(messenger))
        .assign("receiver", typeof to === "string" ? to : "Dweezil")
        .render("show");
    },

    card(conn, { messenger }) {
      return conn.json({ id: messenger });
    },
  },
);
