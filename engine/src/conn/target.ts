/**
 * Splits a path into its segments, without empty ones.
 *
 * @example
 * splitPath("/users/7/"); // ["users", "7"]
 * @see Plug.Router.Utils.split/1
 */
export function splitPath(path: string): string[] {
  const segments: string[] = [];
  let start = 0;
  while (start < path.length) {
    let end = path.indexOf("/", start);
    if (end < 0) end = path.length;
    if (end > start) segments.push(path.slice(start, end));
    start = end + 1;
  }
  return segments;
}

/** The path and query of a target that names scheme and host too. */
export function originForm(target: string): string {
  const scheme = target.indexOf("://");
  if (scheme < 0) return target.charCodeAt(0) === 63 ? `/${target}` : target;
  const path = target.slice(scheme + 3).search(/[/?]/);
  if (path < 0) return "/";
  const rest = target.slice(scheme + 3 + path);
  return rest.startsWith("?") ? `/${rest}` : rest;
}

/** Host and port of an authority; without a port that can be one, `undefined`. */
export function splitAuthority(authority: string): { host: string; port: number | undefined } {
  const colon = authority.lastIndexOf(":");
  if (colon < 0 || authority.indexOf("]", colon) >= 0) return { host: authority, port: undefined };
  const port = Number(authority.slice(colon + 1));
  return Number.isInteger(port) && port > 0 && port < 65_536
    ? { host: authority.slice(0, colon), port }
    : { host: authority.slice(0, colon), port: undefined };
}
