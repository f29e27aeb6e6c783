import { controller } from "fledge/controller";
import { plug } from "fledge/plug";
import { Locale } from "../plugs/locale.ts";
import * as PageHTML from "./page_html.tsx";

export const PageController = controller(
  { html: PageHTML },
  {
    home(conn) {
      // The home page is often made by hand, so it goes without the app layout.
      return conn.render("home", { layout: false });
    },

    about(conn) {
      return conn.text(`Locale: ${conn.assigns.locale ?? "none"}`);
    },
  },
).plug(plug(Locale, "en"), { only: ["home"] });
