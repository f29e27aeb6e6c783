import { connect, type SecureVersion } from "node:tls";
import { describe, expect, test } from "vitest";
import type { CipherSuite } from "../../endpoint/config.ts";
import { selfSigned } from "./certificate.fixture.ts";
import { createHttpServer } from "./http_server.ts";

/** What a client and the server agree on: version and cipher, or nothing. */
async function handshake(
  cipherSuite: CipherSuite | undefined,
  offered: { maxVersion: SecureVersion; ciphers?: string },
): Promise<string> {
  const server = await createHttpServer((request) => request.sendResp(200, [], "ok"), {
    port: 0,
    https: { ...selfSigned, ...(cipherSuite && { cipherSuite }) },
    onError: () => {},
  });
  try {
    return await new Promise((resolve) => {
      const socket = connect({
        port: server.port,
        ca: selfSigned.cert,
        rejectUnauthorized: false,
        ...offered,
      });
      socket.once("secureConnect", () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
        socket.destroy();
      });
      socket.once("error", () => resolve("refused"));
    });
  } finally {
    await server.stop();
  }
}

describe("cipher suites by name", () => {
  test.each<[CipherSuite | undefined, { maxVersion: SecureVersion; ciphers?: string }, string | RegExp]>([
    ["strong", { maxVersion: "TLSv1.3" }, "TLSv1.3 TLS_AES_256_GCM_SHA384"],
    ["strong", { maxVersion: "TLSv1.2" }, "refused"],
    ["compatible", { maxVersion: "TLSv1.3" }, "TLSv1.3 TLS_AES_256_GCM_SHA384"],
    ["compatible", { maxVersion: "TLSv1.2" }, /^TLSv1\.2 ECDHE-(RSA|ECDSA)-AES256-GCM-SHA384$/],
    // The server's order counts, not the client's.
    [
      "compatible",
      {
        maxVersion: "TLSv1.2",
        ciphers:
          "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384",
      },
      /AES256/,
    ],
    ["compatible", { maxVersion: "TLSv1.2", ciphers: "AES128-SHA" }, "refused"],
    [undefined, { maxVersion: "TLSv1.2" }, /^TLSv1\.2 /],
  ])("%s, client with %j: %s", async (suite, offered, expected) => {
    const agreed = await handshake(suite, offered);
    if (typeof expected === "string") expect(agreed).toBe(expected);
    else expect(agreed).toMatch(expected);
  });
});
