import { controller } from "fledge/controller";
import * as PhotoHTML from "./photo_html.tsx";

export const PhotoController = controller(
  { html: PhotoHTML },
  {
    new(conn) {
      return conn.render("form");
    },

    create(conn) {
      return conn.text("Thank you.");
    },
  },
);
