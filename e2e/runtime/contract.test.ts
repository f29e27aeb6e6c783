// The contract of sandboxes, on the embedded one.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newProject } from "../../engine/src/generators/new_project.ts";
import { contractNames } from "../../sandboxes/runtime/contract.ts";
import { type Harness, startHarness } from "./support.ts";

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ port: 4120 });
  ({ page } = await harness.open());
  const files = newProject({
    app: "hello",
    module: "Hello",
    database: "pglite",
    ecto: true,
    html: true,
    assets: true,
  });
  await page.evaluate((files) => {
    const project = { name: "hello", files, setup: [["ecto.create"]] };
    window.contract = window.sandboxContract(window.bootEmbedded, project);
  }, files);
}, 120_000);
afterAll(() => harness.close());

describe("the embedded sandbox", () => {
  test.each(contractNames())("%s", async (name) => {
    const error = await page.evaluate(
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
});
