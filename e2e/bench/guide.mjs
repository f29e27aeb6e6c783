// How long a guide takes to open in the built site, in a fresh Chromium: cold and warm until the application's first page is
// painted in the preview, and what is transferred before that. `node e2e/bench/guide.mjs [rounds]`; build the site first.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../sandboxes/server.mjs";
import { findChromium } from "../../scripts/chromium.mjs";

const rounds = Number(process.argv[2] ?? 5);
const port = 4190;
const address = `http://localhost:${port}/guides/request-life-cycle?path=/`;

const folder = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const stop = await serve({ port, app: folder("out"), preview: folder("sandboxes/generated/preview") });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
  ],
});
const cold = [];
const warm = [];
let transferred = 0;
for (let round = 0; round < rounds; round++) {
  const context = await browser.newContext();
  const first = await open(context);
  cold.push(first.milliseconds);
  transferred = Math.max(transferred, first.bytes);
  // The service worker keeps its files in its own time; a visitor who comes back finds that done.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  warm.push((await open(context)).milliseconds);
  await context.close();
}
await browser.close();
await stop();
print("cold open → first page painted in the preview, ms", cold);
print("warm open → first page painted in the preview, ms", warm);
console.log(`transferred by the page itself before that: ${(transferred / 1e6).toFixed(2)} MB`);

/** Opens the guide in a new tab; milliseconds from there until the preview's first contentful paint. */
async function open(context) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send("Network.enable");
  const started = Date.now();
  await page.goto(address, { waitUntil: "commit" });
  const heading = page.frameLocator('iframe[title="Preview"]').locator("h1");
  await heading.waitFor({ timeout: 60_000 });
  const sofar = bytes;
  // The browser's own clock: looking from outside comes up to half a second late.
  const painted = await heading.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName("first-contentful-paint");
          if (paint) resolve(performance.timeOrigin + paint.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  await page.close();
  return { milliseconds: painted - started, bytes: sofar };
}

function print(label, values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  console.log(
    `${label}: median ${Math.round(middle)}, ${Math.round(sorted[0])} to ${Math.round(sorted.at(-1))}`,
  );
}
