import type { Child, Running, StartContext } from "../../application/child.ts";
import type { LogLevel } from "../../logger/logger.ts";
import { DatabaseError } from "../database/database_error.ts";
import { leasePool, type PoolLease } from "../database/pool_registry.ts";
import type { DatabaseDriver, DatabaseOptions } from "../database_driver.ts";
import { RepoNotStartedError } from "./errors.ts";
import { type Executor, PoolExecutor, type QueryObserver } from "./executor.ts";
import { observeQueries } from "./query_log.ts";
import { Repo } from "./repo.ts";

/** Settings of a repository; the key `repo` of the application's config. */
export interface RepoConfig {
  /** Where the database is: `postgres://…` or `pglite://NAME`. */
  url: string;
  /** Connections at most; 10 unless told. */
  poolSize?: number;
  /** Milliseconds to wait for a free connection; 10 000 unless told. */
  queueTimeout?: number;
  /** Level of the log line of each query, `false` for none; `"debug"` unless told. */
  log?: LogLevel | false;
}

/** What a repository works with while the application runs. */
export interface RepoRuntime {
  readonly context: StartContext;
  readonly driver: DatabaseDriver;
  readonly options: DatabaseOptions;
  readonly observe: QueryObserver;
  readonly lease: PoolLease;
  /** Versions of the migrations that the database is known to have run, while nothing speaks against it. */
  migrated: string | undefined;
}

/** PostgreSQL's codes of a table and of a column that is not there. */
const MISSING: readonly unknown[] = ["42P01", "42703"];

/** The application's repository: a child of the application that reads the config's key `repo`. */
export class RepoChild extends Repo implements Child {
  readonly id: string;
  /** Name of the application. */
  readonly otpApp: string;
  #runtime: RepoRuntime | undefined;
  #pooled: Executor | undefined;
  #owner: Executor | undefined;

  constructor(options: { otpApp: string; id: string }) {
    super();
    this.otpApp = options.otpApp;
    this.id = options.id;
  }

  /** Joins the pool of the database; nothing is connected before the first query, so that an application starts without one. */
  start(context: StartContext): Running {
    const { driver, options, log } = databaseOf(context, this.otpApp);
    const lease = leasePool(driver, options);
    const tell = observeQueries(this.otpApp, this.id, log);
    const observe: QueryObserver = (query) => {
      if (query.error instanceof DatabaseError && MISSING.includes(query.error.code))
        runtime.migrated = undefined;
      tell(query);
    };
    const runtime: RepoRuntime = { context, driver, options, observe, lease, migrated: undefined };
    this.#runtime = runtime;
    this.#pooled = new PoolExecutor(() => lease.pool(), observe);
    return {
      stop: async () => {
        await lease.release();
        if (this.#runtime === runtime) this.#runtime = undefined;
      },
    };
  }

  /** What runs its statements: the pool, or the one connection of a test. */
  override get executor(): Executor {
    if (this.#owner) return this.#owner;
    this.runtime;
    return this.#pooled as Executor;
  }

  /** What the repository works with; throws when the application was not started. */
  get runtime(): RepoRuntime {
    if (this.#runtime) return this.#runtime;
    throw new RepoNotStartedError(
      `the repository ${this.id} is not started: put it among the children in lib/${this.otpApp}/application.ts, and start ` +
        "the application before it is used",
    );
  }

  /** Sends every statement to one connection, as a test's transaction needs; `undefined` ends that. */
  setOwner(owner: Executor | undefined): void {
    this.#owner = owner;
  }
}

/**
 * Makes the application's repository.
 *
 * @param options `otpApp`: name of the application; `id`: told apart by when there are several, `"Repo"` unless told
 * @example
 * export const Repo = repo({ otpApp: "hello" });
 * @see Ecto.Repo
 */
export function repo(options: { otpApp: string; id?: string }): RepoChild {
  return new RepoChild({ id: "Repo", ...options });
}

/** The driver and options that the config names. */
export function databaseOf(
  context: Pick<StartContext, "config" | "platform" | "root" | "env">,
  otpApp: string,
): { driver: DatabaseDriver; options: DatabaseOptions; log: LogLevel | false } {
  const config = (context.config.repo ?? {}) as Partial<RepoConfig>;
  const { url, poolSize, queueTimeout, log = "debug" } = config;
  const file = `config/${context.env}.ts`;
  if (typeof url !== "string" || url === "") {
    const message = `the application ${otpApp} has no database: set repo.url in ${file}, e.g. "pglite://${otpApp}_${context.env}"`;
    throw new DatabaseError(message, { code: "invalid_url" });
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? "";
  const driver = Object.hasOwn(context.platform.databases, scheme)
    ? context.platform.databases[scheme]
    : undefined;
  if (!driver) {
    const known =
      Object.keys(context.platform.databases)
        .map((name) => `${name}://`)
        .join(", ") || "none";
    const message = `repo.url in ${file} begins with "${scheme}://", which is not supported here; supported: ${known}`;
    throw new DatabaseError(message, { code: "invalid_url" });
  }
  return { driver, options: { url, poolSize, queueTimeout, root: context.root }, log };
}
