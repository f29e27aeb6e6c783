import { describe, expect, test } from "vitest";
import { Logger } from "../logger/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { StaticManifest } from "./static_manifest.ts";

const file = {
  latest: { "css/app.css": "css/app-1a2b.css", "favicon.ico": "favicon-9.ico" },
  digests: { "css/app-1a2b.css": { sha512: "AAAA" } },
};

describe("a manifest of digested files", () => {
  const fs = new MemoryFileSystem();
  fs.write("/hello/priv/static/cache_manifest.json", JSON.stringify(file));
  const manifest = StaticManifest.read(fs, "/hello/priv/static/cache_manifest.json", false)!;

  test.each([
    ["/css/app.css", "/css/app-1a2b.css?vsn=d"],
    ["/css/app.css#top", "/css/app-1a2b.css?vsn=d#top"],
    ["/css/other.css", "/css/other.css"],
    ["/constructor", "/constructor"],
  ])("%s → %s", (path, expected) => {
    expect(manifest.path(path)).toBe(expected);
  });

  test("without versions in the query", () => {
    expect(new StaticManifest(file, true).path("/css/app.css")).toBe("/css/app-1a2b.css");
  });

  test("integrity", () => {
    expect(manifest.integrity("/css/app.css")).toBe("sha512-AAAA");
    expect(manifest.integrity("/favicon.ico")).toBeUndefined();
    expect(manifest.integrity("/none.css")).toBeUndefined();
  });

  test("that is missing or broken leaves the files their names", () => {
    fs.write("/broken.json", "{");
    const messages: string[] = [];
    const before = Logger.configure({ handler: ({ message }) => messages.push(message) });
    expect(StaticManifest.read(fs, "/none.json", false)).toBeUndefined();
    expect(StaticManifest.read(fs, "/broken.json", false)).toBeUndefined();
    Logger.configure(before);
    expect(messages).toEqual([
      expect.stringContaining("Could not find static manifest at /none.json"),
      expect.stringContaining("/broken.json cannot be read"),
    ]);
  });
});
