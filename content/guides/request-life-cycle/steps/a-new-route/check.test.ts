import { get, htmlResponse, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a new route", () => {
  test("GET /hello is answered", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(response(conn, 200)).toMatch(/hello/i);
  });

  test("the welcome page is still there", async ({ conn }) => {
    conn = await get(conn, "/");
    expect(htmlResponse(conn, 200)).toContain("<html");
  });
});
