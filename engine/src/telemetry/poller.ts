import type { Child, StartContext } from "../application/child.ts";

/** Measures something and emits it with `execute`. */
export type Measure = (context: StartContext) => void | Promise<void>;

/** Options of `poller`. */
export interface PollerOptions {
  /** Called in order, once a period. */
  measurements: readonly Measure[];
  /** Milliseconds from one time to the next; default 10 000. */
  period?: number;
  /** Tells two pollers of one application apart. */
  id?: string;
}

/**
 * A child of an application that measures again and again what no event tells of. A measurement that fails is reported and left out
 * from then on.
 *
 * @throws TypeError for a period that is not above 0
 * @example poller({ measurements: [async () => execute(["hello", "users"], { total: await countUsers() })] })
 * @see :telemetry_poller
 */
export function poller({
  measurements,
  period = 10_000,
  id = "fledge.telemetry.poller",
}: PollerOptions): Child {
  if (!(period > 0)) throw new TypeError(`poller(): period must be milliseconds above 0, got ${period}`);
  return {
    id,
    start(context) {
      let left = [...measurements];
      let timer: ReturnType<typeof setTimeout> | undefined;
      let stopped = false;
      const poll = async (): Promise<void> => {
        for (const measure of left) {
          if (stopped) return;
          try {
            await measure(context);
          } catch (error) {
            left = left.filter((other) => other !== measure);
            console.error(`A measurement of ${id} has failed and is left out from now on.`, error);
          }
        }
        if (!stopped) timer = setTimeout(poll, period);
      };
      timer = setTimeout(poll, period);
      return {
        stop() {
          stopped = true;
          clearTimeout(timer);
        },
      };
    },
  };
}
