import { application } from "fledge/application";
import { Endpoint } from "../app_name_web/endpoint.ts";
import { Telemetry } from "../app_name_web/telemetry.ts";
//% if ecto
import { Repo } from "./repo.ts";
//% end

/** What runs: children are started in this order and stopped in reverse. */
export const Application = application({
  name: "app_name",
//% if ecto
  children: [Telemetry, Repo, Endpoint],
//% else
  children: [Telemetry, Endpoint],
//% end
});
