// Lets the app open without a network. The build puts in what there is to keep (see build_app.mjs).
const { version, pages, files } = self.PRECACHE;
const cacheName = `app-${version}`;

self.addEventListener("install", (event) => {
  // Where the browser can, it takes these from the cache without waking this worker. Scripts of workers it must not: see `kept`.
  event.addRoutes?.(
    ["script", "style", "font"].map((requestDestination) => ({
      condition: { urlPattern: "/_next/static/*", requestDestination },
      source: { cacheName },
    })),
  );
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
  const left = [...pages, ...files];
  let missing = 0;
  // Two at a time, behind all else: by now somebody works with the page.
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      const fresh = path.startsWith("/_next/static/") ? "default" : "no-cache";
      const response = await fetch(path, { cache: fresh, priority: "low" });
      if (response.ok) await cache.put(path, response);
      else missing++;
    }
  };
  await Promise.all([work(), work()]);
  if (missing > 0) console.warn(`${missing} files are missing without a network`);
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
