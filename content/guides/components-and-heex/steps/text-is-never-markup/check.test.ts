import type { Conn } from "fledge/conn";
import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

async function search(conn: Conn, find: string): Promise<string> {
  const query = new URLSearchParams({ find });
  return htmlResponse(await get(conn, `/birds?${query}`), 200);
}

describe("what we wrote", () => {
  test("is markup", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds"), 200);
    expect(html).toContain("<i>Erithacus rubecula</i>");
    expect(html).toContain("<b>nine grams</b>");
    expect(html).not.toContain("&lt;i&gt;");
  });
});

describe("what a visitor wrote", () => {
  test("is text", async ({ conn }) => {
    const html = await search(conn, "<script>alert(1)</script>");
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("does not get out of an attribute", async ({ conn }) => {
    const html = await search(conn, '" autofocus onfocus="alert(1)');
    expect(html).not.toContain('" autofocus');
    expect(html).toContain("&quot; autofocus");
  });
});
