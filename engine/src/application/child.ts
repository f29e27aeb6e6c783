import type { Config, Env } from "../config/config.ts";
import type { Platform } from "../platform/platform.ts";

/** What a child of the application is started with. */
export interface StartContext {
  env: Env;
  config: Config;
  platform: Platform;
  /** Absolute path of the project's folder. */
  root: string;
}

/** A started child. */
export interface Running {
  stop(): void | Promise<void>;
}

/** Something that the application starts: a Repo, an Endpoint, a poller. */
export interface Child {
  readonly id: string;
  start(context: StartContext): Running | Promise<Running>;
}
