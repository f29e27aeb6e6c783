/** Where in a guide a visitor is, as its address says it. */
export interface Place {
  /** Number of the step, from 1. */
  step?: number;
  /** File in the editor. */
  file?: string;
  /** Page in the preview, with its query. */
  path?: string;
}

/**
 * Reads `?step=2&file=lib/hello_web/router.ts&path=/hello/Frank`. What makes no sense is left out.
 *
 * @param search the query of the address, with or without its question mark
 * @param steps how many steps the guide has
 */
export function parsePlace(search: string, steps: number): Place {
  const params = new URLSearchParams(search);
  const place: Place = {};
  const step = Number(params.get("step"));
  if (Number.isInteger(step) && step >= 1 && step <= steps) place.step = step;
  const file = params.get("file")?.replace(/^\/+/, "");
  if (file && !file.split("/").includes("..")) place.file = file;
  const path = params.get("path");
  // `//host` would leave the preview's own site.
  if (path?.startsWith("/") && !/^\/[/\\]/.test(path)) place.path = path;
  return place;
}

/** Writes `search` anew with `place` in it; what else it held stays. */
export function formatPlace(search: string, place: Place): string {
  const params = new URLSearchParams(search);
  for (const key of ["step", "file", "path"] as const) {
    params.delete(key);
    const value = place[key];
    if (value !== undefined) params.set(key, String(value));
  }
  // Slashes are legal in a query, and an address that people pass on should be readable.
  const text = params.toString().replaceAll("%2F", "/");
  return text ? `?${text}` : "";
}
