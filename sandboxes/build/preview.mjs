// The static files of the preview's origin: workers, service worker, bridge, PostgreSQL and its snapshot.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compress } from "./compress.mjs";
import { packagesPlugin } from "./packages_plugin.mjs";
import { pgliteData } from "./pglite_data.mjs";
import { snapshot } from "./snapshot.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = join(root, "sandboxes/runtime/embedded");
const pglite = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));

/**
 * Writes the preview origin's files into `output`. `appWorker` is the entry of the application worker; tests give one of their own.
 * Returns how many files there are and what they weigh compressed.
 */
export async function buildPreview({ output, appWorker = join(source, "app_worker.ts") }) {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(join(output, "__sandbox"), { recursive: true });
  const written = [];
  const write = (path, contents) => {
    writeFileSync(join(output, path), contents);
    written.push(path);
    return path;
  };
  // The name changes with the contents, so that browsers may keep the file for good.
  const writeHashed = (name, contents) => {
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
    return write(`/__sandbox/${name.replace(/(\.\w+)$/, `-${hash}$1`)}`, contents);
  };

  const database = {
    wasm: writeHashed("pglite.wasm", readFileSync(join(pglite, "pglite.wasm"))),
    data: writeHashed("pglite.data", pgliteData(pglite)),
    snapshot: writeHashed("snapshot.tar", await snapshot()),
  };
  const app = process.env.FLEDGE_APP_ORIGIN ?? "";
  const shared = { FLEDGE_APP_ORIGIN: JSON.stringify(app) };
  const previewClient = writeHashed(
    "preview_client.js",
    await bundle(join(source, "preview_client.ts"), shared),
  );
  const databaseWorker = writeHashed(
    "database_worker.js",
    await bundle(join(source, "database_worker.ts"), { FLEDGE_DATABASE: JSON.stringify(database) }),
  );
  const worker = writeHashed(
    "app_worker.js",
    await bundle(appWorker, { FLEDGE_PREVIEW_CLIENT: JSON.stringify(previewClient) }),
  );
  const bridge = writeHashed("bridge.js", await bundle(join(source, "bridge.ts"), shared));
  const fallback = writeHashed("fallback.js", await bundle(join(source, "fallback.ts"), shared));

  const kept = [...written];
  write(
    "/__sandbox/bridge.html",
    readFileSync(join(source, "bridge.html"), "utf8")
      .replace("BRIDGE_SCRIPT", bridge)
      .replace(
        "BRIDGE_ASSETS",
        `window.fledgeAssets=${JSON.stringify({ appWorker: worker, databaseWorker })}`,
      ),
  );
  write(
    "/__sandbox/fallback.html",
    readFileSync(join(source, "fallback.html"), "utf8").replace("FALLBACK_SCRIPT", fallback),
  );
  const version = createHash("sha256").update(written.join()).digest("hex").slice(0, 10);
  write(
    "/__sw.js",
    await bundle(join(source, "service_worker.ts"), {
      FLEDGE_ASSETS: JSON.stringify({ version, kept }),
      FLEDGE_PREVIEW_CLIENT: JSON.stringify(previewClient),
    }),
  );
  let bytes = 0;
  for (const path of written) bytes += compress(join(output, path));
  return { files: written.length, bytes };
}

/** Writes the script with which a page of the app opens the bridge early. */
export async function buildEarlyBridge(path) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await bundle(join(source, "early_bridge.ts"), {}));
}

/** One classic script with all that `entry` imports; the engine is taken from its sources. */
async function bundle(entry, define) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    conditions: ["fledge-source"],
    target: "es2022",
    minify: true,
    keepNames: true,
    legalComments: "none",
    // Classic scripts have no import.meta; PGlite makes addresses with it, of files that it is given all the same.
    define: { "process.env.NODE_ENV": '"production"', "import.meta.url": "self.location.href", ...define },
    external: ["node:*", "fs", "path", "crypto", "module", "url"],
    plugins: [packagesPlugin()],
    absWorkingDir: root,
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}
