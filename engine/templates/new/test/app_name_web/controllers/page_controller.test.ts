import { get, htmlResponse } from "fledge/testing";
import { expect } from "vitest";
import { path } from "../../../lib/app_name_web.ts";
import { test } from "../../support/conn_case.ts";

test("GET /", async ({ conn }) => {
  conn = await get(conn, path("/"));
  expect(htmlResponse(conn, 200)).toContain("AppName has hatched.");
});
