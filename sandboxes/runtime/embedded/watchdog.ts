/** How often the worker is asked whether it lives, in milliseconds. */
const interval = 500;

/**
 * Watches a worker: when it leaves the pings of `seconds` unanswered, `onHang` is called, once. It counts pings rather than time,
 * because a tab that was asleep is late without its worker being stuck.
 */
export class Watchdog {
  #unanswered = 0;
  #timer: ReturnType<typeof setInterval>;

  constructor(seconds: number, ping: () => Promise<void>, onHang: () => void) {
    this.#timer = setInterval(() => {
      if (this.#unanswered * interval >= seconds * 1000) {
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
