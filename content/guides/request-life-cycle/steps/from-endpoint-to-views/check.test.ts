import { get, htmlResponse, putReqHeader, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a plug of the endpoint", () => {
  test("GET /ping is answered with pong", async ({ conn }) => {
    conn = await get(conn, "/ping");
    expect(response(conn, 200)).toBe("pong");
  });

  test("the answer came before the router was asked", async ({ conn }) => {
    conn = await get(conn, "/ping");
    expect(conn.halted).toBe(true);
    expect(conn.private.router).toBeUndefined();
  });

  test("a program that takes no HTML gets it as well", async ({ conn }) => {
    conn = await get(putReqHeader(conn, "accept", "text/plain"), "/ping");
    expect(response(conn, 200)).toBe("pong");
  });

  test("other pages are not touched", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(htmlResponse(conn, 200)).toContain("Hello World");
  });
});
