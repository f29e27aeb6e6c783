import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a new view", () => {
  test("GET /hello answers with HTML that says hello", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(htmlResponse(conn, 200)).toMatch(/hello/i);
  });

  test("the view's component stands inside the layouts", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(htmlResponse(conn, 200)).toMatch(
      /<body[\s\S]*hello[\s\S]*<\/body>/i,
    );
  });
});
