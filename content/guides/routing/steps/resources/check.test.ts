import { del, get, patch, post, put, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("resources", () => {
  test("GET /users is the index", async ({ conn }) => {
    conn = await get(conn, "/users");
    expect(response(conn, 200)).not.toBe("");
    expect(conn.actionName).toBe("index");
  });

  test("GET /users/new is the form, not a user named new", async ({ conn }) => {
    conn = await get(conn, "/users/new");
    expect(conn.actionName).toBe("new");
  });

  test("GET /users/:id shows one user", async ({ conn }) => {
    conn = await get(conn, "/users/17");
    expect(conn.actionName).toBe("show");
    expect(conn.pathParams).toEqual({ id: "17" });
  });

  test("GET /users/:id/edit is the form to change one", async ({ conn }) => {
    conn = await get(conn, "/users/17/edit");
    expect(conn.actionName).toBe("edit");
  });

  test("POST /users creates", async ({ conn }) => {
    conn = await post(conn, "/users", { user: {} });
    expect(conn.actionName).toBe("create");
  });

  test("PATCH and PUT /users/:id update", async ({ conn }) => {
    expect((await patch(conn, "/users/17", { user: {} })).actionName).toBe(
      "update",
    );
    expect((await put(conn, "/users/17", { user: {} })).actionName).toBe(
      "update",
    );
  });

  test("DELETE /users/:id deletes", async ({ conn }) => {
    conn = await del(conn, "/users/17");
    expect(conn.actionName).toBe("delete");
  });
});
