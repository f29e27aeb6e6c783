import type { Conn } from "../conn/conn.ts";
import { errorStatus } from "../conn/errors.ts";

/** Logs an error that ended a request: with its stack when it is the server's fault, in one line when it is the client's. */
export function logError(error: unknown, conn: Conn | undefined): void {
  const status = errorStatus(error);
  const request = conn === undefined ? "a request" : `${conn.method} ${conn.requestPath}`;
  if (status >= 500) console.error(`${request} failed: ${stackOf(error)}`);
  else console.debug(`Converted error ${nameOf(error)} to ${status} response for ${request}`);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return (error.stack ?? `${error.name}: ${error.message}`) + cause;
}
