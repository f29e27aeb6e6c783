import { assertErrorSent, del, get, jsonResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("/admin/users", () => {
  test("has a controller of its own", async ({ conn }) => {
    const own = await get(conn, "/admin/users");
    const everybodys = await get(conn, "/users");
    expect(own.actionName).toBe("index");
    expect(own.controllerModule).not.toBe(everybodys.controllerModule);
  });

  test("can be removed", async ({ conn }) => {
    expect((await del(conn, "/admin/users/3")).actionName).toBe("delete");
  });

  test("has no other pages", async ({ conn }) => {
    await assertErrorSent(404, () => get(conn, "/admin/users/3"));
  });
});

describe("/api/v1/users", () => {
  test("is JSON", async ({ conn }) => {
    expect(jsonResponse(await get(conn, "/api/v1/users"), 200)).toEqual([
      { id: 3 },
    ]);
    expect(jsonResponse(await get(conn, "/api/v1/users/3"), 200)).toEqual({
      id: 3,
    });
  });

  test("refuses those who want a page", async ({ conn }) => {
    await assertErrorSent(406, () => get(conn, "/api/v1/users?_format=html"));
  });

  test("does not answer without the version", async ({ conn }) => {
    await assertErrorSent(404, () => get(conn, "/api/users"));
  });
});
