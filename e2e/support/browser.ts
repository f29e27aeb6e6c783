import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where a system Chromium usually is, tried in order when Playwright has none of its own. */
const systemBrowsers = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Finds the browser to test with: `CHROMIUM_PATH`, Playwright's own, or the system's. Throws when there is none. */
export function browserPath(): string {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...systemBrowsers];
  const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found === undefined) {
    throw new Error(
      "No Chromium found. Install one, or run `npx playwright-core install chromium`, or set CHROMIUM_PATH.",
    );
  }
  return found;
}

/** Starts a headless Chromium with a fresh profile. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), headless: true, args });
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
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  return { page, context, errors };
}
