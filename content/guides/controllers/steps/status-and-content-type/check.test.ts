import {
  get,
  putReqHeader,
  response,
  responseContentType,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

test("GET /teapot refuses to make coffee", async ({ conn }) => {
  conn = await get(conn, "/teapot");
  expect(response(conn, 418)).not.toBe("");
});

describe("GET /feed.xml", () => {
  test("is XML, and says so", async ({ conn }) => {
    conn = await get(conn, "/feed.xml");
    expect(response(conn, 200)).toMatch(/^\s*<[?\w]/);
    expect(responseContentType(conn, "xml")).toMatch(/^(text|application)\//);
  });

  test("is for programs that want XML only", async ({ conn }) => {
    conn = await get(putReqHeader(conn, "accept", "text/xml"), "/feed.xml");
    expect(conn.status).toBe(200);
  });
});
