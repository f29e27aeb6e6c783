import type { Child } from "fledge/application";
import { attach, detach } from "fledge/telemetry";

/** Milliseconds that a request may take before it is pointed out. */
const SLOW = 1000;

/** Listens to what the framework and the application measure. */
export const Telemetry: Child = {
  id: "AppName.Telemetry",

  start() {
    // Two versions of the application are alive for a moment while it reloads.
    const id = `AppName.Telemetry ${crypto.randomUUID()}`;

    attach(id, ["fledge", "endpoint", "stop"], (_event, { duration = 0 }) => {
      if (duration > SLOW) {
        console.warn(`a request took ${Math.round(duration)} ms`);
      }
    });

    return { stop: () => void detach(id) };
  },
};
