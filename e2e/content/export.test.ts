// For each guide: what Export gives at its end installs, type-checks, passes its tests and serves its pages on Node.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GuideData } from "../../content/guide_data.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import {
  childEnvironment,
  freePort,
  type SiteServer,
  startServer,
  stopGroup,
  waitUntilUp,
} from "../support/server.ts";
import { builtGuides, run } from "./support.ts";

let server: SiteServer;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "fledge-export-"));

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

for (const guide of builtGuides()) {
  test(`${guide.title} runs on Node`, { timeout: 300_000 }, async () => {
    const root = await exportLastStep(guide);
    const npm = (...args: string[]) => run("npm", args, { cwd: root });

    const installed = await npm("install", "--prefer-offline", "--no-audit", "--no-fund");
    expect(installed.code, installed.output).toBe(0);
    const tested = await npm("test");
    expect(tested.code, tested.output).toBe(0);
    const types = await run("npx", ["tsc", "--noEmit"], { cwd: root });
    expect(types.code, types.output).toBe(0);

    for (const command of guide.setup.concat(guide.steps.flatMap((step) => step.commands))) {
      const ran = await run("npx", ["fledge", ...command], { cwd: root });
      expect(ran.code, ran.output).toBe(0);
    }
    const pages = guide.steps.flatMap(({ path, status = 200 }) => (path ? [[path, status] as const] : []));
    await fetchPages(root, new Map([["/", 200], ...pages]));
  });
}

/** Solves the last step in the app, exports, and unpacks; gives the project's folder. */
async function exportLastStep(guide: GuideData): Promise<string> {
  const { page, context } = await openPage(browser, { acceptDownloads: true });
  await page.goto(`${server.url}/guides/${guide.slug}?step=${guide.steps.length}`);
  await page.locator('button:enabled:text-is("Solve")').click({ timeout: 45_000 });
  await page.locator('button:enabled:text-is("Run checks")').waitFor({ timeout: 45_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ]);
  const zip = readFileSync(await download.path());
  await context.close();

  const target = join(folder, guide.slug);
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    if (path.endsWith("/")) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), bytes);
  }
  return join(target, guide.project.name);
}

/** Boots the project with `npm run dev` and asks for each page, which must answer with its status. */
async function fetchPages(root: string, pages: Map<string, number>): Promise<void> {
  const port = await freePort();
  const child = spawn("npm", ["run", "dev"], {
    cwd: root,
    env: childEnvironment({ PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  try {
    const origin = `http://localhost:${port}`;
    await waitUntilUp(origin, child, 60_000);
    for (const [path, status] of pages) {
      const response = await fetch(origin + path);
      const body = await response.text();
      // A page that the guide closes to visitors later on answers 403, and that is right.
      expect([status, 403], `${path} answers ${response.status}\n${body.slice(0, 500)}\n${output}`).toContain(
        response.status,
      );
      expect(body).not.toBe("");
    }
  } finally {
    await stopGroup(child);
  }
}
