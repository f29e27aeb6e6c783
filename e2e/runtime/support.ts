import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { expect, type TestOptions, test } from "vitest";
import { newProject } from "../../engine/src/generators/new_project.ts";
import { buildPreview } from "../../sandboxes/build/preview.mjs";
import { finishApp } from "../../sandboxes/build_app.mjs";
import { type ContractCase, contractNames, type sandboxContract } from "../../sandboxes/runtime/contract.ts";
import type { bootEmbedded } from "../../sandboxes/runtime/embedded/index.ts";
import type {
  Project,
  ProjectFiles,
  Sandbox,
  SandboxError,
  SandboxEvent,
} from "../../sandboxes/runtime/sandbox.ts";
import type { bootWebContainer } from "../../sandboxes/runtime/webcontainer/index.ts";
import type { standIn } from "../../sandboxes/runtime/webcontainer/stand_in/client.ts";
import { serve } from "../../sandboxes/server.mjs";
import { launchBrowser } from "../support/browser.ts";

declare global {
  // What the harness's page offers to tests.
  interface Window {
    bootEmbedded: typeof bootEmbedded;
    bootWebContainer: typeof bootWebContainer;
    standIn: typeof standIn;
    sandboxContract: typeof sandboxContract;
    contract: ContractCase[];
    sandbox: Sandbox;
    events: SandboxEvent[];
  }
}

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** A served harness page beside a preview origin. */
export interface Harness {
  browser: Browser;
  /** A new profile with the page open. */
  open(): Promise<{ context: BrowserContext; page: Page }>;
  port: number;
  /** Ends both servers, as a lost network would. */
  stopServing(): Promise<void>;
  close(): Promise<void>;
}

/** Builds and serves the harness; `appWorker` stands in for the application worker, `files` are served beside the page. */
export async function startHarness(options: {
  port: number;
  appWorker?: string;
  files?: Record<string, Uint8Array>;
}): Promise<Harness> {
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
  for (const [path, bytes] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), bytes);
  }
  finishApp(app);
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
    stopServing: stop,
    async close() {
      await browser.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Shows a path in a preview frame of the harness's page and waits until it is loaded. */
export async function show(page: Page, path: string): Promise<Frame> {
  await page.evaluate((path) => {
    document.querySelector("iframe[title=Preview]")?.remove();
    const frame = document.createElement("iframe");
    frame.title = "Preview";
    frame.src = window.sandbox.previewUrl(path);
    return new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
  }, path);
  return (await (await page.$("iframe[title=Preview]"))!.contentFrame())!;
}

/** The files that `fledge new hello` writes. */
export function helloFiles(): ProjectFiles {
  return newProject({ app: "hello", module: "Hello" });
}

/** Boots the embedded sandbox in the harness's page; `window.events` gathers what it tells. */
export async function boot(page: Page, project: Project): Promise<void> {
  await page.evaluate(async (project) => {
    window.events = [];
    window.sandbox = await window.bootEmbedded(project, (event) => window.events.push(event));
  }, project);
}

/** Writes a file of the project. */
export function write(page: Page, path: string, contents: string): Promise<{ error?: SandboxError }> {
  return page.evaluate((change) => window.sandbox.writeFiles([change]), { path, contents });
}

/** Runs `fledge <args>`. */
export function run(page: Page, ...args: string[]): Promise<{ code: number; output: string }> {
  return page.evaluate(async (args) => {
    let output = "";
    const write = (text: string) => {
      output += text;
    };
    const code = await window.sandbox.run(args, { columns: 80, write, question: async () => "" });
    return { code, output };
  }, args);
}

/** A test for each case of `window.contract`, which must have been made before the first runs. */
export function testContract(page: () => Page, options: TestOptions = {}): void {
  test.each(contractNames())("%s", options, async (name) => {
    const error = await page().evaluate(
      (name) =>
        window.contract
          .find((each) => each.name === name)!
          .run()
          .then(
            () => null,
            (error: Error) => error.message,
          ),
      name,
    );
    expect(error).toBeNull();
  });
}
