import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startWatchers } from "./watchers.ts";

let root: string;
let stop = (): void => {};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "fledge-watchers-"));
});
afterEach(() => {
  stop();
  rmSync(root, { recursive: true, force: true });
});

test("runs a program in its folder, with its environment, until it is stopped", async () => {
  mkdirSync(join(root, "assets"));
  const script =
    'require("node:fs").writeFileSync("started.txt", process.env.WORD + " " + process.pid); setInterval(() => {}, 1000)';
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  stop = startWatchers(
    { [process.execPath]: ["-e", script, { cd: "assets", env: { WORD: "hello" } }] },
    { root, report },
  );
  const written = join(root, "assets/started.txt");
  await expect
    .poll(() => existsSync(written) && readFileSync(written, "utf8"), { timeout: 10_000 })
    .toMatch(/^hello \d+$/);
  const pid = Number(readFileSync(written, "utf8").split(" ")[1]);
  stop();
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  expect(reports.join()).toBe("");
});

test("reports what ends with an error, and starts it again", async () => {
  const log = join(root, "log.txt");
  writeFileSync(log, "");
  const script = `require("node:fs").appendFileSync(${JSON.stringify(log)}, "x"); process.exit(3)`;
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  stop = startWatchers({ [process.execPath]: ["-e", script] }, { root, report, restartAfter: 10 });
  await expect.poll(() => readFileSync(log, "utf8").length, { timeout: 10_000 }).toBeGreaterThan(1);
  stop();
  expect(reports.join()).toMatch(/the watcher .* has ended with 3; it is started again/);
});

test("reports a program that is not there", async () => {
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  stop = startWatchers({ "no-such-program": [] }, { root, report, restartAfter: 60_000 });
  await expect
    .poll(() => reports.join())
    .toMatch(/no-such-program cannot be started.*Is the program installed/);
});

test("functions run until the signal, and again when they fail", async () => {
  const reports: string[] = [];
  const report = (message: string) => void reports.push(message);
  let runs = 0;
  let ended = false;
  stop = startWatchers(
    {
      css: async ({ root: given, signal }) => {
        expect(given).toBe(root);
        if (++runs === 1) throw new Error("expected");
        signal.addEventListener("abort", () => {
          ended = true;
        });
      },
    },
    { root, report, restartAfter: 5 },
  );
  await expect.poll(() => runs).toBe(2);
  expect(reports.join()).toContain("the watcher css has failed: Error: expected");
  stop();
  expect(ended).toBe(true);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
