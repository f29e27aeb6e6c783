/**
 * The `test` of tests that make requests: each is given a fresh `conn`.
 */
import { connCase } from "fledge/testing";
import { Application } from "../../lib/app_name/application.ts";
import { Endpoint } from "../../lib/app_name_web/endpoint.ts";

export const test = connCase({ application: Application, endpoint: Endpoint });
