import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { createUser } from "../../lib/hello/users.ts";
import { test } from "../support/conn_case.ts";

describe("GET /users", () => {
  test("is a page, also without any users", async ({ conn }) => {
    conn = await get(conn, "/users");
    expect(htmlResponse(conn, 200)).toContain("<html");
  });

  test("lists everybody", async ({ conn }) => {
    await createUser({ name: "Ada", email: "ada@example.com", bio: "Counts." });
    await createUser({
      name: "Grace",
      email: "grace@example.org",
      bio: "Compiles.",
    });
    const html = htmlResponse(await get(conn, "/users"), 200);
    for (const text of [
      "Ada",
      "ada@example.com",
      "Grace",
      "grace@example.org",
    ]) {
      expect(html).toContain(text);
    }
  });

  test("shows a name that looks like markup as text", async ({ conn }) => {
    await createUser({ name: "<script>", email: "a@b", bio: "Hm." });
    const html = htmlResponse(await get(conn, "/users"), 200);
    expect(html).toContain("&lt;script&gt;");
  });
});
