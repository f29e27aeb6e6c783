// The contract of sandboxes, on the WebContainer one over the local stand-in: real Node processes in a temporary folder.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newProject } from "../../engine/src/generators/new_project.ts";
import { contractNames } from "../../sandboxes/runtime/contract.ts";
import { serveContainers } from "../../sandboxes/runtime/webcontainer/stand_in/server.ts";
import { type Harness, startHarness } from "./support.ts";

let harness: Harness;
let containers: Awaited<ReturnType<typeof serveContainers>>;
let page: Page;

beforeAll(async () => {
  const tarball = readFileSync(new URL("../../public/generated/fledge.tgz", import.meta.url));
  harness = await startHarness({ port: 4140, files: { "generated/fledge.tgz": tarball } });
  containers = await serveContainers();
  ({ page } = await harness.open());
  const files = newProject({
    app: "hello",
    module: "Hello",
    database: "pglite",
    ecto: true,
    html: true,
    assets: true,
  });
  await page.evaluate(
    ({ files, url }) => {
      window.fledgeContainers = window.standIn(url);
      const project = { name: "hello", files, setup: [["ecto.create"]] };
      window.contract = window.sandboxContract(window.bootWebContainer, project);
    },
    { files, url: containers.url },
  );
}, 120_000);
afterAll(async () => {
  await harness.close();
  await containers.close();
});

describe("the WebContainer sandbox", () => {
  test.each(contractNames())("%s", { timeout: 240_000 }, async (name) => {
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
