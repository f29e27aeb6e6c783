/** Addresses of the preview origin that are the sandbox's own; every other path belongs to the learner's application. */
export const serviceWorkerPath = "/__sw.js";
export const assetsPath = "/__sandbox/";
export const bridgePath = "/__sandbox/bridge.html";
export const fallbackPath = "/__sandbox/fallback.html";

/** Key of `sessionStorage` under which the frames of one tab find their sandbox. */
export const sandboxKey = "fledge.sandbox";

const entrance = "/__open/";

/**
 * The address by which a page of a sandbox is entered. It names the sandbox, so that two tabs do not get each other's pages;
 * the page then shows `path` alone.
 */
export function entrancePath(sandbox: string, path: string): string {
  return `${entrance}${sandbox}${path.startsWith("/") ? path : `/${path}`}`;
}

/** The sandbox and the path behind an address made by `entrancePath`. */
export function parseEntrance(target: string): { sandbox: string; target: string } | undefined {
  const match = /^\/__open\/([A-Za-z0-9-]+)(.*)$/s.exec(target);
  if (!match) return;
  const rest = match[2] || "/";
  return { sandbox: match[1]!, target: rest.startsWith("/") ? rest : `/${rest}` };
}
