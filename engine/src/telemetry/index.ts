/**
 * Telemetry: events that the framework and applications emit, and functions that listen to them.
 *
 * An event has a name (`["fledge", "endpoint", "stop"]`), measurements (numbers) and metadata. Handlers run in the middle of what emits,
 * so they should be quick; one that throws is detached.
 *
 * @example
 * attach("count", ["hello", "signup"], (_event, { users }) => console.log(users));
 * execute(["hello", "signup"], { users: 1 });
 * @see telemetry
 */
export { type ConsoleReporterOptions, consoleReporter } from "./console_reporter.ts";
export {
  type ConvertibleUnit,
  counter,
  distribution,
  lastValue,
  type Metric,
  type MetricKind,
  type MetricOptions,
  sum,
  summary,
} from "./metrics.ts";
export { type Measure, type PollerOptions, poller } from "./poller.ts";
export {
  type AttachedHandler,
  attach,
  attachMany,
  detach,
  type EventName,
  execute,
  listHandlers,
  type Measurements,
  type Metadata,
  span,
  TelemetryEvent,
  type TelemetryHandler,
  telemetryEvent,
} from "./telemetry.ts";
export { vmMeasurements } from "./vm_measurements.ts";
