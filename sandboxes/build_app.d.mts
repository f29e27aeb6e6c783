/** Puts brotli beside each file of an export, and writes the service worker that keeps them; see `build_app.mjs`. */
export function finishApp(folder: string): void;
