/** How often the worker is asked whether it lives. */
const interval = 500;
/** Questions without an answer after which it is taken to be in an endless loop. */
const patience = 8;

/**
 * Watches a worker: when it leaves eight pings in a row unanswered (four seconds), `onHang` is called, once. It counts pings rather than
 * time, because a tab that was asleep is late without its worker being stuck.
 */
export class Watchdog {
  #unanswered = 0;
  #timer: ReturnType<typeof setInterval>;

  constructor(ping: () => Promise<void>, onHang: () => void) {
    this.#timer = setInterval(() => {
      if (this.#unanswered >= patience) {
        this.stop();
        onHang();
        return;
      }
      this.#unanswered++;
      ping().then(
        () => {
          this.#unanswered = 0;
        },
        () => this.stop(),
      );
    }, interval);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
