import { mergeConfig } from "fledge/config";
import { connCase, get, redirectedTo } from "fledge/testing";
import { expect } from "vitest";
import prod from "../../config/prod.ts";
import runtime from "../../config/runtime.ts";
import { Application } from "../../lib/hello/application.ts";
import { Endpoint } from "../../lib/hello_web/endpoint.ts";

const vars = { SECRET_KEY_BASE: "s".repeat(64), PHX_HOST: "hello.example" };

/** Tests with what the application is configured with in production. */
const test = connCase({
  application: Application,
  endpoint: Endpoint,
  config: mergeConfig(prod, runtime({ env: "prod", vars }), {
    logger: { level: "warning" },
  }),
});

test("http leads to https", async ({ conn }) => {
  conn = await get(conn, "http://hello.example/");
  expect(redirectedTo(conn, 301)).toBe("https://hello.example/");
});
