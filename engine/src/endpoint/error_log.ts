import type { Conn } from "../conn/conn.ts";
import { errorStatus } from "../conn/errors.ts";
import { inspect, Logger } from "../logger/index.ts";

/** Logs an error that ended a request and is the server's fault, with its stack. The request log has a line for the others. */
export function logError(error: unknown, conn: Conn | undefined): void {
  if (errorStatus(error) < 500) return;
  const request = conn === undefined ? "a request" : `${conn.method} ${conn.requestPath}`;
  Logger.error(() => `${request} failed: ${stackOf(error)}`, { requestId: conn?.private.requestId });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${inspect(error)}`;
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return (error.stack ?? `${error.name}: ${error.message}`) + cause;
}
