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
