import { Upload } from "fledge/conn";
import { controller } from "fledge/controller";
import * as PhotoHTML from "./photo_html.tsx";

export const PhotoController = controller(
  { html: PhotoHTML },
  {
    new(conn) {
      return conn.render("form");
    },

    create(conn, { photo }) {
      if (!(photo instanceof Upload)) return conn.text("No file came.");
      return conn.json(photo);
    },
  },
);
