import { assertErrorSent, get, post, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("examining routes", () => {
  test("GET /about is answered", async ({ conn }) => {
    conn = await get(conn, "/about");
    expect(response(conn, 200)).not.toBe("");
  });

  test("the about action answers it", async ({ conn }) => {
    conn = await get(conn, "/about");
    expect(conn.actionName).toBe("about");
  });

  test("POST /about is not a route", async ({ conn }) => {
    await assertErrorSent(404, () => post(conn, "/about"));
  });
});
