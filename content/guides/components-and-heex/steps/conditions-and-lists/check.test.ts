import type { Conn } from "fledge/conn";
import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

/** The page's own part, and the names on its cards. */
async function visit(
  conn: Conn,
  path: string,
): Promise<{ html: string; names: string[] }> {
  const html = htmlResponse(await get(conn, path), 200);
  const names = [...html.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)];
  return { html, names: names.map(([, name]) => name!.trim()) };
}

describe("GET /birds", () => {
  test("has a card for each bird", async ({ conn }) => {
    const { names } = await visit(conn, "/birds");
    expect(names).toEqual(["Robin", "Wren", "Dodo"]);
  });

  test("says only of the dodo that it is extinct", async ({ conn }) => {
    const { html } = await visit(conn, "/birds");
    const classes = html.match(/<article[^>]*class="[^"]*"/g) ?? [];
    const extinct = classes.filter((tag) => /[\s"]extinct[\s"]/.test(tag));
    expect([classes.length, extinct.length]).toEqual([3, 1]);
  });

  test("says nothing of a search that did not take place", async ({ conn }) => {
    const { html } = await visit(conn, "/birds");
    expect(html).not.toMatch(/Birds with|no such bird/i);
  });
});

describe("GET /birds?find=…", () => {
  test("has only the birds that were found, and says so", async ({ conn }) => {
    const { html, names } = await visit(conn, "/birds?find=wr");
    expect(names).toEqual(["Wren"]);
    expect(html).toMatch(/Birds with\s*\S?wr/);
  });

  test("says so when there is none", async ({ conn }) => {
    const { html, names } = await visit(conn, "/birds?find=ostrich");
    expect(names).toEqual([]);
    expect(html).toMatch(/no such bird/i);
  });

  test("gets along with a search that is no text", async ({ conn }) => {
    const { names } = await visit(conn, "/birds?find[]=wr");
    expect(names).toEqual(["Robin", "Wren", "Dodo"]);
  });
});
