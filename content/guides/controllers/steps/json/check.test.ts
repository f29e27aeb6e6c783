import {
  assertErrorSent,
  get,
  jsonResponse,
  putReqHeader,
  textResponse,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("GET /api/hello/:messenger", () => {
  test("answers with JSON", async ({ conn }) => {
    conn = await get(conn, "/api/hello/Frank");
    expect(jsonResponse(conn, 200)).toEqual({ id: "Frank" });
  });

  test("refuses clients that take no JSON", async ({ conn }) => {
    conn = putReqHeader(conn, "accept", "text/html");
    await assertErrorSent(406, () => get(conn, "/api/hello/Frank"));
  });
});

test("GET /hello/:messenger is as it was", async ({ conn }) => {
  conn = await get(conn, "/hello/Frank");
  expect(textResponse(conn, 200)).toContain("Frank");
});
