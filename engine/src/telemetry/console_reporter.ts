import type { Child } from "../application/child.ts";
import type { Metric } from "./metrics.ts";
import { attach, detach, type Measurements, type Metadata } from "./telemetry.ts";

/** Options of `consoleReporter`. */
export interface ConsoleReporterOptions {
  metrics: readonly Metric[];
  /** Takes what is printed; default the console. */
  write?: (text: string) => void;
}

let reporters = 0;

/**
 * A child of an application that prints each event that one of the metrics is about, with the values and tags it comes to.
 *
 * It is for trying metrics out: a page that is asked for often prints much.
 *
 * @example
 * application({ name: "hello", children: [consoleReporter({ metrics: [summary("fledge.endpoint.stop.duration")] }), Endpoint] });
 * @see Telemetry.Metrics.ConsoleReporter
 */
export function consoleReporter({ metrics, write = console.log }: ConsoleReporterOptions): Child {
  const events = new Map<string, Metric[]>();
  for (const metric of metrics) {
    const name = metric.eventName.join(".");
    const known = events.get(name);
    if (known === undefined) events.set(name, [metric]);
    else known.push(metric);
  }
  return {
    id: "fledge.telemetry.console_reporter",
    start() {
      // While an application reloads, two of its versions run.
      const id = `fledge-console-reporter-${++reporters}`;
      const ids = [...events].map(([name, about], index) => {
        attach(`${id}-${index}`, about[0]!.eventName, (_event, measurements, metadata) =>
          write(report(name, about, measurements, metadata)),
        );
        return `${id}-${index}`;
      });
      return { stop: () => ids.forEach(detach) };
    },
  };
}

function report(
  name: string,
  metrics: readonly Metric[],
  measurements: Measurements,
  metadata: Metadata,
): string {
  const lines = [
    `[telemetry] ${name}`,
    `  measurements: ${pairs(measurements)}`,
    `  metadata: ${Object.keys(metadata).join(", ")}`,
  ];
  for (const metric of metrics) {
    const value = metric.measure(measurements, metadata);
    const tags = pairs(metric.tagsOf(metadata));
    const shown = value === undefined ? "left out" : `${format(value)} ${metric.unit}`;
    lines.push(`  ${metric.kind} ${metric.name.join(".")}: ${shown}${tags === "" ? "" : ` (${tags})`}`);
  }
  return lines.join("\n");
}

function pairs(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${typeof value === "number" ? format(value) : String(value)}`)
    .join(" ");
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
