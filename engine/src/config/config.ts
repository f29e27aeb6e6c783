/** The environment that a project runs in (`MIX_ENV` in Phoenix). */
export type Env = "dev" | "test" | "prod";

/** The merged configuration. Subsystems narrow their own key. */
export interface Config {
  endpoint?: Record<string, unknown>;
  repo?: Record<string, unknown>;
  logger?: Record<string, unknown>;
  [key: string]: unknown;
}
