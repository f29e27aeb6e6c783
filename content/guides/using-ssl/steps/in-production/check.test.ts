import { describe, expect } from "vitest";
import runtime from "../../config/runtime.ts";
import { test } from "../support/conn_case.ts";

const secret = { SECRET_KEY_BASE: "s".repeat(64) };
const paths = { SSL_KEY_PATH: "/etc/key.pem", SSL_CERT_PATH: "/etc/cert.pem" };

describe("production", () => {
  test("takes key and certificate from where it is told", async () => {
    const { endpoint } = runtime({
      env: "prod",
      vars: { ...secret, ...paths },
    });
    expect(endpoint?.https).toMatchObject({
      port: expect.toSatisfy((port: unknown) => Number(port) === 443),
      keyfile: "/etc/key.pem",
      certfile: "/etc/cert.pem",
    });
  });

  test("serves no https when it is told nothing", async () => {
    const { endpoint } = runtime({ env: "prod", vars: secret });
    expect(endpoint?.https || undefined).toBeUndefined();
    expect(endpoint?.http).toBeDefined();
  });
});

test("development does not read them", async () => {
  const { endpoint } = runtime({ env: "dev", vars: paths });
  expect(endpoint?.https).toBeUndefined();
});
