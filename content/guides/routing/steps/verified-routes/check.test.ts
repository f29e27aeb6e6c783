import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

async function links(conn: Parameters<typeof get>[0]): Promise<string[]> {
  const html = htmlResponse(await get(conn, "/about"), 200);
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href]) =>
    href!.replaceAll("&amp;", "&"),
  );
}

describe("the about page", () => {
  test("leads to the users", async ({ conn }) => {
    expect(await links(conn)).toContain("/users");
  });

  test("leads to user 17", async ({ conn }) => {
    expect(await links(conn)).toContain("/users/17");
  });

  test("leads to the second page of the posts", async ({ conn }) => {
    expect(await links(conn)).toContain("/posts?page=2");
  });
});
