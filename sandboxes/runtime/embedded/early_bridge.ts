// A small script of a guide's page: opens the bridge while the app's own scripts are still being loaded, so that service worker, workers
// and PostgreSQL are on their way by then.
import { openBridge } from "./bridge_frame.ts";
import { previewOriginOf } from "./origins.ts";

const elsewhere = new URLSearchParams(location.search).get("runtime") === "webcontainer";
if (globalThis.fledgeBridge === undefined && "serviceWorker" in navigator && !elsewhere) {
  globalThis.fledgeBridge = openBridge(previewOriginOf(location));
}
