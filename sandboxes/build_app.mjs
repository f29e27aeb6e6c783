// Finishes the app that `next build` exported: brotli beside each file, and the service worker that keeps it for visits without
// a network. `node sandboxes/build_app.mjs`
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { compress } from "./build/compress.mjs";

const packed = new Set([".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".ttf", ".wasm", ".xml"]);

/** Pages that are of no use without a network, with their data. */
const needsNetwork = /^webcontainer\b/;

/** `folder` is the export, normally `out`. */
export function finishApp(folder) {
  const paths = readdirSync(folder, { recursive: true })
    .filter((path) => statSync(join(folder, path)).isFile())
    .filter((path) => !/\.(br|map)$/.test(path) && path !== "sw.js")
    .map((path) => relative(folder, join(folder, path)).split(sep).join("/"))
    .sort();
  const kept = paths.filter((path) => !needsNetwork.test(path));
  const pages = kept.filter((path) => path.endsWith(".html")).map(addressOf);
  const files = kept.filter((path) => !path.endsWith(".html")).map((path) => `/${path}`);
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path).update(readFileSync(join(folder, path)));
  const precache = JSON.stringify({ version: hash.digest("hex").slice(0, 10), pages, files });
  const source = readFileSync(new URL("offline/service_worker.js", import.meta.url), "utf8");
  writeFileSync(join(folder, "sw.js"), `self.PRECACHE = ${precache};\n${source}`);
  for (const path of [...paths, "sw.js"]) if (packed.has(extname(path))) compress(join(folder, path));
}

/** The address of a page, as the server answers it. */
function addressOf(path) {
  const name = path.replace(/\.html$/, "").replace(/(^|\/)index$/, "");
  return `/${name}`;
}

const out = fileURLToPath(new URL("../out", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!existsSync(out))
    throw new Error("There is no out/ yet: run `npm run build`, which runs `next build` first.");
  finishApp(out);
}
