import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importPackage } from "./packages.ts";

let root: string;

beforeAll(() => {
  const top = mkdtempSync(join(tmpdir(), "fledge-packages-"));
  root = join(top, "apps/hello");
  const files: Record<string, string> = {
    "apps/hello/package.json": "{}",
    "apps/hello/node_modules/plain/package.json": '{"main": "main.js"}',
    "apps/hello/node_modules/plain/main.js": "exports.from = 'plain main';",
    "apps/hello/node_modules/plain/lib/part.js": "exports.from = 'plain part';",
    "node_modules/@up/above/package.json": JSON.stringify({
      type: "module",
      exports: {
        ".": {
          browser: "./browser.js",
          import: { types: "./x.d.ts", default: "./node.js" },
          require: "./x.cjs",
        },
        "./parts/*": "./src/*.js",
        "./parts/special-*": "./special/*.js",
        "./closed/*": null,
      },
    }),
    "node_modules/@up/above/node.js": "export const from = 'above';",
    "node_modules/@up/above/src/one.js": "export const from = 'one';",
    "node_modules/@up/above/special/two.js": "export const from = 'special two';",
    "node_modules/sugar/package.json":
      '{"type": "module", "exports": {"node": "./n.js", "default": "./d.js"}}',
    "node_modules/sugar/n.js": "export const from = 'sugar';",
  };
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), contents);
  }
});

afterAll(() => rmSync(dirname(dirname(root)), { recursive: true, force: true }));

test.each([
  ["plain", "plain main"],
  ["plain/lib/part", "plain part"],
  ["@up/above", "above"],
  ["@up/above/parts/one", "one"],
  ["@up/above/parts/special-two", "special two"],
  ["sugar", "sugar"],
])("loads %s", async (specifier, from) => {
  expect(await importPackage(specifier, root)).toMatchObject({ from });
});

test.each([
  ["absent", /"absent" is not installed; add it with: npm install absent/],
  ["@up/absent/part", /npm install @up\/absent$/],
  ["@up/above/other", /"@up\/above" has no entry "\.\/other"/],
  ["@up/above/closed/one", /no entry/],
  ["plain/none", /no entry/],
])("says what to do about %s", async (specifier, message) => {
  await expect(async () => importPackage(specifier, root)).rejects.toThrow(message);
});

test("loads this engine's own modules and those of Node", async () => {
  const { application } = await import("../../application/index.ts");
  expect(await importPackage("fledge/application", root)).toMatchObject({ application });
  expect(await importPackage("node:path", root)).toMatchObject({ join });
});
