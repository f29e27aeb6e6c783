import { controller } from "fledge/controller";
import { getBird } from "../../hello/birds.ts";
import * as BirdHTML from "./bird_html.tsx";

export const BirdController = controller(
  { html: BirdHTML },
  {
    show(conn, { name }) {
      return conn.render("show", { bird: getBird(String(name)) });
    },
  },
);
