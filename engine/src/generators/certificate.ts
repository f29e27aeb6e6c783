/** A certificate and its private key, both in PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** Options of `selfSignedCertificate`. */
export interface CertificateOptions {
  /** Names and IPv4 addresses that it is for; `["localhost"]` unless told. */
  hosts?: readonly string[];
  /** Name that shows in a browser's details; `"Self-signed test certificate"` unless told. */
  name?: string;
  /** When it begins to hold; now unless told. It holds for a year. */
  from?: Date;
}

const YEAR = 365 * 24 * 3_600_000;
const SIGNATURE = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;

/**
 * Makes a key and a certificate that it signs itself: good for https in development, and for nobody else to trust.
 *
 * @throws TypeError for a host that is neither a name nor an IPv4 address
 * @example const { certificate, key } = await selfSignedCertificate({ hosts: ["localhost", "hello.local"] });
 * @see Mix.Tasks.Phx.Gen.Cert.certificate_and_key/3
 */
export async function selfSignedCertificate({
  hosts = ["localhost"],
  name = "Self-signed test certificate",
  from = new Date(),
}: CertificateOptions = {}): Promise<Certificate> {
  const { subtle } = crypto;
  const keys = await subtle.generateKey(
    { ...SIGNATURE, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ["sign", "verify"],
  );
  const publicKey = new Uint8Array(await subtle.exportKey("spki", keys.publicKey));
  const keyId = new Uint8Array(await subtle.digest("SHA-1", publicKey));
  const algorithm = sequence(oid("1.2.840.113549.1.1.11"), der(0x05));
  const subject = sequence(
    attribute("2.5.4.10", "Fledge"),
    attribute("2.5.4.11", "Development"),
    attribute("2.5.4.3", name),
  );
  const signed = sequence(
    // Version 3, the one with extensions.
    der(0xa0, integer(new Uint8Array([2]))),
    integer(serialNumber()),
    algorithm,
    subject,
    sequence(time(from), time(new Date(from.getTime() + YEAR))),
    subject,
    publicKey,
    der(0xa3, sequence(...extensions(hosts, keyId))),
  );
  const signature = new Uint8Array(await subtle.sign(SIGNATURE, keys.privateKey, signed));
  return {
    certificate: pem("CERTIFICATE", sequence(signed, algorithm, bitString(signature))),
    key: pem("PRIVATE KEY", new Uint8Array(await subtle.exportKey("pkcs8", keys.privateKey))),
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

function extensions(hosts: readonly string[], keyId: Bytes): Bytes[] {
  return [
    extension("2.5.29.19", sequence(), true), // not an authority: it vouches for no other certificate
    extension("2.5.29.15", der(0x03, new Uint8Array([5, 0b1010_0000])), true), // signs, and enciphers keys
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"))), // for servers
    extension("2.5.29.14", der(0x04, keyId)),
    extension("2.5.29.35", sequence(der(0x80, keyId))),
    extension("2.5.29.17", sequence(...hosts.map(alternativeName))),
  ];
}

function extension(id: string, value: Bytes, critical = false): Bytes {
  return sequence(oid(id), ...(critical ? [der(0x01, new Uint8Array([0xff]))] : []), der(0x04, value));
}

function alternativeName(host: string): Bytes {
  if (/^\d+(\.\d+){3}$/.test(host)) {
    const parts = host.split(".").map(Number);
    if (parts.every((part) => part < 256)) return der(0x87, new Uint8Array(parts));
  } else if (/^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(host)) {
    return der(0x82, utf8(host));
  }
  throw new TypeError(
    `a certificate is for host names such as hello.local, or IPv4 addresses; got ${JSON.stringify(host)}`,
  );
}

/** One part of a distinguished name. */
function attribute(id: string, value: string): Bytes {
  return der(0x31, sequence(oid(id), der(0x0c, utf8(value))));
}

/** Sixteen random bytes that read as a positive number. */
function serialNumber(): Bytes {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes;
}

/** Years up to 2049 are written with two digits, later ones with four. */
function time(date: Date): Bytes {
  const text = date.toISOString().replace(/\.\d+|[-:T]/g, "");
  return date.getUTCFullYear() < 2050 ? der(0x17, utf8(text.slice(2))) : der(0x18, utf8(text));
}

function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(0x06, new Uint8Array(bytes));
}

const integer = (bytes: Bytes) => der(0x02, bytes);
const bitString = (bytes: Bytes) => der(0x03, concat([new Uint8Array([0]), bytes]));
const sequence = (...items: Bytes[]) => der(0x30, ...items);
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** A value in DER: its tag, its length, its contents. */
function der(tag: number, ...items: Bytes[]): Bytes {
  const contents = concat(items);
  const { length } = contents;
  const digits: number[] = [];
  for (let left = length; left > 0; left >>>= 8) digits.unshift(left & 0xff);
  const size = length < 0x80 ? [length] : [0x80 | digits.length, ...digits];
  return concat([new Uint8Array([tag, ...size]), contents]);
}

function concat(parts: Bytes[]): Bytes {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function pem(label: string, bytes: Bytes): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;
}
