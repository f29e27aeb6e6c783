import type { Measure } from "./poller.ts";
import { telemetryEvent } from "./telemetry.ts";

const memory = telemetryEvent(["vm", "memory"]);
const eventLoop = telemetryEvent(["vm", "event_loop"]);

/**
 * What the process itself takes, for `poller`: the events `vm.memory` (bytes: `total`, `heap`, `external`) and `vm.event_loop`
 * (`utilization`, the part of the time since the last event that was spent working, from 0 to 1). Where the platform cannot tell, as in
 * a browser, there are no events.
 *
 * @example
 * poller({ measurements: [...vmMeasurements] });
 * @see :telemetry_poller
 */
export const vmMeasurements: readonly Measure[] = [
  ({ platform }) => {
    const vitals = platform.vitals?.();
    if (vitals === undefined) return;
    memory.execute(vitals.memory);
    eventLoop.execute(vitals.eventLoop);
  },
];
