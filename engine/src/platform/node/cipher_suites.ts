import type { SecureContextOptions } from "node:tls";
import type { CipherSuite } from "../../endpoint/config.ts";

const tls13 = ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"];

const tls12 = [
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "DHE-RSA-AES256-GCM-SHA384",
  "DHE-RSA-AES128-GCM-SHA256",
];

/** What a cipher suite by its name means to Node: versions, ciphers in the server's order, curves. */
export const cipherSuites: Readonly<Record<CipherSuite, SecureContextOptions>> = {
  strong: {
    minVersion: "TLSv1.3",
    ciphers: tls13.join(":"),
    honorCipherOrder: true,
    ecdhCurve: "X25519:prime256v1:secp384r1",
  },
  compatible: {
    minVersion: "TLSv1.2",
    ciphers: [...tls13, ...tls12].join(":"),
    honorCipherOrder: true,
    ecdhCurve: "X25519:prime256v1:secp384r1:secp521r1",
  },
};
