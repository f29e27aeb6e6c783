import { assertErrorSent, del, get, patch, put } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("single routes", () => {
  test("GET /files/*rest takes paths of any depth", async ({ conn }) => {
    conn = await get(conn, "/files/photos/2026/cat.png");
    expect(conn.pathParams).toEqual({ rest: ["photos", "2026", "cat.png"] });
  });

  test("PUT /files/:name takes one segment", async ({ conn }) => {
    conn = await put(conn, "/files/cat.png");
    expect(conn.actionName).toBe("upload");
    expect(conn.pathParams).toEqual({ name: "cat.png" });
    await assertErrorSent(404, () => put(conn, "/files/photos/cat.png"));
  });
});

describe("resources", () => {
  test("/users has all its routes", async ({ conn }) => {
    expect((await get(conn, "/users/new")).actionName).toBe("new");
    expect((await patch(conn, "/users/3", {})).actionName).toBe("update");
    expect((await del(conn, "/users/3")).actionName).toBe("delete");
  });

  test("/users/:user_id/posts can be read only", async ({ conn }) => {
    conn = await get(conn, "/users/3/posts/17");
    expect(conn.pathParams).toEqual({ user_id: "3", id: "17" });
    await assertErrorSent(404, () => del(conn, "/users/3/posts/17"));
  });

  test("/profile is one thing, without an id", async ({ conn }) => {
    expect((await get(conn, "/profile")).actionName).toBe("show");
    expect((await get(conn, "/profile/edit")).actionName).toBe("edit");
    expect((await put(conn, "/profile", {})).actionName).toBe("update");
    await assertErrorSent(404, () => del(conn, "/profile"));
  });

  test("/tags/:slug names its parameter", async ({ conn }) => {
    conn = await get(conn, "/tags/birds");
    expect(conn.pathParams).toEqual({ slug: "birds" });
    expect((await get(conn, "/tags")).actionName).toBe("index");
  });
});
