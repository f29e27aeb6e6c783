// The contract of sandboxes, on the WebContainer one over the local stand-in: real Node processes in a temporary folder.
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { serveContainers } from "../../sandboxes/runtime/webcontainer/stand_in/server.ts";
import { type Harness, helloFiles, startHarness, testContract } from "./support.ts";

let harness: Harness;
let containers: Awaited<ReturnType<typeof serveContainers>>;
let page: Page;

beforeAll(async () => {
  const tarball = readFileSync(new URL("../../public/generated/fledge.tgz", import.meta.url));
  harness = await startHarness({ port: 4140, files: { "generated/fledge.tgz": tarball } });
  containers = await serveContainers();
  ({ page } = await harness.open());
  const files = helloFiles();
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
  testContract(() => page, { timeout: 240_000 });
});
