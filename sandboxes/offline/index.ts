/**
 * Keeps the app for visits without a network. Call it when the guide has come up, so that it does not compete with that for
 * the network. Nothing happens where there is no service worker to register, as beside `next dev`.
 */
export async function keepForOffline(): Promise<void> {
  if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js").catch(() => {});
}
