import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the page to be printed", () => {
  test("has the greeting, but not the header", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank/print"), 200);
    expect(html).toContain("Frank");
    expect(html).not.toContain("site-header");
    expect(html).toMatch(/<footer[\s>]/);
  });

  test("is a document with one head", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank/print"), 200);
    expect(html.match(/<head>/g)).toHaveLength(1);
  });
});

describe("the page on the screen", () => {
  test("has the header", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank"), 200);
    expect(html).toContain("site-header");
  });

  test("has the messenger in its title", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank"), 200);
    expect(html).toMatch(/<title>[^<]*Frank/);
  });
});
