import type { Env } from "../config/config.ts";
import type { EndpointConfig, UrlConfig } from "./config.ts";

type Check = (value: unknown) => boolean;

const isObject: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const isText: Check = (value) => typeof value === "string" && value !== "";
const isPort: Check = (value) => /^\d+$/.test(String(value));
const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isListener: Check = (value) => value === false || isObject(value);

const isCipherSuite: Check = (value) => value === "strong" || value === "compatible";

/** What each key must be, by its path. */
const RULES: readonly [path: string, check: Check, expected: string][] = [
  ["http", isListener, "an object with port and ip, or false"],
  ["https", isListener, "an object with port, keyfile and certfile, or false"],
  ["https.cipherSuite", isCipherSuite, '"strong" or "compatible"'],
  ["server", isBoolean, "true or false"],
  ["logAccessUrl", isBoolean, "true or false"],
  ["forceWatchers", isBoolean, "true or false"],
  ["watchers", isObject, 'an object such as { npx: ["esbuild", "--watch"] }'],
  [
    "adapter",
    (value) => typeof (value as { start?: unknown } | null)?.start === "function",
    "a ServerAdapter",
  ],
  ["drainer", isListener, "an object such as { shutdown: 5000 }, or false"],
  ["drainer.shutdown", isCount, "a number of milliseconds"],
  ["maxUrlLength", isCount, "a number of characters"],
  ["debugErrors", isBoolean, "true or false"],
  ["codeReloader", isBoolean, "true or false"],
  ["cacheStaticManifest", isText, "the path of a file"],
  ["cacheStaticManifestLatest", isObject, 'an object such as { "app.css": "app-1a2b.css" }'],
  ["cacheManifestSkipVsn", isBoolean, "true or false"],
  ["renderErrors", isObject, "an object such as { formats: { html: ErrorHTML } }"],
  ["renderErrors.formats", isObject, "an object such as { html: ErrorHTML }"],
  ["renderErrors.log", (value) => value === false || isText(value), "a level of the log, or false"],
];

/**
 * Checks the endpoint's config.
 *
 * @throws TypeError that names the key and what it should be
 */
export function checkConfig(config: Record<string, unknown>, env: Env): EndpointConfig {
  const checked = config as EndpointConfig;
  const { secretKeyBase } = checked;
  if (secretKeyBase !== undefined && (typeof secretKeyBase !== "string" || secretKeyBase.length < 64)) {
    throw new TypeError(
      "endpoint.secretKeyBase in the config must be a string of at least 64 characters. Make one with `fledge gen.secret`",
    );
  }
  checkUrl("url", checked.url);
  checkUrl("staticUrl", checked.staticUrl);
  for (const [path, check, expected] of RULES) {
    const value = valueAt(config, path);
    if (value !== undefined && !check(value)) throw refused(path, expected, value);
  }
  for (const [name, watcher] of Object.entries(checked.watchers ?? {})) {
    if (!Array.isArray(watcher) && typeof watcher !== "function") {
      throw refused(`watchers.${name}`, "a list of arguments or a function", watcher);
    }
  }
  if (env === "prod" && checked.debugErrors === true) {
    throw new TypeError(
      "endpoint.debugErrors is true in production: it would show source code to visitors. Remove it from the config",
    );
  }
  return checked;
}

function checkUrl(key: string, url: UrlConfig | undefined): void {
  if (url === undefined) return;
  if (!isObject(url)) throw refused(key, "an object with host, scheme, path and port", url);
  const { host, scheme, port, path } = url;
  if (host !== undefined && (!isText(host) || /[/:@?#\s]/.test(host.replace(/^\[[\da-f:.]+\]$/i, "")))) {
    throw refused(`${key}.host`, "the name of a host alone, such as example.com", host);
  }
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
    throw refused(`${key}.scheme`, '"http" or "https"', scheme);
  }
  if (port !== undefined && !isPort(port)) throw refused(`${key}.port`, "a number", port);
  if (path !== undefined && (!isText(path) || !path.startsWith("/"))) {
    throw new TypeError(
      `endpoint.${key}.path in the config must begin with a slash, got ${JSON.stringify(path)}`,
    );
  }
}

function valueAt(config: Record<string, unknown>, path: string): unknown {
  let value: unknown = config;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function refused(path: string, expected: string, value: unknown): TypeError {
  return new TypeError(
    `endpoint.${path} in the config must be ${expected}, got ${JSON.stringify(value) ?? typeof value}`,
  );
}
