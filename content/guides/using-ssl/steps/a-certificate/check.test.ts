import type { Config } from "fledge/config";
import type { HttpsConfig, ListenConfig } from "fledge/endpoint";
import { describe, expect } from "vitest";
import dev from "../../config/dev.ts";
import { test } from "../support/conn_case.ts";

const { endpoint = {} }: Config = dev;
const http = endpoint.http as ListenConfig;
const https = endpoint.https as HttpsConfig | undefined;

describe("the endpoint in development", () => {
  test("serves https with the certificate that was made", async () => {
    expect(https).toMatchObject({
      keyfile: expect.stringMatching(/_key\.pem$/),
      certfile: expect.stringMatching(/\.pem$/),
    });
    expect(https?.certfile).not.toBe(https?.keyfile);
  });

  test("listens for both on ports of their own", async () => {
    expect(Number(https?.port)).toBeGreaterThan(0);
    expect(Number(http.port)).not.toBe(Number(https?.port));
  });
});
