import { get, redirectedTo, textResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the text of a message", () => {
  test("is for those who wrote and got it", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/grace"), "/messages/2/text");
    expect(textResponse(conn, 200).trim()).toBe("Found a moth in it.");
  });

  test("is closed to visitors", async ({ conn }) => {
    conn = await get(conn, "/messages/2/text");
    expect(redirectedTo(conn)).toBe("/");
    expect(conn.halted).toBe(true);
  });

  test("is closed to other users", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/joan"), "/messages/2/text");
    expect(redirectedTo(conn)).toBe("/");
    expect(conn.halted).toBe(true);
  });

  test("that does not exist is not found", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/grace"), "/messages/99/text");
    expect(redirectedTo(conn)).toBe("/");
  });
});

test("entering is still open to everybody", async ({ conn }) => {
  conn = await get(conn, "/enter/joan");
  expect(conn.halted).toBe(false);
  expect(redirectedTo(conn)).toBe("/");
});
