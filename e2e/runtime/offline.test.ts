// What was opened once opens again without a network.
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { boot, show, startHarness } from "./support.ts";

test("the app, the sandbox and its preview come up after the servers have gone", async () => {
  const appWorker = fileURLToPath(new URL("fixtures/tiny_app_worker.ts", import.meta.url));
  const harness = await startHarness({ port: 4130, appWorker });
  try {
    const { page } = await harness.open();
    const project = { name: "tiny", files: { "page.txt": "first" } };
    await boot(page, project);
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/sw.js");
      await navigator.serviceWorker.ready;
    });
    await keptBy(await show(page, "/hello"));

    await harness.stopServing();
    await page.reload();
    await page.waitForFunction(() => "bootEmbedded" in window);
    await boot(page, project);
    expect(await (await show(page, "/hello")).textContent("h1")).toBe("first");
  } finally {
    await harness.close();
  }
});

/** Waits until the preview's service worker has kept every file of a boot. */
async function keptBy(frame: Awaited<ReturnType<typeof show>>): Promise<void> {
  await frame.waitForFunction(async () => {
    const [name] = await caches.keys();
    const paths = (await (await caches.open(name!)).keys()).map((request) => new URL(request.url).pathname);
    return (
      ["wasm", "data", "tar"].every((ending) => paths.some((path) => path.endsWith(ending))) &&
      paths.length >= 10
    );
  });
}
