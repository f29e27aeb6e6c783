// The page of a guide, as a visitor uses it: real runtime, real content, real Chromium.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { builtGuides } from "../content/support.ts";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import { focusEditor, openFile, openGuide, preview, runChecks, started, type } from "./support.ts";

let server: SiteServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const guide = (query = "") => `${server.url}/guides/request-life-cycle${query}`;
const titles = builtGuides()
  .find(({ slug }) => slug === "request-life-cycle")!
  .steps.map(({ title }) => title);
const template = "lib/hello_web/controllers/page_html.tsx";

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  ({ page, context } = await openPage(browser));
});
afterEach(() => context.close());

describe("a visit", () => {
  test("every part is there under its name, and the application runs", async () => {
    await page.goto(guide("?path=/"));
    await page.getByRole("progressbar", { name: "Starting the sandbox" }).waitFor();
    await started(page);
    for (const name of ["Guide", "Files", "Editor", "Preview", "Terminal"]) {
      expect(await page.getByRole("region", { name, exact: true }).isVisible(), name).toBe(true);
    }
    for (const name of [
      "Run checks",
      "Solve",
      "Reset",
      "Export",
      "Previous step",
      "Next step",
      "Reload preview",
    ]) {
      expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(1);
    }
    await preview(page).getByRole("heading", { level: 1 }).waitFor();
    expect(await page.getByLabel("Address").inputValue()).toBe("/");
  });

  test("a link opens at its place, and the address follows", async () => {
    await openGuide(page, guide("?step=2&file=lib/hello_web/endpoint.ts&path=/?a=1"));
    await page.getByRole("heading", { level: 2, name: titles[1]! }).waitFor();
    await page.getByRole("tab", { name: "endpoint.ts", selected: true }).waitFor();
    expect(await page.getByLabel("Address").inputValue()).toBe("/?a=1");

    await openFile(page, "package.json");
    await page.getByLabel("Address").fill("/nowhere");
    await page.getByLabel("Address").press("Enter");
    await preview(page).getByText("no route found for GET /nowhere").first().waitFor();
    await page.getByRole("button", { name: "Next step" }).click();
    await page.getByRole("heading", { level: 2, name: titles[2]! }).waitFor();
    expect(page.url()).toContain("step=3");
    await page.goBack();
    await page.getByRole("heading", { level: 2, name: titles[1]! }).waitFor();
  });

  test("back, forward and reload move the preview", async () => {
    await openGuide(page, guide("?path=/"));
    const heading = preview(page).getByRole("heading", { level: 1 });
    await heading.waitFor();
    const first = (await heading.textContent())!;
    await page.getByLabel("Address").fill("nowhere");
    await page.getByLabel("Address").press("Enter");
    await preview(page).getByText("no route found").first().waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    await preview(page).getByText(first).waitFor();
    await page.getByRole("button", { name: "Forward" }).click();
    await preview(page).getByText("no route found").first().waitFor();
    await page.getByRole("button", { name: "Reload preview" }).click();
    await preview(page).getByText("no route found").first().waitFor();
  });
});

