// For each step of each guide, in the real app: the check fails where the step begins and passes once it is solved.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import { builtGuides } from "./support.ts";

let server: SiteServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

for (const guide of builtGuides()) {
  describe(guide.title, () => {
    for (const [index, step] of guide.steps.entries()) {
      test(`${index + 1}. ${step.title}`, { timeout: 90_000 }, async () => {
        const { page, context, errors } = await openPage(browser);
        try {
          await page.goto(`${server.url}/guides/${guide.slug}?step=${index + 1}`);
          await expectHeading(page, step.title);
          const before = await runChecks(page);
          expect(before.length, "checks that ran").toBeGreaterThan(0);
          expect(
            before.some((outcome) => outcome.startsWith("failed")),
            before.join("\n"),
          ).toBe(true);

          await page.getByRole("button", { name: "Solve" }).click();
          await enabled(page, "Run checks");
          const after = await runChecks(page);
          expect(after.filter((outcome) => !outcome.startsWith("passed"))).toEqual([]);
          expect(after.length).toBeGreaterThan(0);
          // The browser notes each answer of the application that is no page: where a step begins, its page does not exist yet.
          const own = (error: string) => !/a status of \d+/.test(error) || error.includes(`(${server.url}/`);
          expect(errors.filter(own)).toEqual([]);
        } finally {
          await context.close();
        }
      });
    }
  });
}

async function expectHeading(page: Page, title: string): Promise<void> {
  const guide = page.getByRole("region", { name: "Guide" });
  await guide.getByRole("heading", { name: title, exact: true }).waitFor();
}

async function enabled(page: Page, name: string): Promise<void> {
  await page.locator(`button:enabled:text-is("${name}")`).waitFor({ timeout: 45_000 });
}

/** Presses the button and gives the outcomes by their accessible names. */
async function runChecks(page: Page): Promise<string[]> {
  await enabled(page, "Run checks");
  await page.getByRole("button", { name: "Run checks" }).click();
  await enabled(page, "Run checks");
  const items = page.getByRole("region", { name: "Checks" }).getByRole("listitem");
  await items.first().waitFor({ timeout: 45_000 });
  return items.evaluateAll((all) =>
    all.map((item) => item.getAttribute("aria-label") ?? item.textContent ?? ""),
  );
}
