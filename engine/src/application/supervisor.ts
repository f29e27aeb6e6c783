import type { Child, Running, StartContext } from "./child.ts";

/** How many restarts are put up with. */
export interface RestartIntensity {
  maxRestarts: number;
  maxSeconds: number;
}

interface Settle {
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/**
 * Keeps children running: the strategy `one_for_one` of OTP's Supervisor.
 *
 * @see Supervisor
 */
export class Supervisor {
  /** Rejects when the supervisor gave up; resolves when it was stopped. */
  readonly exit: Promise<void>;

  #children: readonly Child[];
  #context: StartContext;
  #intensity: RestartIntensity;
  #running = new Map<string, Running>();
  /** When the restarts of the last `maxSeconds` were, in milliseconds. */
  #restarts: number[] = [];
  #stopping: Promise<void> | undefined;
  #restarting = new Set<Promise<void>>();
  #settle: Settle;

  constructor(children: readonly Child[], context: StartContext, intensity: RestartIntensity) {
    this.#children = children;
    this.#context = context;
    this.#intensity = intensity;
    let settle!: Settle;
    this.exit = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    this.#settle = settle;
    // Whoever cares listens; nobody must.
    this.exit.catch(() => {});
  }

  /**
   * Starts the children in order. When one fails, those before it are stopped again.
   *
   * @throws ChildStartError naming the child
   */
  async start(): Promise<void> {
    for (const child of this.#children) {
      try {
        await this.#startChild(child);
      } catch (error) {
        await this.stop().catch(() => {});
        throw new ChildStartError(child.id, error);
      }
    }
  }

  child(id: string): Running | undefined {
    return this.#running.get(id);
  }

  /**
   * Stops the children in reverse order of their start. All of them are stopped, also when one fails to.
   *
   * @throws what the first child that failed to stop threw
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll().finally(this.#settle.resolve);
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    await Promise.allSettled(this.#restarting);
    const failures: unknown[] = [];
    for (const child of this.#children.toReversed()) {
      const running = this.#running.get(child.id);
      this.#running.delete(child.id);
      try {
        await running?.stop();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #startChild(child: Child): Promise<void> {
    const running = await child.start(this.#context);
    this.#running.set(child.id, running);
    running.exit?.then(
      () => this.#ended(child, running, undefined),
      (error: unknown) => this.#ended(child, running, { error }),
    );
  }

  #ended(child: Child, running: Running, crash: { error: unknown } | undefined): void {
    if (this.#stopping || this.#running.get(child.id) !== running) return;
    this.#running.delete(child.id);
    const policy = child.restart ?? "permanent";
    if (policy === "temporary" || (policy === "transient" && !crash)) return;
    const work = this.#restart(child, crash?.error).finally(() => this.#restarting.delete(work));
    this.#restarting.add(work);
  }

  async #restart(child: Child, reason: unknown): Promise<void> {
    const { maxRestarts, maxSeconds } = this.#intensity;
    let last = reason;
    while (!this.#stopping) {
      const now = performance.now();
      this.#restarts = this.#restarts.filter((at) => now - at < maxSeconds * 1000);
      if (this.#restarts.length >= maxRestarts) {
        this.#giveUp(child, last);
        return;
      }
      this.#restarts.push(now);
      try {
        await this.#startChild(child);
        return;
      } catch (error) {
        last = error;
      }
    }
  }

  #giveUp(child: Child, reason: unknown): void {
    const { maxRestarts, maxSeconds } = this.#intensity;
    const error = new Error(
      `"${child.id}" ended more than ${maxRestarts} times in ${maxSeconds} seconds; the application was stopped`,
      { cause: reason },
    );
    this.#settle.reject(error);
    // Not awaited: this very restart is among what stop() waits for.
    this.stop().catch(() => {});
  }
}

/** A child of the application did not start. `cause` is what it threw. */
export class ChildStartError extends Error {
  override name = "ChildStartError";
  constructor(
    readonly id: string,
    cause: unknown,
  ) {
    super(`"${id}" failed to start: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
