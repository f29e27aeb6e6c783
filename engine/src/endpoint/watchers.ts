import type { StartContext } from "../application/child.ts";
import { Logger } from "../logger/index.ts";
import type { EndpointConfig, Watcher } from "./config.ts";

type Watchers = Readonly<Record<string, Watcher>>;

interface Held {
  readonly root: string;
  readonly watchers: Watchers;
  readonly stop: () => void;
  holders: number;
}

const held = new Set<Held>();

/**
 * Starts the watchers of an endpoint with `forceWatchers`. A reload starts the next version before it stops this one: the same
 * watchers go on then.
 *
 * @returns ends them, unless another version has them too
 */
export function forceWatchers(config: EndpointConfig, { platform, root }: StartContext): () => void {
  const { watchers } = config;
  if (config.forceWatchers !== true || watchers === undefined || platform.startWatchers === undefined)
    return () => {};
  const found = [...held].find((other) => other.root === root && isSame(other.watchers, watchers));
  const entry = found ?? {
    root,
    watchers,
    stop: platform.startWatchers(watchers, { root, report: (message) => Logger.error(message) }),
    holders: 0,
  };
  held.add(entry);
  entry.holders++;
  return () => {
    if (--entry.holders > 0) return;
    held.delete(entry);
    entry.stop();
  };
}

function isSame(a: Watchers, b: Watchers): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        a[name] === b[name] || (isProgram(a[name]) && JSON.stringify(a[name]) === JSON.stringify(b[name])),
    )
  );
}

function isProgram(watcher: Watcher | undefined): boolean {
  return Array.isArray(watcher);
}
