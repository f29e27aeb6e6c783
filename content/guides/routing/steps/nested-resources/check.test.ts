import {
  assertErrorSent,
  get,
  htmlResponse,
  post,
  response,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("nested resources", () => {
  test("a post of a user has both parameters", async ({ conn }) => {
    conn = await get(conn, "/users/42/posts/17");
    expect(conn.pathParams).toEqual({ user_id: "42", id: "17" });
    expect(response(conn, 200)).toMatch(
      /\b17\b[\s\S]*\b42\b|\b42\b[\s\S]*\b17\b/,
    );
  });

  test("all posts of a user are told from all posts", async ({ conn }) => {
    const own = response(await get(conn, "/users/42/posts"), 200);
    expect(own).toMatch(/\b42\b/);
    expect(response(await get(conn, "/posts"), 200)).not.toMatch(/\b42\b/);
  });

  test("a post that stands alone is still shown", async ({ conn }) => {
    conn = await get(conn, "/posts/17");
    expect(response(conn, 200)).toContain("17");
  });

  test("below a user, posts can be read only", async ({ conn }) => {
    await assertErrorSent(404, () => post(conn, "/users/42/posts", {}));
  });

  test("the about page leads to a post of a user", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/about"), 200);
    expect(html).toContain('href="/users/42/posts/17"');
  });
});
