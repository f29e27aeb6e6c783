import { get, textResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("GET /hello/:messenger", () => {
  test("answers with text in the messenger's name", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank");
    expect(textResponse(conn, 200)).toContain("Frank");
    conn = await get(conn, "/hello/Moon%20Unit");
    expect(textResponse(conn, 200)).toContain("Moon Unit");
  });

  test("is the show action", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank");
    expect(conn.actionName).toBe("show");
  });
});
