import { get, htmlResponse, jsonResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a messenger that nobody knows", () => {
  test("has no page", async ({ conn }) => {
    conn = await get(conn, "/hello/Nobody");
    expect(htmlResponse(conn, 404)).toContain("Not Found");
  });

  test("has no card", async ({ conn }) => {
    conn = await get(conn, "/api/hello/Nobody");
    expect(JSON.stringify(jsonResponse(conn, 404))).toContain("Not Found");
  });
});

describe("a messenger that is known", () => {
  test("has a page", async ({ conn }) => {
    conn = await get(conn, "/hello/Moon%20Unit");
    expect(htmlResponse(conn, 200)).toContain("Moon Unit");
  });

  test("has a card", async ({ conn }) => {
    conn = await get(conn, "/api/hello/Frank");
    expect(jsonResponse(conn, 200)).toEqual({ id: "Frank" });
  });
});
