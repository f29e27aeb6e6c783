// The contract of sandboxes, on the embedded one.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { type Harness, helloFiles, startHarness, testContract } from "./support.ts";

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ port: 4120 });
  ({ page } = await harness.open());
  const files = helloFiles();
  await page.evaluate((files) => {
    const project = { name: "hello", files, setup: [["ecto.create"]] };
    window.contract = window.sandboxContract(window.bootEmbedded, project);
  }, files);
}, 120_000);
afterAll(() => harness.close());

describe("the embedded sandbox", () => {
  testContract(() => page);
});
