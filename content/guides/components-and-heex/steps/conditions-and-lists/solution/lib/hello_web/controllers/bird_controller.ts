import { controller } from "fledge/controller";
import { findBirds } from "../../hello/birds.ts";
import * as BirdHTML from "./bird_html.tsx";

export const BirdController = controller(
  { html: BirdHTML },
  {
    index(conn, params) {
      const find = typeof params.find === "string" ? params.find : "";
      return conn.render("index", { find, birds: findBirds(find) });
    },
  },
);
