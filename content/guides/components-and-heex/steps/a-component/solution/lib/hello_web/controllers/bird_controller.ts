import { controller } from "fledge/controller";
import * as BirdHTML from "./bird_html.tsx";

export const BirdController = controller(
  { html: BirdHTML },
  {
    index(conn) {
      return conn.render("index");
    },
  },
);
