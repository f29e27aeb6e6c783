// The page of any preview address that no service worker answered: after a hard reload, or when the sandbox is gone.
import { appOriginOf } from "./origins.ts";
import { entrancePath, parseEntrance, sandboxKey, serviceWorkerPath } from "./paths.ts";
import type { ToServiceWorker } from "./protocol.ts";

const triesKey = "fledge.tries";

async function find(): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    return say(
      "This browser keeps service workers from this page, which the preview needs. Private windows often do: open the guide in a normal one.",
    );
  }
  await navigator.serviceWorker.register(serviceWorkerPath, { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  const living = await ask(active!);
  const own = parseEntrance(location.pathname)?.sandbox ?? sessionStorage.getItem(sandboxKey);
  const sandbox = own && living.includes(own) ? own : living.length === 1 ? living[0] : undefined;
  if (sandbox && patient()) {
    const target = location.pathname + location.search + location.hash;
    location.replace(entrancePath(sandbox, parseEntrance(target)?.target ?? target));
  } else if (living.length > 1) {
    say(
      "Several guides are open in this browser, and this page cannot tell which one it belongs to. Open it from the preview of its guide.",
    );
  } else {
    say("The sandbox that served this page is gone. Open the guide again; what you wrote is kept there.");
  }
}

function ask(worker: ServiceWorker): Promise<string[]> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ type: "living" } satisfies ToServiceWorker, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data as string[]);
  });
}

/** Whether to try again: a page that comes back here over and over would never rest. */
function patient(): boolean {
  const now = Date.now();
  const tries = (JSON.parse(sessionStorage.getItem(triesKey) ?? "[]") as number[]).filter(
    (at) => now - at < 10_000,
  );
  sessionStorage.setItem(triesKey, JSON.stringify([...tries, now]));
  return tries.length < 3;
}

function say(text: string): void {
  document.querySelector("p")!.textContent = text;
  const link = document.querySelector("a")!;
  link.href = appOriginOf(location);
  link.hidden = false;
  document.title = "The preview is not running";
  document.querySelector("main")!.hidden = false;
}

find().catch((error: Error) => say(`The preview could not be started: ${error.message}.`));
