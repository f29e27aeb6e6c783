import type { QueryResult } from "../database_driver.ts";
import { DatabaseError } from "./database_error.ts";
import { Mutex } from "./mutex.ts";
import type { ClusterSession, HeldSession, PgliteCluster } from "./pglite_cluster.ts";
import { type AskingChannel, HOLDER_GONE, type PgliteRequest } from "./pglite_protocol.ts";

type Ask = PgliteRequest extends infer R ? (R extends { id: number } ? Omit<R, "id"> : never) : never;

interface Waiting {
  readonly op: Ask["op"];
  resolve(result: QueryResult | undefined): void;
  reject(error: unknown): void;
}

/** A cluster whose PGlite is at the other end of a channel. */
export class RemoteCluster implements PgliteCluster {
  readonly #mutex = new Mutex();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #closed = false;

  /** @param onBusy is told when an answer begins or ceases to be awaited, where that keeps a process alive */
  constructor(
    readonly channel: AskingChannel,
    readonly onBusy: (busy: boolean) => void = () => {},
  ) {
    channel.listen(
      (answer) => {
        const waiting = this.#take(answer.id);
        if (answer.ok) waiting?.resolve(answer.result);
        else waiting?.reject(new DatabaseError(answer.error.message, answer.error));
      },
      () => this.#close(),
    );
  }

  /** Nobody waits for the session itself: that takes one trip less, and whatever is wrong is told by the first query. */
  withSession<T>(
    database: string | null,
    timeout: number,
    work: (session: ClusterSession) => Promise<T>,
  ): Promise<T> {
    return this.#mutex.run(async () => {
      const acquired = this.#ask({ op: "acquire", database, timeout });
      acquired.catch(() => {});
      const ask = async (request: Ask) => (await Promise.all([acquired, this.#ask(request)]))[1];
      try {
        return await work(sessionOf(ask));
      } finally {
        this.#release();
      }
    }, timeout);
  }

  /**
   * Takes the session, as `LocalCluster.acquire` does.
   *
   * @throws {DatabaseError} with the code `holder_gone` when the other end is gone or about to end; nothing was run then
   */
  async acquire(database: string | null, timeout: number): Promise<HeldSession> {
    const unlock = await this.#mutex.acquire(timeout);
    try {
      await this.#ask({ op: "acquire", database, timeout });
    } catch (error) {
      unlock();
      throw error;
    }
    const release = async () => {
      this.#release();
      unlock();
    };
    return { session: sessionOf((request) => this.#ask(request)), release };
  }

  #release(): void {
    if (!this.#closed) this.#ask({ op: "release" }).catch(() => {});
  }

  #ask(request: Ask): Promise<QueryResult | undefined> {
    if (this.#closed) return Promise.reject(gone(request.op));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.onBusy(true);
      this.#waiting.set(id, { op: request.op, resolve, reject });
      this.channel.send({ id, ...request });
    });
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (this.#waiting.delete(id) && this.#waiting.size === 0) this.onBusy(false);
    return waiting;
  }

  #close(): void {
    this.#closed = true;
    for (const id of [...this.#waiting.keys()]) {
      const waiting = this.#take(id);
      waiting?.reject(gone(waiting.op));
    }
  }
}

function sessionOf(ask: (request: Ask) => Promise<QueryResult | undefined>): ClusterSession {
  return {
    query: async (sql, parameters) => (await ask({ op: "query", sql, parameters })) as QueryResult,
    exec: async (sql) => void (await ask({ op: "exec", sql })),
  };
}

function gone(op: Ask["op"]): DatabaseError {
  if (op === "acquire") return new DatabaseError("the database is being closed", { code: HOLDER_GONE });
  return new DatabaseError(
    "the database was closed before it answered (the process that had it open ended); a transaction that was open is rolled back: try again",
    { code: "closed" },
  );
}
