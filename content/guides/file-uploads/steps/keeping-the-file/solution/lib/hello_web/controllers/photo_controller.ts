import { Upload } from "fledge/conn";
import { controller } from "fledge/controller";
import { path } from "../../hello_web.ts";
import * as PhotoHTML from "./photo_html.tsx";

/** What is taken, and the end that its name is given. */
const extensions = new Map([
  ["image/gif", "gif"],
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/webp", "webp"],
]);

export const PhotoController = controller(
  { html: PhotoHTML },
  {
    new(conn) {
      return conn.render("form");
    },

    async create(conn, { photo }) {
      if (!(photo instanceof Upload)) return conn.text("No file came.");
      const extension = extensions.get(photo.contentType) ?? "bin";
      const id = `${crypto.randomUUID()}.${extension}`;
      await conn.saveUpload(photo, `priv/uploads/${id}`);
      return conn
        .putFlash("info", "Your photo is here.")
        .redirect({ to: path("/photos/:id", { id }) });
    },

    show(conn, { id }) {
      return conn.render("show", { id: String(id) });
    },
  },
);
