import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import * as Layouts from "../../lib/hello_web/components/layouts.tsx";
import { test } from "../support/conn_case.ts";

describe("GET /birds/table", () => {
  test("stands in a layout of its own", async ({ conn }) => {
    expect(Layouts).toHaveProperty("museum", expect.any(Function));
    const html = htmlResponse(await get(conn, "/birds/table"), 200);
    expect(html).toContain("All birds");
    expect(html).toContain("museum");
    expect(html).not.toContain("site-header");
  });

  test("is a whole document, with its title", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds/table"), 200);
    expect(html).toMatch(/<title>[^<]*The birds[^<]*<\/title>/);
    expect(html).toContain('rel="stylesheet"');
  });
});

describe("GET /birds", () => {
  test("has the header as before", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds"), 200);
    expect(html).toContain("site-header");
    expect(html).not.toContain("museum");
  });
});
