import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { exportProject, vendoredPackage } from "./export.ts";

const tarball = new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]);
const files = {
  "package.json": JSON.stringify({ name: "hello", dependencies: { fledge: "^0.1.0", pg: "8.23.1" } }),
  "README.md": "# Hello – grüß dich\n",
  "lib/hello_web/router.ts": "export {};\n",
  "priv/static/favicon.ico": new Uint8Array([0, 255, 1]),
};

describe("exportProject", () => {
  test("packs every file as it is, in one folder", () => {
    const entries = unzipSync(exportProject("hello", files, tarball));
    expect(Object.keys(entries).sort()).toEqual(
      [...Object.keys(files), vendoredPackage].map((path) => `hello/${path}`).sort(),
    );
    expect(strFromU8(entries["hello/README.md"]!)).toBe(files["README.md"]);
    expect(entries["hello/priv/static/favicon.ico"]).toEqual(files["priv/static/favicon.ico"]);
    expect(entries[`hello/${vendoredPackage}`]).toEqual(tarball);
  });

  test("the project depends on the package that comes along, and on nothing else than before", () => {
    const entries = unzipSync(exportProject("hello", files, tarball));
    const manifest = JSON.parse(strFromU8(entries["hello/package.json"]!));
    expect(manifest).toEqual({
      name: "hello",
      dependencies: { fledge: "file:vendor/fledge-0.1.0.tgz", pg: "8.23.1" },
    });
  });

  test.each([
    [{}, "has no package.json"],
    [{ "package.json": "{ name: }" }, "package.json is not valid JSON"],
  ])("says why %j cannot be exported", (broken, message) => {
    expect(() => exportProject("hello", broken, tarball)).toThrow(message);
  });
});
