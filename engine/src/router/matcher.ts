import type { Route } from "./route.ts";

/** Where a parameter is found among the segments of a request's path. */
interface Capture {
  name: string;
  segment: number;
  /** Characters of a prefix to leave out. */
  skip: number;
  glob: boolean;
}

/** A route with what its dispatch needs to know. */
export interface Leaf {
  readonly route: Route;
  readonly captures: readonly Capture[];
}

interface Node {
  /** The smallest index below, so that a branch is left out when a better route is known already. */
  first: number;
  statics: Map<string, Node> | undefined;
  prefixes: { text: string; node: Node }[] | undefined;
  param: Node | undefined;
  leaves: Leaf[] | undefined;
  globs: Leaf[] | undefined;
}

/**
 * Matches paths against routes, the earliest that fits winning.
 *
 * The routes are compiled to a trie by segment, and those without parameters also to a table by whole path; the cost of a look-up
 * depends on the path's segments, not on the number of routes.
 */
export class Matcher {
  readonly #root = makeNode();
  readonly #exact = new Map<string, Leaf>();
  /** Whether any route is bound to a host. */
  readonly hosted: boolean;

  constructor(routes: readonly Route[]) {
    this.hosted = routes.some((route) => route.hosts.length > 0);
    const leaves = routes.map((route) => this.#insert(route));
    for (const leaf of leaves) {
      const { route } = leaf;
      if (
        leaf.captures.length > 0 ||
        route.hosts.length > 0 ||
        route.kind === "forward" ||
        route.path.includes("%")
      )
        continue;
      const texts = route.segments.map((segment) => (segment.kind === "static" ? segment.text : ""));
      // A route bound to a host that comes first must be asked for each request.
      if (search(this.#root, texts, 0, undefined, Number.POSITIVE_INFINITY) === leaf)
        this.#exact.set(route.path, leaf);
    }
  }

  /** The route without parameters of exactly this path, if any. The path is as requested, undecoded. */
  exact(path: string): Leaf | undefined {
    return this.#exact.get(path);
  }

  /** The first route that fits the decoded segments and the host. */
  find(segments: readonly string[], host: string): Leaf | undefined {
    return search(this.#root, segments, 0, host, Number.POSITIVE_INFINITY);
  }

  #insert(route: Route): Leaf {
    const captures: Capture[] = [];
    const leaf: Leaf = { route, captures };
    let node = this.#root;
    for (let i = 0; i < route.segments.length; i++) {
      const segment = route.segments[i]!;
      if (node.first > route.index) node.first = route.index;
      if (segment.kind === "glob") {
        captures.push({ name: segment.name, segment: i, skip: 0, glob: true });
        node.globs ??= [];
        node.globs.push(leaf);
        return leaf;
      }
      if (segment.kind === "static") {
        node.statics ??= new Map();
        let child = node.statics.get(segment.text);
        if (child === undefined) {
          child = makeNode();
          node.statics.set(segment.text, child);
        }
        node = child;
        continue;
      }
      captures.push({ name: segment.name, segment: i, skip: segment.prefix.length, glob: false });
      if (segment.prefix === "") {
        node.param ??= makeNode();
        node = node.param;
      } else {
        node.prefixes ??= [];
        let entry = node.prefixes.find((p) => p.text === segment.prefix);
        if (entry === undefined) {
          entry = { text: segment.prefix, node: makeNode() };
          node.prefixes.push(entry);
        }
        node = entry.node;
      }
    }
    if (node.first > route.index) node.first = route.index;
    if (route.kind === "forward") {
      node.globs ??= [];
      node.globs.push(leaf);
    } else {
      node.leaves ??= [];
      node.leaves.push(leaf);
    }
    return leaf;
  }
}

function makeNode(): Node {
  return {
    first: Number.POSITIVE_INFINITY,
    statics: undefined,
    prefixes: undefined,
    param: undefined,
    leaves: undefined,
    globs: undefined,
  };
}

/** `host` undefined takes every host as fitting. */
function search(
  node: Node,
  segments: readonly string[],
  depth: number,
  host: string | undefined,
  bound: number,
): Leaf | undefined {
  if (node.first >= bound) return undefined;
  let found: Leaf | undefined;
  if (depth === segments.length) {
    if (node.leaves !== undefined) found = firstFitting(node.leaves, host, bound);
  } else {
    const segment = segments[depth]!;
    const child = node.statics?.get(segment);
    if (child !== undefined) found = search(child, segments, depth + 1, host, bound);
    if (node.prefixes !== undefined) {
      for (const { text, node: below } of node.prefixes) {
        if (!segment.startsWith(text)) continue;
        found =
          search(below, segments, depth + 1, host, found === undefined ? bound : found.route.index) ?? found;
      }
    }
    if (node.param !== undefined) {
      found =
        search(node.param, segments, depth + 1, host, found === undefined ? bound : found.route.index) ??
        found;
    }
  }
  if (node.globs !== undefined) {
    found = firstFitting(node.globs, host, found === undefined ? bound : found.route.index) ?? found;
  }
  return found;
}

function firstFitting(leaves: Leaf[], host: string | undefined, bound: number): Leaf | undefined {
  for (const leaf of leaves) {
    if (leaf.route.index >= bound) return undefined;
    if (host === undefined || leaf.route.hosts.length === 0 || hostFits(leaf.route.hosts, host)) return leaf;
  }
  return undefined;
}

function hostFits(hosts: readonly string[], host: string): boolean {
  for (const pattern of hosts) {
    if (pattern.endsWith(".") ? host.startsWith(pattern) : host === pattern) return true;
  }
  return false;
}

/** The values of a route's parameters in a path that it fits. */
export function capture(leaf: Leaf, segments: readonly string[]): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = {};
  for (const { name, segment, skip, glob } of leaf.captures) {
    params[name] = glob
      ? segments.slice(segment)
      : skip === 0
        ? segments[segment]!
        : segments[segment]!.slice(skip);
  }
  return params;
}
