import type { ToServiceWorker, WindowMessage } from "./protocol.ts";

/** Sends a message to the service worker that controls this page, or else to the active one. */
export function tellServiceWorker(message: ToServiceWorker, transfer: Transferable[] = []): void {
  const { controller } = navigator.serviceWorker;
  if (controller) controller.postMessage(message, transfer);
  else void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(message, transfer));
}

/** Sends a message to a window of `origin`; a page that is in no frame has nobody to tell. */
export function tellWindow(
  target: Window,
  origin: string,
  message: WindowMessage,
  transfer: Transferable[] = [],
): void {
  if (target !== window) target.postMessage(message, origin, transfer);
}
