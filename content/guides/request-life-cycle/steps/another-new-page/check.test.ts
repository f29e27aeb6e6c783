import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("another new page", () => {
  test("GET /hello/Frank greets in the name of Frank", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank");
    expect(htmlResponse(conn, 200)).toContain("Hello World, from Frank!");
  });

  test("anybody may be the messenger", async ({ conn }) => {
    conn = await get(conn, "/hello/Ada%20Lovelace");
    expect(htmlResponse(conn, 200)).toContain(
      "Hello World, from Ada Lovelace!",
    );
  });

  test("GET /hello is as it was", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(htmlResponse(conn, 200)).toContain("Hello World, from Fledge!");
  });
});
