import { get, post } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("reviews can be read by everybody", () => {
  test("all of them", async ({ conn }) => {
    conn = await get(conn, "/reviews");
    expect([conn.status, conn.actionName]).toEqual([200, "index"]);
  });

  test("and each", async ({ conn }) => {
    conn = await get(conn, "/reviews/5");
    expect([conn.status, conn.actionName]).toEqual([200, "show"]);
    expect(conn.pathParams).toEqual({ id: "5" });
  });
});

describe("reviews are written by members", () => {
  test("who get a form", async ({ conn }) => {
    conn = await get(conn, "/reviews/new?role=member");
    expect([conn.status, conn.actionName]).toEqual([200, "new"]);
  });

  test("and send it", async ({ conn }) => {
    conn = await post(conn, "/reviews?role=member", { review: {} });
    expect(conn.actionName).toBe("create");
    expect(conn.status).toBeLessThan(400);
  });

  test.for(["", "?role=visitor"])(
    "and not by others%s",
    async (query, { conn }) => {
      const form = await get(conn, `/reviews/new${query}`);
      const sent = await post(conn, `/reviews${query}`, { review: {} });
      expect([form.halted, sent.halted]).toEqual([true, true]);
      expect([form.status, sent.status]).not.toContain(200);
    },
  );

  test("through all that a page goes through", async ({ conn }) => {
    conn = await get(conn, "/reviews/new?role=member");
    expect(conn.getFlash()).toEqual({});
  });
});

test("the administration is as it was", async ({ conn }) => {
  expect((await get(conn, "/admin/reviews")).status).toBe(403);
  expect((await get(conn, "/admin/reviews?role=admin")).status).toBe(200);
});
