import type { EventName, Measurements, Metadata } from "./telemetry.ts";

/** How a reporter should gather what it measures. */
export type MetricKind = "counter" | "sum" | "lastValue" | "summary" | "distribution";

const units = {
  nanosecond: 1e-6,
  microsecond: 1e-3,
  millisecond: 1,
  second: 1000,
  byte: 1,
  kilobyte: 1e3,
  megabyte: 1e6,
} as const;

const bytes: readonly string[] = ["byte", "kilobyte", "megabyte"];

/** A unit that can be turned into another of its kind. */
export type ConvertibleUnit = keyof typeof units;

/** Options that all metrics take. */
export interface MetricOptions {
  /** Names of the metadata by which a reporter groups. */
  tags?: readonly string[];
  /** Makes of the metadata what `tags` look in; called for each event, so it should be quick. */
  tagValues?: (metadata: Metadata) => Metadata;
  /** Name of the unit, or what is measured and what is shown: `["byte", "megabyte"]`. Durations are in milliseconds. */
  unit?: string | readonly [from: ConvertibleUnit, to: ConvertibleUnit];
  description?: string;
  /** The measurement, where it is not the last word of the metric's name: another name, or a function. */
  measurement?: string | ((measurements: Measurements, metadata: Metadata) => number | undefined);
  /** Name of the event, where it is not the metric's name without its last word. */
  eventName?: string | EventName;
  /** Events for which it is false are left out. */
  keep?: (metadata: Metadata) => boolean;
  /** What only some reporters understand, such as the bounds of a distribution's buckets. */
  reporterOptions?: Readonly<Record<string, unknown>>;
}

/** What to measure of which events, for reporters to gather. */
export interface Metric {
  readonly kind: MetricKind;
  readonly name: EventName;
  readonly eventName: EventName;
  readonly tags: readonly string[];
  /** Name of the unit of what `measure` gives; `"unit"` when none was given. */
  readonly unit: string;
  readonly description: string | undefined;
  readonly reporterOptions: Readonly<Record<string, unknown>>;
  /** The value of an event in the metric's unit; `undefined` when it has none or is left out. */
  measure(measurements: Measurements, metadata: Metadata): number | undefined;
  /** The values of the tags for an event. */
  tagsOf(metadata: Metadata): Record<string, unknown>;
}

/** Counts events, whatever their value is. @example counter("fledge.endpoint.stop.duration") @see Telemetry.Metrics.counter/2 */
export function counter(name: string, options?: MetricOptions): Metric {
  return metric("counter", name, options);
}

/** Adds the values of events up. @example sum("hello.upload.stop.bytes") @see Telemetry.Metrics.sum/2 */
export function sum(name: string, options?: MetricOptions): Metric {
  return metric("sum", name, options);
}

/** Keeps the value of the last event. @example lastValue("hello.users.total") @see Telemetry.Metrics.last_value/2 */
export function lastValue(name: string, options?: MetricOptions): Metric {
  return metric("lastValue", name, options);
}

/**
 * Describes the values of events: mean, greatest, percentiles; what exactly is up to the reporter.
 *
 * @param name event and measurement, joined by dots
 * @param options `{ tags, tagValues, unit, description, measurement, eventName, keep, reporterOptions }`
 * @throws TypeError when the name has no measurement, or units are not of one kind
 * @example summary("fledge.router_dispatch.stop.duration", { tags: ["route"], unit: "millisecond" })
 * @see Telemetry.Metrics.summary/2
 */
export function summary(name: string, options?: MetricOptions): Metric {
  return metric("summary", name, options);
}

/**
 * Counts the values of events by buckets.
 *
 * @example distribution("hello.repo.query.queueTime", { reporterOptions: { buckets: [1, 10, 100] } })
 * @see Telemetry.Metrics.distribution/2
 */
export function distribution(name: string, options?: MetricOptions): Metric {
  return metric("distribution", name, options);
}

function metric(kind: MetricKind, text: string, options: MetricOptions = {}): Metric {
  const name = text.split(".");
  const last = name.at(-1)!;
  if (name.length < 2 || name.includes(""))
    throw new TypeError(
      `${kind}("${text}"): the name is an event and one of its measurements, such as "fledge.endpoint.stop.duration"`,
    );
  const { measurement = last, eventName = name.slice(0, -1), tags = [], tagValues, keep } = options;
  const factor = factorOf(text, options.unit);
  return {
    kind,
    name,
    eventName: typeof eventName === "string" ? eventName.split(".") : eventName,
    tags,
    unit: typeof options.unit === "string" ? options.unit : (options.unit?.[1] ?? "unit"),
    description: options.description,
    reporterOptions: options.reporterOptions ?? {},
    measure(measurements, metadata) {
      if (keep !== undefined && !keep(metadata)) return undefined;
      if (kind === "counter") return 1;
      const value =
        typeof measurement === "function" ? measurement(measurements, metadata) : measurements[measurement];
      return value === undefined ? undefined : value * factor;
    },
    tagsOf(metadata) {
      const values = tagValues === undefined ? metadata : tagValues(metadata);
      return Object.fromEntries(tags.map((tag) => [tag, values[tag]]));
    },
  };
}

function factorOf(name: string, unit: MetricOptions["unit"]): number {
  if (unit === undefined || typeof unit === "string") return 1;
  const [from, to] = unit;
  for (const one of unit)
    if (!Object.hasOwn(units, one))
      throw new TypeError(
        `${name}: there is no unit "${one}" to convert; use ${Object.keys(units).join(", ")}`,
      );
  if (bytes.includes(from) !== bytes.includes(to))
    throw new TypeError(`${name}: ${from} cannot become ${to}; both must be times, or both sizes`);
  return units[from] / units[to];
}
