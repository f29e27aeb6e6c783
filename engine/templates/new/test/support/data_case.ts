/**
 * The `test` of tests that work with the database: what one of them writes is
 * undone when it ends.
 */
import { dataCase } from "fledge/testing";
import { Application } from "../../lib/app_name/application.ts";
import { Repo } from "../../lib/app_name/repo.ts";

export { errorsOn } from "fledge/testing";

export const test = dataCase({ application: Application, repo: Repo });
