import {
  assertErrorSent,
  get,
  htmlResponse,
  jsonResponse,
  putReqHeader,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the welcome page", () => {
  test("is HTML unless told", async ({ conn }) => {
    conn = await get(conn, "/");
    expect(htmlResponse(conn, 200)).toContain("Hello has hatched.");
  });

  test("is JSON when the parameter says so", async ({ conn }) => {
    conn = await get(conn, "/?_format=json");
    expect(jsonResponse(conn, 200)).toHaveProperty("message");
  });

  test("is JSON when the header says so", async ({ conn }) => {
    conn = await get(putReqHeader(conn, "accept", "application/json"), "/");
    expect(jsonResponse(conn, 200)).toHaveProperty("message");
  });

  test("is nothing else", async ({ conn }) => {
    await assertErrorSent(406, () => get(conn, "/?_format=xml"));
  });
});
