// Lets the app open without a network. The build puts in what there is to keep (see build_app.mjs).
const { version, pages, files } = self.PRECACHE;
const cacheName = `app-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  // Names below here change with the contents, so that what is kept is always right.
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(keptFirst(event.request));
  else event.respondWith(networkFirst(event.request));
});

async function keepAll() {
  const cache = await caches.open(cacheName);
  const kept = await Promise.all(
    [...pages, ...files].map(async (path) => {
      const response = await fetch(path, { cache: "no-cache" });
      if (response.ok) await cache.put(path, response);
      return response.ok;
    }),
  );
  if (kept.includes(false))
    console.warn(`${kept.filter((ok) => !ok).length} files are missing without a network`);
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith("app-") && name !== cacheName) await caches.delete(name);
  }
}

async function keptFirst(request) {
  return (await kept(request)) ?? fetch(request);
}

async function networkFirst(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const response = await kept(request);
    if (response) return response;
    throw error;
  }
}

async function kept(request) {
  const cache = await caches.open(cacheName);
  const found = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  // A worker takes its address from the response: one without an address leaves it that of the request, with what follows #.
  return found && new Response(found.body, found);
}
