import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("GET /birds/table", () => {
  test("has a heading", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds/table"), 200);
    expect(html).toMatch(/<h1[^>]*>\s*All birds\s*<\/h1>/);
  });

  test("has a row for each bird, with name and number", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds/table"), 200);
    const body = /<tbody[\s\S]*<\/tbody>/.exec(html)?.[0] ?? "";
    const rows = body.split("<tr").slice(1);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/Robin[\s\S]*12/);
    expect(rows[2]).toMatch(/Dodo[\s\S]*0/);
  });

  test("names its columns", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds/table"), 200);
    expect(html).toMatch(/<th[^>]*>\s*Name[\s\S]*<th[^>]*>\s*Seen/);
  });
});

describe("the search on GET /birds", () => {
  test("is a form that asks the same page", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds"), 200);
    const form = /<form[^>]*action="\/birds"[^>]*>/.exec(html)?.[0];
    expect(form).toContain('method="get"');
    expect(html).toMatch(/<input[^>]*name="find"/);
  });

  test("keeps what was searched for", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds?find=wr"), 200);
    const input = /<input[^>]*name="find"[^>]*>/.exec(html)?.[0];
    expect(input).toContain('value="wr"');
  });
});
