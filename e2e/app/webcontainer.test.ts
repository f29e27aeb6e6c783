// Guides on the WebContainer runtime: over the local stand-in, and where the service cannot be reached.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveContainers } from "../../sandboxes/runtime/webcontainer/stand_in/server.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import { preview, runChecks, started } from "./support.ts";

let site: SiteServer;
let browser: Browser;

beforeAll(async () => {
  site = await startServer();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** A script that puts the stand-in in the place of `@webcontainer/api`. */
async function standInScript(url: string): Promise<string> {
  const client = fileURLToPath(
    new URL("../../sandboxes/runtime/webcontainer/stand_in/client.ts", import.meta.url),
  );
  const { outputFiles } = await build({
    stdin: {
      contents: `import { standIn } from ${JSON.stringify(client)}; globalThis.fledgeContainers = standIn(${JSON.stringify(url)});`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    format: "iife",
    write: false,
  });
  return outputFiles[0]!.text;
}

test("a guide runs in a container: install and server in the terminal, edits, checks and preview", {
  timeout: 300_000,
}, async () => {
  const containers = await serveContainers();
  try {
    const { page } = await openPage(browser);
    await page.addInitScript(await standInScript(containers.url));
    await page.goto(`${site.url}/guides/request-life-cycle?runtime=webcontainer&path=/`);
    await page.waitForURL("**/webcontainer/guides/request-life-cycle**");
    expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
    await page.locator("button:enabled", { hasText: /^Run checks$/ }).waitFor({ timeout: 240_000 });

    const terminal = page.getByRole("region", { name: "Terminal" });
    await expect.poll(() => terminal.textContent(), { timeout: 10_000 }).toMatch(/added \d+ packages/);
    expect(await terminal.textContent()).toContain("Running HelloWeb.Endpoint");
    await preview(page).getByRole("heading", { level: 1 }).waitFor();

    const before = await runChecks(page);
    expect(before.some((name) => name.startsWith("failed"))).toBe(true);
    await page.getByRole("button", { name: "Solve" }).click();
    await started(page);
    const after = await runChecks(page);
    expect(after.length).toBeGreaterThan(0);
    expect(after.every((name) => name.startsWith("passed"))).toBe(true);
  } finally {
    await containers.close();
  }
});

test("where the service cannot be reached the embedded runtime runs the guide, and the page says so", async () => {
  const { page } = await openPage(browser);
  await page.route("https://stackblitz.com/**", (route) => route.abort());
  await page.goto(`${site.url}/webcontainer/guides/request-life-cycle?path=/`);
  await started(page);
  await page.getByText(/could not be reached.*The embedded runtime runs the project instead/).waitFor();
  await preview(page).getByRole("heading", { level: 1 }).waitFor();
});
