import { controller, putLayout } from "fledge/controller";
import * as Layouts from "../components/layouts.tsx";
import * as HelloHTML from "./hello_html.tsx";

export const HelloController = controller(
  { html: HelloHTML },
  {
    show(conn, { messenger, to }) {
      return conn
        .assign("messenger", String(messenger))
        .assign("receiver", typeof to === "string" ? to : "Dweezil")
        .assign("pageTitle", `From ${messenger}`)
        .render("show");
    },

    print(conn, { messenger }) {
      return conn.render("show", {
        messenger: String(messenger),
        receiver: "whom it may concern",
      });
    },

    card(conn, { messenger }) {
      return conn.json({ id: messenger });
    },
  },
).plug(putLayout({ html: Layouts.print }), { only: ["print"] });
