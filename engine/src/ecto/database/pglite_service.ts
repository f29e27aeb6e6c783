import type { QueryResult } from "../database_driver.ts";
import { DatabaseError, databaseError } from "./database_error.ts";
import type { HeldSession, LocalCluster } from "./pglite_cluster.ts";
import {
  HOLDER_GONE,
  type PgliteAnswer,
  type PgliteRequest,
  type ServingChannel,
} from "./pglite_protocol.ts";

/** One worker's or process's use of a PGlite. */
export interface PgliteService {
  /** Ends it: rolls back what the other end left open and lets others go on. To be called when the other end was terminated. */
  stop(): Promise<void>;
  /** Ends it once the other end has given back the session that it holds, or `patience` milliseconds have passed. */
  finish(patience: number): Promise<void>;
}

/** Lets the other end of a channel use a cluster, in turn with those at other channels. */
export function serveCluster(channel: ServingChannel, cluster: LocalCluster): PgliteService {
  let held: HeldSession | undefined;
  let queue: Promise<void> = Promise.resolve();
  let statement: Promise<unknown> = Promise.resolve();
  let state: "open" | "finishing" | "stopped" = "open";
  let onIdle: () => void = () => {};

  async function answer(request: PgliteRequest): Promise<QueryResult | undefined> {
    switch (request.op) {
      case "acquire": {
        refuseWhenEnding();
        const taken = await cluster.acquire(request.database, request.timeout);
        try {
          // The end may have come while it waited for its turn.
          refuseWhenEnding();
        } catch (error) {
          await taken.release();
          throw error;
        }
        held = taken;
        return undefined;
      }
      case "query":
        return session().query(request.sql, request.parameters);
      case "exec":
        return void (await session().exec(request.sql));
      case "release":
        await release();
        onIdle();
        return undefined;
    }
  }

  function refuseWhenEnding(): void {
    if (state === "open") return;
    throw new DatabaseError("the database is being closed", { code: HOLDER_GONE });
  }

  function session(): HeldSession["session"] {
    if (held) return held.session;
    throw new DatabaseError("the database session was not acquired, or is closed", { code: "closed" });
  }

  async function release(): Promise<void> {
    const current = held;
    held = undefined;
    await current?.release();
  }

  async function receive(request: PgliteRequest): Promise<void> {
    if (state === "stopped") return;
    const working = answer(request);
    if (request.op === "query" || request.op === "exec") statement = working.catch(() => {});
    const reply = await working.then(
      (result): PgliteAnswer => ({ id: request.id, ok: true, result }),
      (error: unknown): PgliteAnswer => ({
        id: request.id,
        ok: false,
        error: databaseError(error).toPlain(),
      }),
    );
    if ((state as string) !== "stopped") channel.send(reply);
  }

  async function stop(): Promise<void> {
    if (state === "stopped") return;
    state = "stopped";
    channel.close();
    onIdle();
    // A transaction that is just being opened can be rolled back only afterwards.
    await statement;
    await release();
  }

  channel.listen(
    (request) => {
      queue = queue.then(() => receive(request));
    },
    () => void stop(),
  );
  return {
    stop,
    async finish(patience) {
      if (state === "open") state = "finishing";
      if (held) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patience);
          onIdle = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      // The answer to what was asked last is on its way before the channel is closed.
      await Promise.resolve();
      await stop();
    },
  };
}
