import type { DatabaseErrorDetails } from "../../../ecto/database/database_error.ts";
import type { QueryResult } from "../../../ecto/database_driver.ts";

/**
 * What a worker asks of the one that holds PGlite. Those of one port are done in their order: whoever sends `acquire` may send
 * queries without waiting, and gives the session back with `release`.
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
