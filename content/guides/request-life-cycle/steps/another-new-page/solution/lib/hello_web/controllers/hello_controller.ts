import { controller } from "fledge/controller";
import * as HelloHTML from "./hello_html.tsx";

export const HelloController = controller(
  { html: HelloHTML },
  {
    index(conn) {
      return conn.render("index");
    },

    show(conn, { messenger }) {
      return conn.render("show", { messenger: String(messenger) });
    },
  },
);
