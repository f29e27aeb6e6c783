/** Set by the build for places where the convention does not fit. */
declare const FLEDGE_APP_ORIGIN: string | undefined;

type Place = Pick<Location, "protocol" | "hostname" | "port">;

/**
 * The preview origin of an app origin: the next port when the address has a port (`localhost:3000` → `localhost:3001`),
 * else the host below it (`play.example.com` → `preview.play.example.com`). Both are of the same site, which browsers that
 * block third-party storage ask for before they let a frame register a service worker.
 */
export function previewOriginOf(app: Place): string {
  return app.port === ""
    ? `${app.protocol}//preview.${app.hostname}`
    : `${app.protocol}//${app.hostname}:${Number(app.port) + 1}`;
}

/** The app origin of a preview origin: the way back of `previewOriginOf`. */
export function appOriginOf(preview: Place): string {
  if (typeof FLEDGE_APP_ORIGIN === "string" && FLEDGE_APP_ORIGIN !== "") return FLEDGE_APP_ORIGIN;
  return preview.port === ""
    ? `${preview.protocol}//${preview.hostname.replace(/^preview\./, "")}`
    : `${preview.protocol}//${preview.hostname}:${Number(preview.port) - 1}`;
}
