import type { RepoConfig } from "../ecto/repo/repo_child.ts";
import type { EndpointConfig } from "../endpoint/config.ts";
import type { LoggerOptions, RequestLoggerOptions } from "../logger/index.ts";

/** The environment that a project runs in (`MIX_ENV` in Phoenix). */
export type Env = "dev" | "test" | "prod";

/** The merged configuration. Keys that the framework does not know are the application's own. */
export interface Config {
  endpoint?: EndpointConfig;
  repo?: Partial<RepoConfig>;
  logger?: LoggerOptions & RequestLoggerOptions;
  [key: string]: unknown;
}

/** What `config/runtime.ts` decides by. */
export interface RuntimeContext {
  env: Env;
  /** The environment variables. */
  vars: Readonly<Record<string, string | undefined>>;
}

/** The shape of `config/runtime.ts`'s default export. */
export type RuntimeConfig = (context: RuntimeContext) => Config;

/**
 * Marks an object as configuration, so that the editor knows its keys. It is given back as it is.
 *
 * @param values keys of the framework (`endpoint`, `repo`, `logger`) and of the application's own
 * @returns `values`
 * @throws TypeError when `values` is not an object
 * @example
 * // config/dev.ts
 * export default config({ endpoint: { http: { port: 4000 }, debugErrors: true } });
 * @see Config.config/2
 */
export function config(values: Config): Config {
  if (!isTree(values)) throw new TypeError("config() takes an object, such as config({ endpoint: { … } })");
  return values;
}

/**
 * Merges configurations, the later over the earlier. Plain objects are merged key by key; anything else, lists too, is
 * replaced. A key that is `undefined` leaves what was there; `null` replaces it.
 *
 * @returns a new object; the given ones are not changed
 * @example
 * mergeConfig({ endpoint: { a: 1, b: 1 } }, { endpoint: { b: 2 } }); // { endpoint: { a: 1, b: 2 } }
 * @see Config.Reader.merge/2
 */
export function mergeConfig(...configs: Config[]): Config {
  return configs.reduce<Config>((merged, next) => mergeTrees(merged, next), {});
}

type Tree = Record<string, unknown>;

function mergeTrees(base: Tree, over: Tree): Tree {
  const merged: Tree = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(over)])) {
    const value = over[key] === undefined ? base[key] : over[key];
    const below = isTree(base[key]) ? base[key] : {};
    // Defined rather than assigned, so that a key named __proto__ stays a key.
    Object.defineProperty(merged, key, {
      value: isTree(value) ? mergeTrees(value === base[key] ? {} : below, value) : value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return merged;
}

/** Whether a value is a plain object. Those of another realm (a config file's) have another prototype. */
function isTree(value: unknown): value is Tree {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
