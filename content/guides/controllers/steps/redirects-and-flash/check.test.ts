import { get, htmlResponse, redirectedTo } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("GET /wave/:messenger", () => {
  test("leads to the messenger's page", async ({ conn }) => {
    conn = await get(conn, "/wave/Frank");
    expect(redirectedTo(conn)).toBe("/hello/Frank");
  });

  test("leaves a message there, for one page", async ({ conn }) => {
    conn = await get(conn, "/wave/Frank");
    const [message] = Object.values(conn.getFlash());
    expect(message).toBeTypeOf("string");
    conn = await get(conn, redirectedTo(conn));
    expect(Object.values(conn.getFlash())).toEqual([message]);
    expect(htmlResponse(conn, 200)).toContain('class="flash ');
    conn = await get(conn, "/hello/Frank");
    expect(conn.getFlash()).toEqual({});
  });

  test("cannot lead to another place", async ({ conn }) => {
    conn = await get(conn, "/wave/..%2F..%2Fdocs");
    expect(redirectedTo(conn)).toMatch(/^\/hello\/[^/]+$/);
  });
});

test("GET /docs leads to another site", async ({ conn }) => {
  conn = await get(conn, "/docs");
  expect(redirectedTo(conn)).toMatch(/^https:\/\//);
});
