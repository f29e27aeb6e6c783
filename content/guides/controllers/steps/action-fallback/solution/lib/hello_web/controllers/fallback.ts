import type { ActionFallback } from "fledge/controller";
import * as ErrorHTML from "./error_html.tsx";
import * as ErrorJSON from "./error_json.ts";

/** What the client gets when an action could not do its work. */
export const fallback: ActionFallback = (conn, { error }) => {
  const status = error === "not_found" ? 404 : 422;
  return conn
    .putStatus(status)
    .putView({ html: ErrorHTML, json: ErrorJSON })
    .render(String(status));
};
