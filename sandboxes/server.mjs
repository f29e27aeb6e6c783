// Serves the built playground: the app on PORT (3000) and the preview's origin on the port after it.
// `node sandboxes/server.mjs`, or `node sandboxes/server.mjs --preview` beside `next dev`.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".data": "application/octet-stream",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tar": "application/x-tar",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

/** The app: a folder that `next build` exported. */
export function appServer(folder) {
  return createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return plain(response, 405, "Method Not Allowed", { allow: "GET, HEAD" });
    }
    const path = pathOf(request);
    const headers = appHeaders(path);
    const page = [path, `${path.replace(/\/$/, "")}.html`, join(path, "index.html")];
    for (const candidate of page) if (sendFile(request, response, folder, candidate, 200, headers)) return;
    if (!sendFile(request, response, folder, "/404.html", 404, headers))
      plain(response, 404, "Not Found", headers);
  });
}

/** The preview's origin: the sandbox's own files, and for all else the page that brings the service worker back. */
export function previewServer(folder) {
  const headers = {
    // An isolated page (the one of the WebContainer runtime) may frame the preview too.
    "cross-origin-embedder-policy": "credentialless",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  };
  return createServer((request, response) => {
    const path = pathOf(request);
    const own = path === "/__sw.js" || path.startsWith("/__sandbox/");
    if (own && sendFile(request, response, folder, path, 200, headers)) return;
    if (own) return plain(response, 404, "Not Found", headers);
    const fallback = { ...headers, "cache-control": "no-store" };
    if (!sendFile(request, response, folder, "/__sandbox/fallback.html", 503, fallback)) {
      plain(response, 503, "Run `npm run build` first.", fallback);
    }
  });
}

/** Starts both; resolves to a function that stops them. `app` is left out beside `next dev`. */
export async function serve({ port, app, preview }) {
  const servers = [];
  if (app) servers.push(await listen(appServer(app), port));
  servers.push(await listen(previewServer(preview), port + 1));
  return async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken. End what listens there, or choose another: PORT=4000 npm start`)
          : error,
      );
    });
    server.listen(port, () => resolve(server));
  });
}

function appHeaders(path) {
  const isolated = path === "/webcontainer" || path.startsWith("/webcontainer/");
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    ...(isolated && { "cross-origin-opener-policy": "same-origin" }),
    // Scripts carry the header as well: a worker of an isolated page must.
    ...((isolated || path.endsWith(".js")) && { "cross-origin-embedder-policy": "require-corp" }),
  };
}

function pathOf(request) {
  try {
    return decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  } catch {
    return "/";
  }
}

/** Sends a file, compressed where both sides can; `false` when there is none. */
function sendFile(request, response, folder, path, status, more) {
  const file = normalize(join(folder, path));
  if (!file.startsWith(normalize(folder)) || file.includes("\0") || file.endsWith(sep)) return false;
  const plainStat = stat(file);
  if (!plainStat) return false;
  const packed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "") ? stat(`${file}.br`) : undefined;
  const sent = packed ?? plainStat;
  const etag = `"${sent.size.toString(36)}-${Math.round(sent.mtimeMs).toString(36)}"`;
  const headers = {
    "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    "cache-control": isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache",
    vary: "accept-encoding",
    etag,
    ...more,
  };
  if (status === 200 && request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return true;
  }
  if (packed) headers["content-encoding"] = "br";
  headers["content-length"] = sent.size;
  response.writeHead(status, headers);
  if (request.method === "HEAD") response.end();
  else {
    createReadStream(packed ? `${file}.br` : file)
      .on("error", () => response.destroy())
      .pipe(response);
  }
  return true;
}

/** Whether a file's name changes with its contents. */
function isHashed(path) {
  return path.startsWith("/_next/static/") || /^\/__sandbox\/\w+-[0-9a-f]{10}\.\w+$/.test(path);
}

function stat(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found : undefined;
}

function plain(response, status, text, headers) {
  response.writeHead(status, { ...headers, "content-type": "text/plain; charset=utf-8" }).end(text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const port = Number(process.env.PORT ?? 3000);
  const app = process.argv.includes("--preview") ? undefined : join(root, "out");
  await serve({ port, app, preview: join(root, "sandboxes/generated/preview") }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  console.log(app ? `http://localhost:${port}` : `preview origin on http://localhost:${port + 1}`);
}
