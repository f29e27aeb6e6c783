import { mergeConfig } from "fledge/config";
import {
  connCase,
  get,
  htmlResponse,
  post,
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

describe("a request over http", () => {
  test("is sent to https, and loses nothing on the way", async ({ conn }) => {
    conn = await get(conn, "http://hello.example/users?page=2");
    expect(redirectedTo(conn, 301)).toBe("https://hello.example/users?page=2");
  });

  test("is sent to the host of the application", async ({ conn }) => {
    conn = await get(conn, "http://www.hello.example/");
    expect(redirectedTo(conn, 301)).toMatch(
      /^https:\/\/(www\.)?hello\.example\/$/,
    );
  });

  test("keeps its verb when it was none to read", async ({ conn }) => {
    conn = await post(conn, "http://hello.example/", { name: "Ada" });
    expect(conn.status).toBe(307);
  });
});

describe("a request over https", () => {
  test("is answered, and browsers told to stay there", async ({ conn }) => {
    conn = await get(conn, "https://hello.example/");
    expect(htmlResponse(conn, 200)).toContain("Hello has hatched.");
    expect(conn.getRespHeader("strict-transport-security")).toMatch(
      /max-age=[1-9]/,
    );
  });
});
