import type { FrameLocator, Page } from "playwright-core";

/** Waits until the sandbox has started. */
export async function started(page: Page): Promise<void> {
  await page.locator("button:enabled", { hasText: /^Run checks$/ }).waitFor({ timeout: 45_000 });
}

/** Opens a guide and waits until its sandbox has started. */
export async function openGuide(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await started(page);
}

/** The page inside the preview. */
export function preview(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Preview"]');
}

/** Puts the cursor into the editor at the start of the file that is open. */
export async function focusEditor(page: Page): Promise<void> {
  const editor = page.getByRole("region", { name: "Editor" });
  await editor.locator(".view-line").first().waitFor({ timeout: 30_000 });
  await editor.getByRole("textbox").first().focus();
  await page.keyboard.press("Control+Home");
}

/** Writes text into the editor at the cursor, as a paste does: nothing is closed or indented on its own. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.insertText(text);
}

/** Puts text in the place of all that the open file has. */
export async function write(page: Page, text: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("Control+a");
  await type(page, text);
}

/** Opens a page in the preview by its address. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.getByLabel("Address").fill(path);
  await page.getByLabel("Address").press("Enter");
}

/** Types a line into the terminal. */
export async function commandLine(page: Page, line: string): Promise<void> {
  await page.getByRole("region", { name: "Terminal" }).getByRole("textbox").focus();
  await page.keyboard.type(`${line}\n`);
}

/** Opens a file by the tree, folder by folder. */
export async function openFile(page: Page, path: string): Promise<void> {
  const files = page.getByRole("region", { name: "Files" });
  const parts = path.split("/");
  for (let i = 1; i < parts.length; i++) {
    const folder = files.locator(`[data-path="${parts.slice(0, i).join("/")}"]`);
    if ((await folder.getAttribute("aria-expanded")) === "false") await folder.click();
  }
  await files.locator(`[data-path="${path}"]`).click();
}

/** Runs the step's checks and gives the accessible names of their outcomes. */
export async function runChecks(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: "Run checks" }).click();
  await started(page);
  const items = page.getByRole("region", { name: "Checks" }).getByRole("listitem");
  await items.first().waitFor();
  return items.evaluateAll((all) => all.map((item) => item.getAttribute("aria-label") ?? ""));
}
