import { get, htmlResponse, redirectedTo } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

type Conn = Parameters<typeof get>[0];

/** Expects a request to end before its action, for this reason. */
async function refused(conn: Conn, reason: RegExp): Promise<void> {
  expect(redirectedTo(conn)).toBe("/");
  expect(conn.halted).toBe(true);
  expect(htmlResponse(await get(conn, "/"), 200)).toMatch(reason);
}

describe("a message is refused", () => {
  test("to visitors who did not enter", async ({ conn }) => {
    await refused(await get(conn, "/messages/1"), /You must be logged in/);
  });

  test("to visitors, also if there is none", async ({ conn }) => {
    await refused(await get(conn, "/messages/99"), /You must be logged in/);
  });

  test("to somebody who is no user", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/eve"), "/messages/1");
    await refused(conn, /You must be logged in/);
  });

  test("when there is none", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/ada"), "/messages/99");
    await refused(conn, /That message wasn.{1,6}t found/);
  });

  test("to users whom it is not for", async ({ conn }) => {
    conn = await get(await get(conn, "/enter/joan"), "/messages/1");
    await refused(conn, /You can.{1,6}t access that page/);
  });
});

test("both sides can read a message", async ({ conn }) => {
  conn = await get(await get(conn, "/enter/ada"), "/messages/1");
  expect(htmlResponse(conn, 200)).toContain("The engine is ready.");
  conn = await get(await get(conn, "/enter/grace"), "/messages/1");
  expect(htmlResponse(conn, 200)).toContain("The engine is ready.");
});
