import { type EventLoopUtilization, performance } from "node:perf_hooks";
import type { Vitals } from "../platform.ts";

/** Makes a function that tells what the process takes; each has its own idea of the last question. */
export function nodeVitals(): () => Vitals {
  let last: EventLoopUtilization | undefined;
  return () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    const now = performance.eventLoopUtilization();
    const { utilization } = last === undefined ? now : performance.eventLoopUtilization(now, last);
    last = now;
    return { memory: { total: rss, heap: heapUsed, external }, eventLoop: { utilization } };
  };
}
