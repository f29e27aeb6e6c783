import { get, htmlResponse, jsonResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("GET /hello/:messenger", () => {
  test("is a page that names both", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank"), 200);
    expect(html).toContain("Frank");
    expect(html).toContain("Dweezil");
  });

  test("greets whom the parameter names", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/Frank?to=Gail"), 200);
    expect(html).toContain("Gail");
    expect(html).not.toContain("Dweezil");
  });

  test("shows markup as text", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/hello/%3Cb%3EFrank"), 200);
    expect(html).toContain("&lt;b&gt;Frank");
  });
});

test("the card is as it was", async ({ conn }) => {
  conn = await get(conn, "/api/hello/Frank");
  expect(jsonResponse(conn, 200)).toEqual({ id: "Frank" });
});
