import { mergeConfig } from "fledge/config";
import {
  connCase,
  get,
  htmlResponse,
  putReqHeader,
  redirectedTo,
} from "fledge/testing";
import { describe, expect } from "vitest";
import prod from "../../config/prod.ts";
import runtime from "../../config/runtime.ts";
import { Application } from "../../lib/hello/application.ts";
import { Endpoint } from "../../lib/hello_web/endpoint.ts";

const vars = { SECRET_KEY_BASE: "s".repeat(64), PHX_HOST: "hello.example" };

const test = connCase({
  application: Application,
  endpoint: Endpoint,
  config: mergeConfig(prod, runtime({ env: "prod", vars }), {
    logger: { level: "error" },
  }),
});

describe("behind a proxy", () => {
  test("what came to it over https is answered", async ({ conn }) => {
    conn = putReqHeader(conn, "x-forwarded-proto", "https");
    conn = await get(conn, "http://hello.example/");
    expect(htmlResponse(conn, 200)).toContain("Hello has hatched.");
    expect(conn.getRespHeader("strict-transport-security")).toBeDefined();
  });

  test("the application knows how the client came", async ({ conn }) => {
    conn = putReqHeader(conn, "x-forwarded-proto", "https");
    conn = await get(conn, "http://hello.example/");
    expect(conn.scheme).toBe("https");
    expect(conn.getRespHeader("set-cookie")).toMatch(/;\s*secure/i);
  });

  test("what came to it over http is sent to https", async ({ conn }) => {
    conn = putReqHeader(conn, "x-forwarded-proto", "http");
    conn = await get(conn, "http://hello.example/");
    expect(redirectedTo(conn, 301)).toBe("https://hello.example/");
  });
});

test("without a proxy, http is still sent to https", async ({ conn }) => {
  conn = await get(conn, "http://hello.example/");
  expect(redirectedTo(conn, 301)).toBe("https://hello.example/");
});
