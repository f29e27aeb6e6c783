import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import * as templates from "../../lib/hello_web/controllers/hello_html/index.tsx";
import * as HelloHTML from "../../lib/hello_web/controllers/hello_html.tsx";
import { test } from "../support/conn_case.ts";

describe("a template in its own file", () => {
  test("hello_html/index.tsx has the component, and the view exports it", () => {
    expect(templates.index).toBeTypeOf("function");
    expect(HelloHTML.index).toBe(templates.index);
  });

  test("GET /hello greets the world in a heading", async ({ conn }) => {
    conn = await get(conn, "/hello");
    expect(htmlResponse(conn, 200)).toMatch(
      /<h2[^>]*>\s*Hello World, from Fledge!\s*<\/h2>/,
    );
  });
});
