// A project that `fledge new` writes, run by the engine in the embedded sandbox.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newProject } from "../../engine/src/generators/new_project.ts";
import { type Harness, show, startHarness } from "./support.ts";

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ port: 4110 });
  ({ page } = await harness.open());
  page.on("console", (message) => console.log("PAGE", message.text()));
}, 120_000);
afterAll(() => harness.close());

test("boots and shows the welcome page", async () => {
  const files = newProject({
    app: "hello",
    module: "Hello",
    database: "pglite",
    ecto: false,
    html: true,
    assets: true,
  });
  const took = await page.evaluate(async (files) => {
    const started = performance.now();
    window.events = [];
    window.sandbox = await window.bootEmbedded({ name: "hello", files }, (event) =>
      window.events.push(event),
    );
    return performance.now() - started;
  }, files);
  console.log("boot", took, JSON.stringify(await page.evaluate(() => window.events), null, 1));
  const frame = await show(page, "/");
  console.log(await frame.content());
  expect(await frame.textContent("body")).toContain("Fledge");
});
