import { assertErrorSent, del, get, patch, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("reviews", () => {
  test("are shown to everybody", async ({ conn }) => {
    expect((await get(conn, "/reviews")).status).toBe(200);
    expect((await get(conn, "/reviews/5")).pathParams).toEqual({ id: "5" });
  });

  test("cannot be changed by everybody", async ({ conn }) => {
    await assertErrorSent(404, () => patch(conn, "/reviews/5", {}));
    await assertErrorSent(404, () => del(conn, "/reviews/5"));
  });
});

describe("reviews under /admin", () => {
  test("have a page of their own", async ({ conn }) => {
    const everybody = await get(conn, "/reviews");
    const admins = await get(conn, "/admin/reviews");
    expect(response(admins, 200)).not.toBe(response(everybody, 200));
  });

  test("come from another controller", async ({ conn }) => {
    const everybody = await get(conn, "/reviews");
    const admins = await get(conn, "/admin/reviews");
    expect(admins.controllerModule).not.toBe(everybody.controllerModule);
  });

  test("can be approved and removed", async ({ conn }) => {
    expect((await patch(conn, "/admin/reviews/5", {})).actionName).toBe(
      "update",
    );
    expect((await del(conn, "/admin/reviews/5")).actionName).toBe("delete");
  });
});
