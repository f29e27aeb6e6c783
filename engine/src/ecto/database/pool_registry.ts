import type { DatabaseDriver, DatabaseOptions, DatabasePool } from "../database_driver.ts";

/** Milliseconds that a pool nobody uses is kept: a reload stops the old application before it starts the new one. */
const LINGER = 5000;

interface Shared {
  pool: Promise<DatabasePool> | undefined;
  users: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const drivers = new WeakMap<DatabaseDriver, Map<string, Shared>>();

/** A share in a pool. */
export interface PoolLease {
  /** The pool; it connects when it is first asked for, and again after a failure. */
  pool(): Promise<DatabasePool>;
  /** Gives the share back; the pool is closed a little after the last one. `now` closes at once. */
  release(options?: { now?: boolean }): Promise<void>;
}

/** Takes a share in the pool of a driver with these options, so that pools outlive a reload of the application. */
export function leasePool(driver: DatabaseDriver, options: DatabaseOptions): PoolLease {
  const pools = drivers.get(driver) ?? new Map<string, Shared>();
  drivers.set(driver, pools);
  const key = JSON.stringify([options.url, options.poolSize, options.queueTimeout, options.root]);
  const shared = pools.get(key) ?? { pool: undefined, users: 0, timer: undefined };
  pools.set(key, shared);
  clearTimeout(shared.timer);
  shared.users += 1;

  async function close(): Promise<void> {
    if (shared.users > 0) return;
    pools.delete(key);
    const pool = await shared.pool?.catch(() => undefined);
    await pool?.close();
  }

  let held = true;
  return {
    pool() {
      shared.pool ??= driver.connect(options).catch((error: unknown) => {
        shared.pool = undefined;
        throw error;
      });
      return shared.pool;
    },
    async release({ now = false } = {}) {
      if (!held) return;
      held = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      if (now) return close();
      shared.timer = setTimeout(() => void close(), LINGER);
      // On Node a timer is an object that would keep the process alive.
      (shared.timer as { unref?: () => void }).unref?.();
    },
  };
}
