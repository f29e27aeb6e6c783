import type { QueryResult } from "../database_driver.ts";
import type { DatabaseErrorDetails } from "./database_error.ts";

/**
 * What a worker or process asks of the one that holds PGlite. Those of one channel are done in their order: whoever sends
 * `acquire` may send queries without waiting, and gives the session back with `release`.
 */
export type PgliteRequest = { readonly id: number } & (
  | { readonly op: "acquire"; readonly database: string | null; readonly timeout: number }
  | { readonly op: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly op: "exec"; readonly sql: string }
  | { readonly op: "release" }
);

/** The answer to a request. */
export type PgliteAnswer = { readonly id: number } & (
  | { readonly ok: true; readonly result?: QueryResult }
  | { readonly ok: false; readonly error: DatabaseErrorDetails & { message: string } }
);

/** One end of a way to another worker or process. Messages arrive whole and in order; their values are what can be cloned. */
export interface Channel<Outgoing, Incoming> {
  send(message: Outgoing): void;
  /** Says who is given what arrives, and who is told, once, that the other end is gone. */
  listen(onMessage: (message: Incoming) => void, onClose: () => void): void;
  close(): void;
}

/** The end of the one that holds PGlite. */
export type ServingChannel = Channel<PgliteAnswer, PgliteRequest>;

/** The end of the one that uses it. */
export type AskingChannel = Channel<PgliteRequest, PgliteAnswer>;

/** Code of the error of an `acquire` that came to nothing because the holder ends: another holder may be asked instead. */
export const HOLDER_GONE = "holder_gone";
