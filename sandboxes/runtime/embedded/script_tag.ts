import type { VisibleCookie } from "./protocol.ts";

/** Address of the preview's script; the build puts it in. */
declare const FLEDGE_PREVIEW_CLIENT: string;

/** What the script of a page is told (see `preview_client.ts`). */
export interface ClientData {
  sandbox: string;
  cookies: VisibleCookie[];
  /** Path that the page shows, whatever address it was entered by. */
  path: string;
  /** Whether the page answers a form, which loading again would send again. */
  posted: boolean;
}

/** The script that goes first into every page of the preview. */
export function scriptTag(data: ClientData): string {
  const escaped = JSON.stringify(data).replace(/[&<>'"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<script src="${FLEDGE_PREVIEW_CLIENT}" data-fledge="${escaped}"></script>`;
}
