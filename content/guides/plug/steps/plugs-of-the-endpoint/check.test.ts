import type { Conn } from "fledge/conn";
import {
  get,
  htmlResponse,
  post,
  putReqHeader,
  response,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { Endpoint } from "../../lib/hello_web/endpoint.ts";
import { test } from "../support/conn_case.ts";

/** Makes a request while the application is closed. */
async function closed(request: () => Promise<Conn>): Promise<Conn> {
  Endpoint.configChange({ maintenance: true });
  try {
    return await request();
  } finally {
    Endpoint.configChange({ maintenance: false });
  }
}

describe("an application that is closed", () => {
  test("says so, and when to come again", async ({ conn }) => {
    conn = await closed(() => get(conn, "/"));
    expect(response(conn, 503)).not.toBe("");
    expect(conn.halted).toBe(true);
    expect(Number(conn.getRespHeader("retry-after"))).toBeGreaterThan(0);
  });

  test("gives each request its number all the same", async ({ conn }) => {
    conn = await closed(() => get(conn, "/such/a/wrong/path"));
    expect(response(conn, 503)).not.toBe("");
    expect(conn.getRespHeader("x-request-id")).toBeTruthy();
  });

  test("reads no body", async ({ conn }) => {
    const json = putReqHeader(conn, "content-type", "application/json");
    conn = await closed(() => post(json, "/", "{ not JSON"));
    expect(conn.status).toBe(503);
  });

  test("still has its files", async ({ conn }) => {
    conn = await closed(() => get(conn, "/images/logo.svg"));
    expect(conn.status).toBe(200);
  });
});

test("an application that is open has its pages", async ({ conn }) => {
  expect(htmlResponse(await get(conn, "/"), 200)).toContain("<html");
});
