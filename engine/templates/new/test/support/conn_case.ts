/**
 * The `test` of tests that make requests: each is given a fresh `conn`.
//% if ecto
 * What a test writes to the database is undone when it ends.
//% end
 */
import { connCase } from "fledge/testing";
import { Application } from "../../lib/app_name/application.ts";
//% if ecto
import { Repo } from "../../lib/app_name/repo.ts";
//% end
import { Endpoint } from "../../lib/app_name_web/endpoint.ts";

//% if ecto
export const test = connCase({
  application: Application,
  endpoint: Endpoint,
  repo: Repo,
});
//% else
export const test = connCase({ application: Application, endpoint: Endpoint });
//% end
