import { get, htmlResponse, post, redirectedTo } from "fledge/testing";
import { describe, expect } from "vitest";
import { Repo } from "../../lib/hello/repo.ts";
import { User } from "../../lib/hello/user.ts";
import { test } from "../support/conn_case.ts";

const attrs = { name: "Ada", email: "ada@example.com", bio: "Counts." };

describe("GET /users/new", () => {
  test("is a form that is sent to /users", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/users/new"), 200);
    expect(html).toMatch(/<form[^>]*action="\/users"/);
    for (const name of ["name", "email", "bio"]) {
      expect(html).toContain(`name="user[${name}]"`);
    }
  });

  test("complains about nothing before it was sent", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/users/new"), 200);
    expect(html).not.toMatch(/can(&#39;|&#x27;|&apos;|')t be blank/);
  });
});

describe("POST /users", () => {
  test("adds a user and leads back to the list, which says so", async ({
    conn,
  }) => {
    conn = await post(conn, "/users", { user: attrs });
    expect(redirectedTo(conn)).toBe("/users");
    expect(await Repo.all(User)).toMatchObject([attrs]);
    const html = htmlResponse(await get(conn, "/users"), 200);
    expect(html).toContain("ada@example.com");
    expect(html).toContain("flash-info");
  });

  test("shows the form again with what is wrong and what was typed", async ({
    conn,
  }) => {
    conn = await post(conn, "/users", { user: { ...attrs, bio: "A" } });
    const html = htmlResponse(conn, 200);
    expect(html).toContain("should be at least 2 character(s)");
    expect(html).toContain('value="ada@example.com"');
    expect(await Repo.all(User)).toEqual([]);
  });
});

describe("GET /users", () => {
  test("leads to the form", async ({ conn }) => {
    expect(htmlResponse(await get(conn, "/users"), 200)).toContain(
      'href="/users/new"',
    );
  });
});
