// What surrounds a guide: the course map, links that lead nowhere, other browsers, other screens, a second tab, the export.
import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtGuides } from "../content/support.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import { focusEditor, openGuide, preview, started, type } from "./support.ts";

let server: SiteServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];
const guide = (query = "") => `${server.url}/guides/request-life-cycle${query}`;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  ({ page, context, errors } = await openPage(browser));
});
afterEach(() => context.close());

describe("the course map", () => {
  test("links to every guide that there is, and only to those", async () => {
    await page.goto(server.url);
    const main = page.getByRole("main");
    const links = await main
      .locator(".course-link[href^='/guides/']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(links.sort()).toEqual(
      builtGuides()
        .map(({ slug }) => `/guides/${slug}`)
        .sort(),
    );
    expect(await main.getByText("coming", { exact: true }).count()).toBeGreaterThan(20);
    expect(errors).toEqual([]);
  });

  test("shows how far one has come", async () => {
    await openGuide(page, guide("?step=1"));
    await page.getByRole("button", { name: "Solve" }).click();
    await started(page);
    await page.getByRole("button", { name: "Run checks" }).click();
    await page.getByRole("status").getByText("The step is done").waitFor({ state: "attached" });
    await page.getByRole("link", { name: "Fledge, all guides" }).click();
    await page.getByText(/^1 of \d+ done$/).waitFor();
  });

  test("an address without a page says so", async () => {
    const response = await page.goto(`${server.url}/guides/nowhere`);
    expect(response?.status()).toBe(404);
    await page.getByRole("heading", { name: "No page at this address" }).waitFor();
    await page.getByRole("link", { name: "The course map" }).click();
    await page.getByRole("heading", { name: "Learn Fledge by running it" }).waitFor();
  });
});

test("colours follow the system until they are chosen, and the choice stays", async () => {
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(server.url);
  expect(await theme()).toBe("dark");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("radio", { name: "Light" }).check();
  expect(await theme()).toBe("light");
  await page.reload();
  expect(await theme()).toBe("light");
  await page.getByRole("button", { name: "Settings" }).click();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("radio", { name: "Light" }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Settings");
});

test("on a phone the parts are tabs, nothing is wider than the screen, and a step can be done", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openGuide(page, guide("?step=1"));
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await region("Guide").isVisible()).toBe(true);
  expect(await region("Preview").isVisible()).toBe(false);
  expect(await wide()).toBe(false);
  await page.getByRole("button", { name: "Solve" }).click();
  await started(page);
  await page.getByRole("button", { name: "Run checks" }).click();
  await region("Guide")
    .getByText(/^All \d+ checks passed/)
    .waitFor();
  await page.getByRole("tab", { name: "Code", exact: true }).click();
  expect(await region("Editor").isVisible()).toBe(true);
  expect(await region("Checks").isVisible()).toBe(true);
  expect(await wide()).toBe(false);
  await page.getByRole("tab", { name: "Preview", exact: true }).click();
  await preview(page).getByText("Hello").first().waitFor();
  expect(await wide()).toBe(false);
});

test("a browser without service workers is told so, and can still read", async () => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined });
    // Absent, as in a private window of some browsers, and not merely undefined.
    delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
  });
  await page.goto(guide());
  const alert = page.getByRole("region", { name: "Preview" }).getByRole("alert");
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/service worker/i);
  expect(await page.getByRole("region", { name: "Guide" }).isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: "Run checks" }).isDisabled()).toBe(true);
});

test("asked for a WebContainer that cannot be reached, the embedded runtime takes over and says so", async () => {
  await page.route("https://**", (route) => route.abort());
  await page.goto(guide("?runtime=webcontainer&step=2"));
  await page.waitForURL("**/webcontainer/guides/request-life-cycle?step=2*");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await started(page);
  await page.getByRole("status").getByText("The embedded runtime runs the project instead.").waitFor();
  await page.getByRole("button", { name: "Settings" }).click();
  expect(await page.getByRole("radio", { name: /^WebContainer/ }).isChecked()).toBe(true);
  await page.getByRole("radio", { name: /^Embedded/ }).click();
  await page.waitForURL((url) => url.pathname === "/guides/request-life-cycle");
});

test("a second tab on a guide runs too, says which one keeps the work, and can take over", async () => {
  await openGuide(page, guide("?path=/"));
  const second = await context.newPage();
  await openGuide(second, guide("?path=/"));
  const notice = (on: Page) => on.getByRole("status").getByText("open in another tab");
  await notice(second).waitFor();
  for (const tab of [page, second]) await preview(tab).getByRole("heading", { level: 1 }).waitFor();
  await second.getByRole("button", { name: "Keep the work of this tab" }).click();
  await notice(second).waitFor({ state: "detached" });
  await notice(page).waitFor();
});

test("Export gives the project as it is in the editor, with the framework beside it", async () => {
  await openGuide(page, guide("?file=lib/hello_web/router.ts"));
  await focusEditor(page);
  await type(page, "// mine\n");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("hello.zip");
  const entries = unzipSync(new Uint8Array(readFileSync(await download.path())));
  expect(strFromU8(entries["hello/lib/hello_web/router.ts"]!)).toMatch(/^\/\/ mine\n/);
  const manifest = JSON.parse(strFromU8(entries["hello/package.json"]!));
  expect(manifest.dependencies.fledge).toBe("file:vendor/fledge-0.1.0.tgz");
  const vendored = entries["hello/vendor/fledge-0.1.0.tgz"]!;
  expect([...vendored.slice(0, 2)]).toEqual([0x1f, 0x8b]);
});
