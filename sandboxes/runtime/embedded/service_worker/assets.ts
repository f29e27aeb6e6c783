import { assetsPath, bridgePath, fallbackPath, serviceWorkerPath } from "../paths.ts";

/** Files of the preview origin, put in by the build; names of `kept` change with their contents. */
declare const FLEDGE_ASSETS: { version: string; kept: string[] };

const cacheName = `fledge-${FLEDGE_ASSETS.version}`;

export function isAsset(path: string): boolean {
  return path.startsWith(assetsPath) || path === serviceWorkerPath;
}

/** Keeps the two pages that must be there without a network. */
export async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([
    new Request(fallbackPath, { cache: "reload" }),
    new Request(bridgePath, { cache: "reload" }),
  ]);
}

/** Forgets the files of builds before this one. */
export async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("fledge-") && name !== cacheName) await caches.delete(name);
  }
}

/** Keeps every file that a boot needs. Called when the boot is done, so that it does not compete with it for the network. */
export async function keepAssets(): Promise<void> {
  const cache = await caches.open(cacheName);
  const kept = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  for (const path of FLEDGE_ASSETS.kept) if (!kept.has(path)) await cache.add(path);
}

/** A file of the sandbox: from the cache, else from the network. The page that starts everything is asked of the network first. */
export async function answerAsset(request: Request, path: string): Promise<Response> {
  const cached = await (await caches.open(cacheName)).match(path);
  if (!cached) return fetch(request);
  if (path !== bridgePath) return cached;
  // A new build is picked up at once; without a network, or with a slow one, what is kept will do.
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(1000) });
    return fresh.ok ? fresh : cached;
  } catch {
    return cached;
  }
}
