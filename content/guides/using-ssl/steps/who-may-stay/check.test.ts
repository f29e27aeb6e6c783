import { mergeConfig } from "fledge/config";
import { connCase, get, redirectedTo, response } from "fledge/testing";
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

describe("the question for the server's health", () => {
  test("is answered over http, by number", async ({ conn }) => {
    conn = await get(conn, "http://10.0.0.7:4000/health");
    expect(response(conn, 200)).not.toBe("");
  });

  test("and over https", async ({ conn }) => {
    conn = await get(conn, "https://hello.example/health");
    expect(response(conn, 200)).not.toBe("");
  });
});

describe("everything else", () => {
  test.for([
    "http://10.0.0.7:4000/",
    "http://hello.example/",
    "http://hello.example/healthy",
    "http://hello.example/users/health",
    "http://hello.example/?path=/health",
  ])("is sent to https: %s", async (url, { conn }) => {
    conn = await get(conn, url);
    expect(redirectedTo(conn, 301)).toMatch(/^https:\/\/hello\.example\//);
  });

  test("is left alone on this machine", async ({ conn }) => {
    conn = await get(conn, "http://localhost/");
    expect(conn.status).toBe(200);
  });
});
