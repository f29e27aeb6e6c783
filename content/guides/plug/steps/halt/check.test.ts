import { get, htmlResponse, redirectedTo } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a message that does not exist", () => {
  test("ends the request before the action", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/ada"), "/messages/99");
    expect(redirectedTo(conn)).toBe("/");
    expect(conn.halted).toBe(true);
  });

  test("is told on the next page", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/ada"), "/messages/99");
    expect(htmlResponse(await get(conn, "/"), 200)).toMatch(
      /That message wasn('|&#39;|&#x27;|&apos;)t found/,
    );
  });
});

describe("a message that exists", () => {
  test("is on the conn for those behind the plug", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/ada"), "/messages/2");
    expect(conn.assigns.message).toMatchObject({ id: "2" });
    expect(htmlResponse(conn, 200)).toContain("Found a moth in it.");
  });

  test("is still not shown to everybody", async ({ conn }) => {
    expect(redirectedTo(await get(conn, "/messages/2"))).toBe("/");
    conn = await get(await get(conn, "/enter/joan"), "/messages/2");
    expect(redirectedTo(conn)).toBe("/");
  });
});

test("entering needs no message", async ({ conn }) => {
  conn = await get(conn, "/enter/ada");
  expect(conn.halted).toBe(false);
  expect(htmlResponse(await get(conn, "/"), 200)).toContain("ada");
});
