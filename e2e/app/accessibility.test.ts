// What a machine can tell of accessibility: axe finds nothing on the pages of the playground, in both themes and on a phone.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import { openGuide } from "./support.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server: SiteServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What axe has against the page, one line each: the rule and where it is broken. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(
    // The application in the preview is the learner's; Monaco draws text in its own way, for which it has a mode for screen readers.
    'axe.run({ exclude: [["iframe"], [".monaco-editor"]] }, { iframes: false })',
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}

const screens = [
  { name: "a desktop, light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "a desktop, dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "a phone, dark", colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const;

describe.each(screens)("on $name", ({ colorScheme, viewport }) => {
  test.each([
    ["the course map", "/"],
    ["the reference", "/reference"],
    ["a module of the reference", "/reference/router"],
    ["a page that is not there", "/nowhere"],
  ])("%s", async (_, path) => {
    const { page, context } = await openPage(browser, { colorScheme, viewport });
    await page.goto(server.url + path);
    await page.getByRole("main").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test("a guide, before and after its checks", async () => {
    const { page, context } = await openPage(browser, { colorScheme, viewport });
    await openGuide(page, `${server.url}/guides/request-life-cycle?step=1`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Run checks" }).click();
    await page
      .getByText(/\d+ failed/)
      .first()
      .waitFor({ state: "attached" });
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
