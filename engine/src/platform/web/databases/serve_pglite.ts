import { DatabaseError, databaseError } from "../../../ecto/database/database_error.ts";
import { type ClusterSession, LocalCluster, type Pglite } from "../../../ecto/database/pglite_cluster.ts";
import type { QueryResult } from "../../../ecto/database_driver.ts";
import type { PgliteAnswer, PgliteRequest } from "./protocol.ts";

const clusters = new WeakMap<Pglite, LocalCluster>();

/** One worker's use of a PGlite. */
export interface PgliteService {
  /** Ends it: rolls back what its worker left open and lets others go on. To be called when that worker was terminated. */
  stop(): Promise<void>;
}

/**
 * Lets the worker at the other end of a port use a PGlite, in turn with the workers at other ports.
 *
 * @param port a `MessagePort`; the other end belongs to `pgliteOverPort`
 * @example
 * const pglite = await PGlite.create();
 * self.onmessage = ({ ports: [port] }) => servePglite(port, pglite);
 */
export function servePglite(port: MessagePort, pglite: Pglite): PgliteService {
  const cluster = clusters.get(pglite) ?? new LocalCluster(pglite);
  clusters.set(pglite, cluster);
  let held: { session: ClusterSession; release: () => Promise<void> } | undefined;
  let queue: Promise<void> = Promise.resolve();
  let stopped = false;

  async function answer(request: PgliteRequest): Promise<QueryResult | undefined> {
    switch (request.op) {
      case "acquire": {
        const taken = await cluster.acquire(request.database, request.timeout);
        // The worker may have been ended while it waited for its turn.
        if (stopped) return void (await taken.release());
        held = taken;
        return undefined;
      }
      case "query":
        return session().query(request.sql, request.parameters);
      case "exec":
        return void (await session().exec(request.sql));
      case "release": {
        const current = held;
        held = undefined;
        return void (await current?.release());
      }
    }
  }

  function session(): ClusterSession {
    if (held) return held.session;
    throw new DatabaseError("the database session was not acquired, or is closed", { code: "closed" });
  }

  port.onmessage = ({ data }: MessageEvent<PgliteRequest>) => {
    queue = queue.then(async () => {
      if (stopped) return;
      const reply = await answer(data).then(
        (result): PgliteAnswer => ({ id: data.id, ok: true, result }),
        (error: unknown): PgliteAnswer => ({ id: data.id, ok: false, error: databaseError(error).toPlain() }),
      );
      if (!stopped) port.postMessage(reply);
    });
  };
  const stop = async () => {
    stopped = true;
    port.onmessage = null;
    port.close();
    const current = held;
    held = undefined;
    await current?.release();
  };
  // Where the browser tells that the other end is gone, nobody has to.
  port.addEventListener("close", () => void stop());
  return { stop };
}
