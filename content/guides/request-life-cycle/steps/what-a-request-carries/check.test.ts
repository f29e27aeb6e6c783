import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("what a request carries", () => {
  test("the greeting of the query is used", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank?greeting=Good+morning");
    expect(htmlResponse(conn, 200)).toContain(
      "Good morning World, from Frank!",
    );
  });

  test("without one, the page says Hello", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank");
    expect(htmlResponse(conn, 200)).toContain("Hello World, from Frank!");
  });

  test("a greeting that is no text does no harm", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank?greeting[]=Good&greeting[]=morning");
    expect(htmlResponse(conn, 200)).toContain("Hello World, from Frank!");
  });

  test("a greeting is never markup", async ({ conn }) => {
    conn = await get(conn, "/hello/Frank?greeting=%3Cscript%3E");
    const html = htmlResponse(conn, 200);
    expect(html).not.toContain("<script> World");
    expect(html).toContain("&lt;script&gt; World, from Frank!");
  });
});
