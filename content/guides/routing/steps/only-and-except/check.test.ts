import { assertErrorSent, del, get, patch, post } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("posts", () => {
  test("can be listed and shown", async ({ conn }) => {
    expect((await get(conn, "/posts")).status).toBe(200);
    expect((await get(conn, "/posts/17")).pathParams).toEqual({ id: "17" });
  });

  test("cannot be made or deleted", async ({ conn }) => {
    await assertErrorSent(404, () => post(conn, "/posts", {}));
    await assertErrorSent(404, () => del(conn, "/posts/17"));
  });

  test("cannot be changed", async ({ conn }) => {
    await assertErrorSent(404, () => get(conn, "/posts/17/edit"));
    await assertErrorSent(404, () => patch(conn, "/posts/17", {}));
  });
});

describe("comments", () => {
  test("can be listed, made and shown", async ({ conn }) => {
    expect((await get(conn, "/comments")).actionName).toBe("index");
    expect((await get(conn, "/comments/new")).actionName).toBe("new");
    expect((await post(conn, "/comments", {})).actionName).toBe("create");
    expect((await get(conn, "/comments/3")).actionName).toBe("show");
  });

  test("can be changed", async ({ conn }) => {
    expect((await get(conn, "/comments/3/edit")).actionName).toBe("edit");
    expect((await patch(conn, "/comments/3", {})).actionName).toBe("update");
  });

  test("cannot be deleted", async ({ conn }) => {
    await assertErrorSent(404, () => del(conn, "/comments/3"));
  });
});
