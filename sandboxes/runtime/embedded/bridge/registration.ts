import { SandboxUnavailableError } from "../../sandbox.ts";
import { serviceWorkerPath } from "../paths.ts";

/** Registers the service worker of the preview origin and waits until it is active. Rejects in words for a visitor. */
export async function registerServiceWorker(): Promise<ServiceWorker> {
  if (!("serviceWorker" in navigator)) {
    throw new SandboxUnavailableError(
      isSecureContext
        ? "This browser has no service workers here, which the preview needs. Private windows often switch them off: open the guide in a normal window."
        : "The preview needs a secure address: open the guide by https:// or on localhost.",
    );
  }
  try {
    const registration = await navigator.serviceWorker.register(serviceWorkerPath, { scope: "/" });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (worker && worker.state !== "activated") await activated(worker);
    return registration.active ?? worker!;
  } catch (error) {
    throw new SandboxUnavailableError(
      `The preview's service worker could not be registered (${(error as Error).message}). Allow storage for ${location.host} in the browser's settings, then load the guide again.`,
    );
  }
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      else if (worker.state === "redundant") {
        navigator.serviceWorker.ready.then(() => resolve(), reject);
      }
    });
  });
}
