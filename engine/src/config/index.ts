export {
  type Config,
  config,
  type Env,
  mergeConfig,
  type RuntimeConfig,
  type RuntimeContext,
} from "./config.ts";
