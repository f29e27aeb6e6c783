import { queueTimeout } from "./database_error.ts";

/** Lets one piece of work run at a time, in the order they came. */
export class Mutex {
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  /**
   * Waits for its turn; the answer gives the turn back.
   *
   * @param timeout milliseconds to wait at most
   * @throws {DatabaseError} with code `queue_timeout`
   */
  async acquire(timeout?: number): Promise<() => void> {
    if (this.#busy) await this.#turn(timeout);
    this.#busy = true;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy = false;
    };
  }

  /** Runs `work` alone. */
  async run<T>(work: () => Promise<T>, timeout?: number): Promise<T> {
    const release = await this.acquire(timeout);
    try {
      return await work();
    } finally {
      release();
    }
  }

  #turn(timeout: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = timeout === undefined ? undefined : setTimeout(giveUp, timeout);
      const waiting = this.#waiting;
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(go);
      function giveUp(): void {
        waiting.splice(waiting.indexOf(go), 1);
        reject(queueTimeout(timeout as number));
      }
    });
  }
}
