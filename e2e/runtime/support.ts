import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildPreview } from "../../sandboxes/build/preview.mjs";
import { serve } from "../../sandboxes/server.mjs";
import { launchBrowser } from "../support/browser.ts";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** A served harness page beside a preview origin. */
export interface Harness {
  browser: Browser;
  /** A new profile with the page open. */
  open(): Promise<{ context: BrowserContext; page: Page }>;
  port: number;
  close(): Promise<void>;
}

/** Builds and serves the harness; `appWorker` stands in for the application worker. */
export async function startHarness(options: { port: number; appWorker?: string }): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), "fledge-harness-"));
  const app = join(folder, "app");
  const preview = join(folder, "preview");
  mkdirSync(app);
  await buildPreview({ output: preview, ...(options.appWorker && { appWorker: options.appWorker }) });
  await build({
    entryPoints: [join(fixtures, "harness.ts")],
    outfile: join(app, "harness.js"),
    bundle: true,
    format: "esm",
    conditions: ["fledge-source"],
  });
  writeFileSync(
    join(app, "index.html"),
    '<!doctype html><title>Harness</title><body><script type="module">import * as all from "./harness.js"; Object.assign(window, all);</script>',
  );
  const stop = await serve({ port: options.port, app, preview });
  const browser = await launchBrowser();
  return {
    browser,
    port: options.port,
    async open() {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`http://localhost:${options.port}/`);
      return { context, page };
    },
    async close() {
      await browser.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
