// `npm test`: does its own set-up, runs every check there is, and ends with one line that counts them.
// `npm test -- engine` runs only the parts that are named.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureChromium } from "./chromium.mjs";
import { install, root, run } from "./lib.mjs";

const reports = mkdtempSync(join(tmpdir(), "fledge-test-"));
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function count(name, { passed, failed, skipped = 0 }) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  if (failed > 0) failures.push(`${name}: ${failed} failed`);
}

/** A command that passes or fails as a whole: the linter, the type checker. */
async function check(name, args, options) {
  console.log(`\n${name}`);
  const code = await run(process.execPath, args, options);
  count(name, code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
}

/** A Vitest run, counted test by test. */
async function vitest(name, folder, args = []) {
  console.log(`\n${name}`);
  const report = join(reports, `${name.replace(/\W+/g, "_")}.json`);
  const bin = join(root, "node_modules", "vitest", "vitest.mjs");
  const code = await run(
    process.execPath,
    [bin, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    { cwd: join(root, folder), env: { ...process.env, CHROMIUM_PATH: chromium ?? "" } },
  );
  try {
    const result = JSON.parse(readFileSync(report, "utf8"));
    // A file that could not be loaded has no tests, and still is a failure.
    const broken = result.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    count(name, {
      passed: result.numPassedTests,
      failed: result.numFailedTests + broken.length,
      skipped: result.numPendingTests + result.numTodoTests,
    });
    if (code !== 0 && result.numFailedTests + broken.length === 0) count(name, { passed: 0, failed: 1 });
  } catch {
    count(name, { passed: 0, failed: 1 });
  }
}

let chromium;
const parts = {
  async lint() {
    await check("Format and lint", ["node_modules/@biomejs/biome/bin/biome", "ci", "."]);
  },
  async types() {
    await check("Types of the framework", ["node_modules/typescript/bin/tsc", "-p", "engine"]);
    await check("Types of the playground", ["node_modules/typescript/bin/tsc", "-p", "."]);
  },
  async engine() {
    await vitest("Framework", "engine");
  },
  async playground() {
    await vitest("Playground", ".", ["--config", "vitest.config.ts"]);
  },
  async e2e() {
    chromium = await ensureChromium();
    await vitest("Playground in Chromium", "e2e");
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part named ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}

await install();
// The type check of the playground and the browser tests need what the build generates.
if (wanted.length === 0 || wanted.some((name) => name !== "lint")) await build();
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[name]();

if (failures.length > 0) console.error(`\n${failures.join("\n")}`);
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`,
);
process.exit(totals.failed > 0 ? 1 : 0);
