// Runs first in every page of the preview. It must not get in the way of the page's own scripts: nothing global, no polling.
import { appOriginOf } from "./origins.ts";
import { channelName, type FromServiceWorker, type PreviewMessage, type VisibleCookie } from "./protocol.ts";
import type { ClientData } from "./script_tag.ts";
import { tellServiceWorker, tellWindow } from "./tell.ts";

const data = JSON.parse((document.currentScript as HTMLScriptElement).dataset.fledge ?? "{}") as ClientData;

// The address may be the one of the sandbox's entrance.
if (location.pathname + location.search !== data.path) {
  history.replaceState(history.state, "", data.path + location.hash);
}
document.currentScript?.remove();

// Which sandbox this page belongs to.
tellServiceWorker({ type: "belongs", sandbox: data.sandbox });
navigator.serviceWorker.addEventListener("message", (event: MessageEvent<FromServiceWorker>) => {
  if (event.data?.type === "which") tellServiceWorker({ type: "belongs", sandbox: data.sandbox });
});

// Cookies: the jar is in the application's worker, a copy of what scripts may see is here.
let cookies = data.cookies;
Object.defineProperty(document, "cookie", {
  configurable: true,
  get: () =>
    cookies
      .filter(
        ({ path }) => location.pathname === path || location.pathname.startsWith(path.replace(/\/?$/, "/")),
      )
      .map(({ name, value }) => (name === "" ? value : `${name}=${value}`))
      .join("; "),
  set: (cookie: unknown) => {
    const text = String(cookie);
    cookies = withCookie(cookies, text);
    tellServiceWorker({ type: "cookie", cookie: text, path: location.pathname });
  },
});

/** The list after `document.cookie = text`, so that a page reads back at once what it wrote; the jar's own answer follows. */
function withCookie(list: VisibleCookie[], text: string): VisibleCookie[] {
  const [pair = "", ...attributes] = text.split(";");
  const equals = pair.indexOf("=");
  const name = equals < 0 ? "" : pair.slice(0, equals).trim();
  const options = Object.fromEntries(
    attributes.map((part) => {
      const [key = "", value = ""] = part.split("=", 2);
      return [key.trim().toLowerCase(), value.trim()];
    }),
  );
  const path = options.path?.startsWith("/")
    ? options.path
    : location.pathname.replace(/\/[^/]*$/, "") || "/";
  const rest = list.filter((cookie) => cookie.name !== name || cookie.path !== path);
  const ended =
    options["max-age"] !== undefined
      ? Number(options["max-age"]) <= 0
      : Date.parse(options.expires ?? "") < Date.now();
  return ended || "httponly" in options
    ? rest
    : [...rest, { name, value: pair.slice(equals + 1).trim(), path }];
}

// Live reload.
const channel = new BroadcastChannel(channelName(data.sandbox));
channel.onmessage = ({ data: message }: MessageEvent<PreviewMessage>) => {
  if (message.type === "cookies") cookies = message.cookies;
  else if (message.type === "styles") renewStyles();
  else if (data.posted) location.replace(location.href);
  else location.reload();
};

/** Loads every stylesheet of the application again and drops the old ones when the new ones are there, so that nothing flashes. */
function renewStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel~=stylesheet]")) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("fledge-reload", String(Date.now()));
    const next = link.cloneNode() as HTMLLinkElement;
    next.href = url.href;
    next.onload = next.onerror = () => link.remove();
    link.after(next);
  }
}

// Where the preview is, for the address field.
let told = "";
function tellPlace(): void {
  const path = location.pathname + location.search + location.hash;
  const place = JSON.stringify([path, document.title]);
  if (place === told) return;
  told = place;
  tellWindow(window.parent, appOriginOf(location), {
    fledge: "navigated",
    sandbox: data.sandbox,
    path,
    title: document.title,
  });
}
for (const name of ["pushState", "replaceState"] as const) {
  const original = history[name];
  history[name] = function (this: History, ...args: Parameters<History["pushState"]>) {
    original.apply(this, args);
    tellPlace();
  };
}
for (const name of ["popstate", "hashchange", "pageshow"]) addEventListener(name, tellPlace);
document.addEventListener("DOMContentLoaded", () => {
  tellPlace();
  new MutationObserver(tellPlace).observe(document.head ?? document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
  });
});
