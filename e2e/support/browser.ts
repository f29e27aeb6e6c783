import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless Chromium with a fresh profile. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium was found. Install one, or set CHROMIUM_PATH; `npm test` does it by itself.",
    );
  }
  return chromium.launch({ executablePath, headless: true, args });
}

/** A page whose errors are kept, so that a test can say that there were none. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Uncaught exceptions and `console.error` of the page and its frames, in order. */
  errors: string[];
}

/** Opens a page in a context of its own (own cookies, own service workers). */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  // Machines that run tests may be busy with more than that.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  return { page, context, errors };
}
