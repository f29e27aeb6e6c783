/** One part of a route's path between slashes. */
export type Segment =
  | { kind: "static"; text: string }
  /** `:id`, or `v:version` with the prefix `v`. */
  | { kind: "param"; prefix: string; name: string }
  /** `*rest`; always the last. */
  | { kind: "glob"; name: string };

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Splits a route's path into its segments.
 *
 * @param path e.g. `/api/v:version/files/*rest`
 * @throws Error when a parameter's name is not a word, when text follows a parameter, or when a glob is not last or has a prefix.
 * @see Plug.Router.Utils.build_path_match/1
 */
export function parsePath(path: string): Segment[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((part, index) => parseSegment(part, path, index === parts.length - 1));
}

function parseSegment(part: string, path: string, last: boolean): Segment {
  const star = part.indexOf("*");
  if (star >= 0) {
    const name = part.slice(star + 1);
    if (star > 0) {
      throw new Error(
        `the glob "*${name}" of the route "${path}" has the prefix "${part.slice(0, star)}". Put a slash before the glob: globs match whole segments`,
      );
    }
    checkName(name, "*", path);
    if (!last)
      throw new Error(
        `the glob "*${name}" of the route "${path}" is not last. Move it to the end of the path`,
      );
    return { kind: "glob", name };
  }
  const colon = part.indexOf(":");
  if (colon < 0) return { kind: "static", text: decodeStatic(part) };
  const name = part.slice(colon + 1);
  checkName(name, ":", path);
  return { kind: "param", prefix: part.slice(0, colon), name };
}

function checkName(name: string, sigil: ":" | "*", path: string): void {
  if (NAME.test(name) && name !== "__proto__") return;
  throw new Error(
    `"${sigil}${name}" in the route "${path}" is not a parameter's name. Use letters, digits and underscores, and end the segment after it`,
  );
}

function decodeStatic(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Names of the parameters of a path, in order. */
export function paramNames(segments: readonly Segment[]): string[] {
  return segments.flatMap((segment) => (segment.kind === "static" ? [] : [segment.name]));
}

/**
 * Whether `general` matches every path that `special` matches, so that `special` is never reached when it comes second.
 *
 * @see the compiler's warning "this clause cannot match because a previous clause always matches"
 */
export function covers(general: readonly Segment[], special: readonly Segment[]): boolean {
  for (let i = 0; i < general.length; i++) {
    const g = general[i]!;
    if (g.kind === "glob") return true;
    const s = special[i];
    if (s === undefined || s.kind === "glob") return false;
    if (g.kind === "static") {
      if (s.kind !== "static" || s.text !== g.text) return false;
    } else if (!(s.kind === "static" ? s.text : s.prefix).startsWith(g.prefix)) {
      return false;
    }
  }
  return special.length === general.length;
}
