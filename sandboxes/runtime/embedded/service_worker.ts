import { fallbackPath, parseEntrance } from "./paths.ts";
import type { ToServiceWorker } from "./protocol.ts";
import { ApplicationPort } from "./service_worker/application_port.ts";
import { activate, answerAsset, install, isAsset, keepAssets } from "./service_worker/assets.ts";
import { Clients } from "./service_worker/clients.ts";
import { errorResponse } from "./service_worker/responses.ts";

const worker = self as unknown as ServiceWorkerGlobalScope;
const clients = new Clients(worker);

worker.addEventListener("install", (event) => {
  event.waitUntil(install().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activate().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  const message = event.data as ToServiceWorker;
  const source = event.source as Client | null;
  if (message.type === "port") {
    clients.connect(message.sandbox, new ApplicationPort(message.sandbox, event.ports[0]!), message.lost);
  } else if (message.type === "belongs") {
    if (source) clients.belongs(source.id, message.sandbox);
  } else if (message.type === "cookie") {
    event.waitUntil(
      clients.ofSubresource(source?.id ?? "").then((port) => port?.setCookie(message.cookie, message.path)),
    );
  } else if (message.type === "keep") {
    event.waitUntil(keepAssets());
  } else if (message.type === "living") {
    const answer = event.ports[0]!;
    event.waitUntil(clients.bridges().then((bridges) => answer.postMessage([...bridges.keys()])));
  }
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin) return;
  event.respondWith(isAsset(url.pathname) ? answerAsset(event.request, url.pathname) : answer(event, url));
});

/** Has the learner's application answer. */
async function answer(event: FetchEvent, url: URL): Promise<Response> {
  const entered = parseEntrance(url.pathname + url.search);
  const navigation = event.request.mode === "navigate";
  const port = navigation
    ? await clients.ofNavigation(event, entered?.sandbox)
    : await clients.ofSubresource(event.clientId);
  if (!port) {
    // The page there finds out which sandbox it belongs to, or says that there is none any more.
    if (navigation) return answerAsset(new Request(fallbackPath), fallbackPath);
    return errorResponse(503, {
      kind: "platform",
      message: "The sandbox of this page has ended. Open the guide again.",
    });
  }
  return port.request(event.request, entered?.target ?? url.pathname + url.search);
}
