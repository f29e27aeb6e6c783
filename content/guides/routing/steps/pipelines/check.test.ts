import { del, get, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the pages of the administrators", () => {
  test("are closed to visitors", async ({ conn }) => {
    conn = await get(conn, "/admin/reviews");
    expect(response(conn, 403)).not.toContain("to be approved");
    expect(conn.halted).toBe(true);
  });

  test("are closed to any other role", async ({ conn }) => {
    conn = await get(conn, "/admin/reviews?role=visitor");
    expect(conn.status).toBe(403);
  });

  test("are closed for every action", async ({ conn }) => {
    conn = await del(conn, "/admin/reviews/5");
    expect(conn.status).toBe(403);
  });

  test("are open to administrators", async ({ conn }) => {
    conn = await get(conn, "/admin/reviews?role=admin");
    expect(response(conn, 200)).not.toBe("");
  });
});

describe("other pages", () => {
  test("are as they were", async ({ conn }) => {
    expect((await get(conn, "/reviews")).status).toBe(200);
    expect((await get(conn, "/")).status).toBe(200);
  });
});
