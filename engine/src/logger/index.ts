/**
 * The log: lines by level, and the lines that tell of requests.
 *
 * `Logger` writes what is at or above its level to the handlers that it has. `attachRequestLogger` listens to telemetry and logs each
 * request, its parameters without secrets (`filterParameters`).
 *
 * @example
 * Logger.info("started");
 * @see Phoenix.Logger
 */
export { type FilterParameters, filterParameters } from "./filter_parameters.ts";
export { inspect } from "./inspect.ts";
export {
  type LogEntry,
  Logger,
  type LoggerOptions,
  type LogHandler,
  type LogLevel,
  type LogMetadata,
} from "./logger.ts";
export { attachRequestLogger, type RequestLoggerOptions } from "./request_logger.ts";
