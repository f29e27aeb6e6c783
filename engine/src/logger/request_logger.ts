import type { PlugConn } from "../conn/plug_conn.ts";
import {
  attach,
  detach,
  type EventName,
  type Metadata,
  type TelemetryHandler,
} from "../telemetry/telemetry.ts";
import { type FilterParameters, filterParameters } from "./filter_parameters.ts";
import { inspect } from "./inspect.ts";
import { Logger, type LogLevel, type LogMetadata } from "./logger.ts";

/** Options of `attachRequestLogger`. */
export interface RequestLoggerOptions {
  /** Parameters that are hidden; default `["password"]`. */
  filterParameters?: FilterParameters;
  /** `false` logs no request at all, for an application that has a log of its own. Default true. */
  requests?: boolean;
}

type LogSetting = LogLevel | false | ((conn: PlugConn<object>) => LogLevel | false) | undefined;

const IDS = [
  "fledge-logger-start",
  "fledge-logger-stop",
  "fledge-logger-route",
  "fledge-logger-error",
] as const;

/**
 * Writes the lines of each request to the log: what was asked for, which action answers with which parameters, the status and time
 * taken, and errors that became pages. They come from the events `fledge.endpoint.start/stop`, `fledge.router_dispatch.start` and
 * `fledge.error_rendered`. Called again it takes the new options.
 *
 * @returns a function that ends it
 * @example
 * attachRequestLogger();
 * @see Phoenix.Logger
 */
export function attachRequestLogger(options: RequestLoggerOptions = {}): () => void {
  const stop = (): void => IDS.forEach(detach);
  stop();
  if (options.requests === false) return stop;
  const listen = (id: string, event: EventName, handler: TelemetryHandler<undefined>): void =>
    attach(id, event, handler);
  listen(IDS[0], ["fledge", "endpoint", "start"], (_event, _measurements, metadata) => logStart(metadata));
  listen(IDS[1], ["fledge", "endpoint", "stop"], (_event, { duration }, metadata) =>
    logStop(duration!, metadata),
  );
  listen(IDS[2], ["fledge", "router_dispatch", "start"], (_event, _measurements, metadata) =>
    logRoute(metadata, options.filterParameters),
  );
  listen(IDS[3], ["fledge", "error_rendered"], (_event, _measurements, metadata) => logError(metadata));
  return stop;
}

function connOf(metadata: Metadata): PlugConn<object> {
  return metadata.conn as PlugConn<object>;
}

function levelOf(setting: LogSetting, conn: PlugConn<object>, fallback: LogLevel): LogLevel | false {
  return typeof setting === "function" ? setting(conn) : (setting ?? fallback);
}

function factsOf(conn: PlugConn<object>): LogMetadata {
  return { requestId: conn.private.requestId };
}

function logStart(metadata: Metadata): void {
  const conn = connOf(metadata);
  const level = levelOf((metadata.options as { log?: LogSetting } | undefined)?.log, conn, "info");
  if (level !== false && Logger.enabled(level))
    Logger.log(level, `${conn.method} ${conn.requestPath}`, factsOf(conn));
}

function logStop(duration: number, metadata: Metadata): void {
  const conn = connOf(metadata);
  const level = levelOf((metadata.options as { log?: LogSetting } | undefined)?.log, conn, "info");
  if (level === false || !Logger.enabled(level)) return;
  const verb = conn.state === "set_chunked" ? "Chunked" : "Sent";
  Logger.log(level, `${verb} ${conn.status} in ${formatDuration(duration)}`, factsOf(conn));
}

function logRoute(metadata: Metadata, filter: FilterParameters | undefined): void {
  const conn = connOf(metadata);
  const level = levelOf(metadata.log as LogSetting, conn, "debug");
  if (level === false || !Logger.enabled(level)) return;
  const target =
    metadata.logModule !== undefined
      ? String(metadata.logModule)
      : typeof metadata.plugOptions === "string"
        ? `${metadata.plug}.${metadata.plugOptions}/2`
        : String(metadata.plug);
  Logger.log(
    level,
    () =>
      `Processing with ${target}\n  Parameters: ${parametersOf(conn, filter)}\n` +
      `  Pipelines: ${inspect(metadata.pipeThrough)}`,
    factsOf(conn),
  );
}

/** A query that nobody has decoded yet may be one that cannot be: the request fails of it later, and the log must not. */
function parametersOf(conn: PlugConn<object>, filter: FilterParameters | undefined): string {
  try {
    return inspect(filterParameters(conn.params, filter));
  } catch {
    return "[UNFETCHED]";
  }
}

function logError(metadata: Metadata): void {
  const conn = connOf(metadata);
  const level = levelOf(metadata.log as LogSetting, conn, "debug");
  if (level === false) return;
  const { kind, reason, status } = metadata;
  const what = (): string => (reason instanceof Error ? reason.name : inspect(reason));
  Logger.log(level, () => `Converted ${kind} ${what()} to ${status} response`, factsOf(conn));
}

/** `345µs` or `12ms`. */
function formatDuration(milliseconds: number): string {
  return milliseconds >= 1 ? `${Math.floor(milliseconds)}ms` : `${Math.round(milliseconds * 1000)}µs`;
}
