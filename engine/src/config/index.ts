/**
 * Configuration: plain objects in the files of `config/`, merged over one another.
 *
 * `config.ts` comes first, then the file of the environment (`dev.ts`, `test.ts`, `prod.ts`), then what `runtime.ts` makes of the
 * environment variables. The framework reads the keys `endpoint`, `repo` and `logger`; any other is the application's own.
 *
 * @example
 * mergeConfig({ endpoint: { url: { host: "a" } } }, { endpoint: { debugErrors: true } });
 * mergeConfig({ logger: { level: "info" } }, { logger: { level: "debug" } }); // { logger: { level: "debug" } }
 * @see Config
 */
export {
  type Config,
  config,
  type Env,
  mergeConfig,
  type RuntimeConfig,
  type RuntimeContext,
} from "./config.ts";
