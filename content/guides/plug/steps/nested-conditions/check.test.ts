import { get, htmlResponse, redirectedTo } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a message", () => {
  test("is shown to whom it is for", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/ada"), "/messages/1");
    expect(htmlResponse(conn, 200)).toContain("The engine is ready.");
  });

  test("is not shown to strangers", async ({ conn }) => {
    expect(redirectedTo(await get(conn, "/messages/1"))).toBe("/");
  });
});

test("entering is told on the next page", async ({ conn }) => {
  conn = await get(conn, "/enter/grace");
  expect(redirectedTo(conn)).toBe("/");
  expect(htmlResponse(await get(conn, "/"), 200)).toContain("grace");
});