describe("editing", () => {
  test("an edit is in the preview, a mistake is shown with its line, and nothing is lost by loading again", async () => {
    await openGuide(page, guide(`?file=${template}&path=/`));
    await preview(page).getByRole("heading", { level: 1 }).waitFor();
    await focusEditor(page);
    await page.keyboard.press("Control+h");
    await page.keyboard.press("Escape");
    await type(page, "// the first line\nconst broken = = 1;\n");
    const strip = page.getByRole("region", { name: "Editor" }).getByRole("button", { name: `${template}:2` });
    await strip.waitFor();
    await preview(page).getByText(`${template}:2`).first().waitFor();

    await openFile(page, "package.json");
    await strip.click();
    await page.getByRole("tab", { name: "page_html.tsx", selected: true }).waitFor();
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Control+Shift+K");
    await strip.waitFor({ state: "detached" });
    await preview(page).getByRole("heading", { level: 1 }).waitFor();

    await page.reload();
    await started(page);
    await page.getByText("// the first line").first().waitFor();
  });

  test("a path that no route has is underlined, and no longer once the router has it", async () => {
    await openGuide(page, guide("?file=lib/hello_web/controllers/page_controller.ts"));
    await focusEditor(page);
    await page.keyboard.press("Control+End");
    await type(
      page,
      '\nimport { path } from "../../hello_web.ts";\nexport const away = () => path("/away");\n',
    );
    const files = page.getByRole("region", { name: "Files" });
    const row = files.locator('[data-path="lib/hello_web/controllers/page_controller.ts"]');
    await row.getByText("problem").waitFor({ timeout: 20_000 });

    await openFile(page, "lib/hello_web/router.ts");
    await focusEditor(page);
    await page.keyboard.press("Control+End");
    await type(page, 'router.get("/away", PageController, "home");\n');
    await row.getByText("problem").waitFor({ state: "detached", timeout: 20_000 });
  });

  test("files are made, renamed and deleted, and a deletion can be undone", async () => {
    await openGuide(page, guide());
    const files = page.getByRole("region", { name: "Files" });
    await files.getByRole("button", { name: "New file" }).click();
    await files.getByLabel("Path of the new file").fill("lib/hello/../x.ts");
    await page.keyboard.press("Enter");
    expect(await files.getByRole("alert").textContent()).toContain("no empty");
    await files.getByLabel("Path of the new file").fill("lib/hello/greeting.ts");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "greeting.ts", selected: true }).waitFor();

    await files.getByRole("button", { name: "Rename file" }).click();
    await files.getByLabel("New path").fill("lib/hello/farewell.ts");
    await page.keyboard.press("Enter");
    const row = files.getByRole("treeitem", { name: "farewell.ts" });
    await row.waitFor();
    expect(await files.getByRole("treeitem", { name: "greeting.ts" }).count()).toBe(0);

    await row.focus();
    await page.keyboard.press("Delete");
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
  });

  test("Escape and Tab lead out of the editor", async () => {
    await openGuide(page, guide());
    await focusEditor(page);
    const inEditor = () => page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null);
    await page.keyboard.press("Tab");
    expect(await inEditor()).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await expect.poll(inEditor).toBe(false);
  });
});

describe("steps", () => {
  test("a check fails, Solve makes it pass, Reset makes it fail, and Undo brings the work back", async () => {
    await openGuide(page, guide("?step=1"));
    const before = await runChecks(page);
    expect(before.some((outcome) => outcome.startsWith("failed"))).toBe(true);

    await page.getByRole("button", { name: "Solve" }).click();
    await started(page);
    await preview(page).getByText("Hello").first().waitFor();
    const after = await runChecks(page);
    expect(after.every((outcome) => outcome.startsWith("passed"))).toBe(true);
    await page.getByRole("button", { name: /^Step 1 of \d+: .*, done$/ }).waitFor();
    await page.getByRole("status").getByText("The step is done").waitFor({ state: "attached" });

    await page.getByRole("button", { name: "Reset" }).click();
    await started(page);
    expect((await runChecks(page)).some((outcome) => outcome.startsWith("failed"))).toBe(true);
    await page.getByRole("button", { name: "Undo" }).click();
    await started(page);
    expect((await runChecks(page)).every((outcome) => outcome.startsWith("passed"))).toBe(true);
  });

  test("focus goes to the heading of the next step", async () => {
    await openGuide(page, guide("?step=1"));
    await page.getByRole("button", { name: "Next step" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(titles[1]!);
  });
});

describe("the terminal", () => {
  test("runs the project's commands", async () => {
    await openGuide(page, guide());
    const terminal = page.getByRole("region", { name: "Terminal" });
    await terminal.getByRole("textbox").focus();
    await page.keyboard.type("fledge routes\n");
    await terminal.getByText("PageController").first().waitFor();
    await page.keyboard.press("Tab");
    const left = await page.evaluate(() => document.activeElement?.closest(".xterm") === null);
    expect(left).toBe(true);
  });
});
