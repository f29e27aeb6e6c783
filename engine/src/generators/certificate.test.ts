import { createPrivateKey, X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import { selfSignedCertificate } from "./certificate.ts";

test("makes a certificate that others can read, signed with its own key", async () => {
  const { certificate, key } = await selfSignedCertificate({
    hosts: ["localhost", "*.hello.local", "127.0.0.1"],
    name: "Größe",
  });
  const read = new X509Certificate(certificate);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.ca).toBe(false);
  expect(read.subject).toBe("O=Fledge\nOU=Development\nCN=Größe");
  expect(read.issuer).toBe(read.subject);
  expect(read.subjectAltName).toBe("DNS:localhost, DNS:*.hello.local, IP Address:127.0.0.1");
  expect(read.checkHost("localhost")).toBe("localhost");
  expect(read.checkHost("www.hello.local")).toBe("*.hello.local");
  expect(read.checkHost("example.com")).toBeUndefined();
  expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
});

test.each(["2026-11-22T10:11:12.345Z", "2049-06-01T00:00:00Z", "2050-01-01T00:00:00Z"])(
  "holds for a year from %s",
  async (from) => {
    const { certificate } = await selfSignedCertificate({ from: new Date(from) });
    const { validFrom, validTo } = new X509Certificate(certificate);
    const begins = Math.floor(Date.parse(from) / 1000) * 1000;
    expect(Date.parse(validFrom)).toBe(begins);
    expect(Date.parse(validTo)).toBe(begins + 365 * 24 * 3_600_000);
  },
);

test("no two have the same number", async () => {
  const [one, two] = await Promise.all([selfSignedCertificate(), selfSignedCertificate()]);
  expect(new X509Certificate(one.certificate).serialNumber).toMatch(/^[4-7]/);
  expect(new X509Certificate(one.certificate).serialNumber).not.toBe(
    new X509Certificate(two.certificate).serialNumber,
  );
});

test.each(["", "has space", "300.1.1.1", "a..b", "-a", "https://hello.local"])(
  "refuses the host %j",
  async (host) => {
    await expect(selfSignedCertificate({ hosts: [host] })).rejects.toThrow("a certificate is for host names");
  },
);
