import { DatabaseError } from "../../../ecto/database/database_error.ts";
import { Mutex } from "../../../ecto/database/mutex.ts";
import type { ClusterSession, PgliteCluster } from "../../../ecto/database/pglite_cluster.ts";
import { pgliteDriver } from "../../../ecto/database/pglite_driver.ts";
import type { DatabaseDriver, QueryResult } from "../../../ecto/database_driver.ts";
import type { PgliteAnswer, PgliteRequest } from "./protocol.ts";

type Ask = PgliteRequest extends infer R ? (R extends { id: number } ? Omit<R, "id"> : never) : never;

/**
 * The driver of a worker whose PGlite is in another worker; `pglite://NAME` and `pglite://memory/NAME` are both databases of it.
 *
 * @param port the other end is given to `servePglite`
 */
export function pgliteOverPort(port: MessagePort): DatabaseDriver {
  const cluster = new PortCluster(port);
  return pgliteDriver(async () => cluster);
}

class PortCluster implements PgliteCluster {
  readonly #mutex = new Mutex();
  readonly #waiting = new Map<
    number,
    { resolve: (result: QueryResult | undefined) => void; reject: (error: unknown) => void }
  >();
  #lastId = 0;

  constructor(readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<PgliteAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.ok) waiting?.resolve(data.result);
      else waiting?.reject(new DatabaseError(data.error.message, data.error));
    };
  }

  withSession<T>(
    database: string | null,
    timeout: number,
    work: (session: ClusterSession) => Promise<T>,
  ): Promise<T> {
    return this.#mutex.run(async () => {
      // Nobody waits for it: it takes one trip less, and whatever is wrong is told by the first query.
      const acquired = this.#ask({ op: "acquire", database, timeout });
      acquired.catch(() => {});
      const ask = async (request: Ask) => (await Promise.all([acquired, this.#ask(request)]))[1];
      try {
        return await work({
          query: async (sql, parameters) => (await ask({ op: "query", sql, parameters })) as QueryResult,
          exec: async (sql) => void (await ask({ op: "exec", sql })),
        });
      } finally {
        this.#ask({ op: "release" }).catch(() => {});
      }
    }, timeout);
  }

  #ask(request: Ask): Promise<QueryResult | undefined> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.port.postMessage({ id, ...request });
    });
  }
}
