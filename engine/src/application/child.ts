import type { Config, Env } from "../config/config.ts";
import type { Handler } from "../http/adapter.ts";
import type { Platform } from "../platform/platform.ts";

/** Where a server that hands requests to the application listens. */
export interface ServerInfo {
  readonly scheme: "http" | "https";
  readonly address: string;
  readonly port: number;
}

/** What a child of the application is started with. */
export interface StartContext {
  env: Env;
  config: Config;
  platform: Platform;
  /** Absolute path of the project's folder. */
  root: string;
  /** The servers that listen now; absent where none can. */
  servers?: () => readonly ServerInfo[];
}

/** A started child. */
export interface Running {
  /** Ends it; resolves when nothing of it runs any more. */
  stop(): void | Promise<void>;
  /** Settles when the child ends by itself: rejects when it crashed. Absent for a child that ends only when stopped. */
  readonly exit?: Promise<void>;
  /** An endpoint's: handles the requests of the server that the project is served by. */
  readonly handler?: Handler;
}

/**
 * When a child that ended by itself is started again: always (`permanent`, the default), after a crash (`transient`), never
 * (`temporary`).
 */
export type RestartPolicy = "permanent" | "transient" | "temporary";

/** Something that the application starts: a Repo, an Endpoint, a poller. */
export interface Child {
  /** Tells it from its siblings. */
  readonly id: string;
  /** Default `permanent`. */
  readonly restart?: RestartPolicy;
  /** Starts it; resolves when it is ready, rejects when it cannot be. */
  start(context: StartContext): Running | Promise<Running>;
}
