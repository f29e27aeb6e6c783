import type { PlugConn } from "../conn/plug_conn.ts";
import { type EventName, telemetryEvent } from "../telemetry/telemetry.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** A level of the log, `false` for none, or a function that decides for each request. */
export type RequestLogLevel<C = PlugConn<object>> = string | false | ((conn: C) => string | false);

/** Options of `telemetry()`. */
export interface TelemetryOptions {
  /** The events are this with `start` and `stop` at the end. */
  eventPrefix: EventName;
  /** Level that the request is logged at; default `info`. */
  log?: RequestLogLevel;
}

/**
 * Makes a plug that emits `…start` when it runs and `…stop` right before the response goes out.
 *
 * Measurements: `systemTime` (start) and `duration` (stop), in milliseconds. Metadata: `conn` and `options`.
 *
 * @example telemetry({ eventPrefix: ["fledge", "endpoint"] })
 * @see Plug.Telemetry
 */
export function telemetry(options: TelemetryOptions): AnyPlugFunction {
  if (!Array.isArray(options?.eventPrefix) || options.eventPrefix.length === 0)
    throw new TypeError(
      'telemetry() needs the first words of its events: telemetry({ eventPrefix: ["fledge", "endpoint"] })',
    );
  const start = telemetryEvent([...options.eventPrefix, "start"]);
  const stop = telemetryEvent([...options.eventPrefix, "stop"]);

  return function telemetry(conn) {
    if (start.attached) start.execute({ systemTime: Date.now() }, { conn, options });
    if (stop.attached) {
      const started = performance.now();
      conn.registerBeforeSend((sent) =>
        stop.execute({ duration: performance.now() - started }, { conn: sent, options }),
      );
    }
    return conn;
  };
}
