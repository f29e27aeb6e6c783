import type { SandboxError } from "../sandbox.ts";

/** A request as the service worker hands it to the application worker. */
export interface RequestMessage {
  type: "request";
  id: number;
  method: string;
  /** Path and query. */
  target: string;
  /** Without cookies: those are in the jar. */
  headers: [string, string][];
  body: ArrayBuffer | null;
  /** Whether a page will show the answer, so that the preview's script belongs into it. */
  navigation: boolean;
  /** Whether another site caused the request, which `SameSite` cookies do not follow. */
  crossSite: boolean;
}

/** Service worker → application worker. */
export type ToApplication =
  | RequestMessage
  /** The client took a chunk; one more may come. */
  | { type: "pull"; id: number }
  /** The client has gone. */
  | { type: "cancel"; id: number }
  | { type: "cookie"; cookie: string; path: string };

/** Application worker → service worker. */
export type FromApplication =
  /** With `body`, the whole answer; without, chunks and an `end` follow. */
  | { type: "response"; id: number; status: number; headers: [string, string][]; body?: ArrayBuffer }
  | { type: "chunk"; id: number; bytes: ArrayBuffer }
  | { type: "end"; id: number }
  | { type: "failed"; id: number; error: SandboxError };

/** Chunks that may be under way before the worker waits for a `pull`. */
export const chunksAhead = 8;
