import { expect, test } from "vitest";
import { config, mergeConfig } from "./config.ts";

test("config() gives back what it was given and refuses anything else", () => {
  const values = { endpoint: { port: 4000 } };
  expect(config(values)).toBe(values);
  expect(() => config([] as never)).toThrow(TypeError);
  expect(() => config(undefined as never)).toThrow(/takes an object/);
});

test("later configurations win, key by key", () => {
  const base = { endpoint: { url: { host: "localhost" }, http: { port: 4000 } }, repo: { url: "a" } };
  const over = { endpoint: { http: { ip: "::" } }, repo: { url: "b" }, own: 1 };
  expect(mergeConfig(base, {}, over)).toEqual({
    endpoint: { url: { host: "localhost" }, http: { port: 4000, ip: "::" } },
    repo: { url: "b" },
    own: 1,
  });
  expect(base.repo.url).toBe("a");
});

test("lists, functions, class instances and null replace; undefined does not", () => {
  const pattern = /x/;
  const merged = mergeConfig(
    { endpoint: { list: [1, 2], a: { b: 1 }, keep: 1 }, logger: { level: "debug" } },
    { endpoint: { list: [3], a: pattern, keep: undefined }, logger: undefined },
    { endpoint: { c: null } },
  );
  expect(merged).toEqual({
    endpoint: { list: [3], a: pattern, keep: 1, c: null },
    logger: { level: "debug" },
  });
  expect((merged.endpoint as { a: unknown }).a).toBe(pattern);
});

test("the result shares no object with what it was made from", () => {
  const base = { endpoint: { http: { port: 1 } } };
  const merged = mergeConfig(base) as typeof base;
  merged.endpoint.http.port = 2;
  expect(base.endpoint.http.port).toBe(1);
});

test("a key named __proto__ does not reach the prototype", () => {
  const merged = mergeConfig({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect((merged as { polluted?: boolean }).polluted).toBeUndefined();
});
