// How long the embedded sandbox takes, in a fresh Chromium: cold and warm to the first rendered page, an edit until it is painted,
// and how much is transferred before the first preview. `node e2e/bench/boot.mjs [rounds]`
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { buildPreview } from "../../sandboxes/build/preview.mjs";
import { appServer, previewServer } from "../../sandboxes/server.mjs";
import { findChromium } from "../../scripts/chromium.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
const port = 4180;
const folder = mkdtempSync(join(tmpdir(), "fledge-bench-"));
const sockets = [];
const stop = [];

try {
  await main();
} finally {
  for (const end of stop.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const files = await projectFiles();
  await serve();
  const browser = await launch();
  const cold = [];
  const warm = [];
  let transferred = 0;
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext();
    const before = sentBytes();
    cold.push(await firstPage(await context.newPage(), files));
    transferred = sentBytes() - before;
    // The service worker keeps its files in its own time; a visitor who comes back finds that done.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await context.pages()[0].close();
    warm.push(await firstPage(await context.newPage(), files));
    if (round === rounds - 1) report("edit → painted", await edits(context.pages()[0]));
    await context.close();
  }
  report(
    "cold → first page",
    cold.map(({ total }) => total),
  );
  report(
    "  of that, boot",
    cold.map(({ boot }) => boot),
  );
  report(
    "warm → first page",
    warm.map(({ total }) => total),
  );
  report(
    "  of that, boot",
    warm.map(({ boot }) => boot),
  );
  console.log(`transferred before the first page, without the app: ${(transferred / 1e6).toFixed(2)} MB`);
}

/** What the servers sent so far, headers included. */
function sentBytes() {
  return sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0);
}

/** Opens the harness's page, boots and shows `/`; milliseconds since navigation began. */
async function firstPage(page, files) {
  const started = Date.now();
  await page.goto(`http://localhost:${port}/`);
  return page.evaluate(
    async ({ files, started }) => {
      const painted = new Promise((resolve) => {
        addEventListener("message", ({ data }) => data.painted && resolve(data.painted));
      });
      const sandbox = await window.bootEmbedded({ name: "hello", files, setup: [["ecto.create"]] }, () => {});
      const booted = Date.now();
      window.sandbox = sandbox;
      const frame = document.createElement("iframe");
      frame.style.cssText = "width:800px;height:600px";
      frame.src = sandbox.previewUrl("/");
      document.body.append(frame);
      return { boot: booted - started, total: (await painted) - started };
    },
    { files, started },
  );
}

/** Edits the page's template over and over; milliseconds from the edit until the changed page is painted. */
function edits(page) {
  return page.evaluate(async (template) => {
    const times = [];
    for (let edit = 0; edit < 30; edit++) {
      const painted = new Promise((resolve) => {
        addEventListener("message", function listen({ data }) {
          if (data.mark !== `edit ${edit}`) return;
          removeEventListener("message", listen);
          resolve(data.painted);
        });
      });
      const started = performance.timeOrigin + performance.now();
      await window.sandbox.writeFiles([
        {
          path: "lib/hello_web/controllers/page_html.tsx",
          contents: template.replace("MARK", `edit ${edit}`),
        },
      ]);
      times.push((await painted) - started);
    }
    return times.slice(5);
  }, template("MARK"));
}

// A page that tells the page around it when it was painted.
function template(mark) {
  return `export function home() {
  return (
    <main>
      <h1>${mark}</h1>
      <script>{raw(\`requestAnimationFrame(() => setTimeout(() => parent.postMessage(
        { mark: document.querySelector("h1").textContent, painted: performance.timeOrigin + performance.now() }, "*")));\`)}</script>
    </main>
  );
}
import { raw } from "fledge/component";
`;
}

/** What `fledge new hello` writes, with that page. */
async function projectFiles() {
  const outfile = join(folder, "new_project.mjs");
  await build({
    entryPoints: [join(root, "engine/src/generators/new_project.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
  });
  const { newProject } = await import(pathToFileURL(outfile).href);
  const files = newProject({
    app: "hello",
    module: "Hello",
    database: "pglite",
    ecto: false,
    html: true,
    assets: true,
  });
  return { ...files, "lib/hello_web/controllers/page_html.tsx": template("first") };
}

async function serve() {
  const app = join(folder, "app");
  const preview = join(folder, "preview");
  mkdirSync(app);
  await buildPreview({ output: preview });
  await build({
    entryPoints: [join(root, "e2e/runtime/fixtures/harness.ts")],
    outfile: join(app, "harness.js"),
    bundle: true,
    minify: true,
    format: "esm",
  });
  writeFileSync(
    join(app, "index.html"),
    '<!doctype html><title>Bench</title><body><script type="module">import * as all from "./harness.js"; Object.assign(window, all);</script>',
  );
  for (const [server, at] of [
    [appServer(app), port],
    [previewServer(preview), port + 1],
  ]) {
    server.on("connection", (socket) => sockets.push(socket));
    await new Promise((resolve) => server.listen(at, resolve));
    stop.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
  }
}

async function launch() {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  });
  stop.push(() => browser.close());
  return browser;
}

function report(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  console.log(
    `${name.padEnd(20)} median ${at(0.5)} ms, best ${at(0)} ms, worst ${at(1)} ms (${times.length})`,
  );
}
