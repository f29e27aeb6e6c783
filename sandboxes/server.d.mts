import type { Server } from "node:http";

export function appServer(folder: string): Server;
export function previewServer(folder: string): Server;
/** Serves the app on `port` and the preview origin on the next; resolves to a function that stops both. */
export function serve(options: { port: number; app?: string; preview: string }): Promise<() => Promise<void>>;
