/** What two ends of a channel have in common: a `MessagePort`, a `Worker`, a worker's global scope. */
export interface Channel {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Methods that one end offers to the other. */
export type Methods<T> = { [K in keyof T]: (...args: never[]) => unknown };

type Answer<F> = F extends (...args: never[]) => infer R ? Promise<Awaited<R>> : never;
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;

interface CallMessage {
  rpc: "call" | "notify";
  id: number;
  method: string;
  args: unknown[];
}

interface AnswerMessage {
  rpc: "value" | "error";
  id: number;
  value: unknown;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/**
 * One end of a channel over which both ends call each other's methods.
 *
 * @example
 * const worker = new Rpc<WorkerApi>(new Worker(url), { event: (event) => show(event) });
 * const files = await worker.call("readFiles");
 */
export class Rpc<Remote extends Methods<Remote>> {
  #channel: Channel;
  #next = 1;
  #waiting = new Map<number, Waiting>();
  #closed: Error | undefined;

  constructor(channel: Channel, local: Record<string, (...args: never[]) => unknown>) {
    this.#channel = channel;
    channel.onmessage = (event) => {
      const message = event.data as CallMessage | AnswerMessage;
      if (message?.rpc === "call" || message?.rpc === "notify") void this.#run(message, local);
      else if (message?.rpc === "value" || message?.rpc === "error") this.#settle(message);
    };
  }

  /** Calls a method of the other end; rejects with its error, or when this end is closed. `transfer` moves what the arguments hold. */
  call<K extends keyof Remote & string>(method: K, ...args: Arguments<Remote[K]>): Answer<Remote[K]> {
    return this.send(method, args, []);
  }

  /** As `call`, and moves `transfer` to the other end. */
  send<K extends keyof Remote & string>(
    method: K,
    args: Arguments<Remote[K]>,
    transfer: Transferable[],
  ): Answer<Remote[K]> {
    const answer = new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#channel.postMessage({ rpc: "call", id, method, args } satisfies CallMessage, transfer);
    });
    return answer as Answer<Remote[K]>;
  }

  /** Calls a method of the other end and does not wait for it. */
  notify<K extends keyof Remote & string>(method: K, ...args: Arguments<Remote[K]>): void {
    if (!this.#closed) {
      this.#channel.postMessage({ rpc: "notify", id: 0, method, args } satisfies CallMessage);
    }
  }

  /** Stops listening; what is still waiting rejects with `reason`. */
  close(reason: Error): void {
    if (this.#closed) return;
    this.#closed = reason;
    this.#channel.onmessage = null;
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }

  async #run(message: CallMessage, local: Record<string, (...args: never[]) => unknown>): Promise<void> {
    let answer: AnswerMessage;
    try {
      const method = Object.hasOwn(local, message.method) ? local[message.method] : undefined;
      if (!method) throw new Error(`the other side has no method ${message.method}`);
      const value = await method(...(message.args as never[]));
      answer = { rpc: "value", id: message.id, value };
    } catch (error) {
      if (message.rpc === "notify") throw error;
      answer = { rpc: "error", id: message.id, value: flattenError(error) };
    }
    if (message.rpc === "call" && !this.#closed) this.#channel.postMessage(answer);
  }

  #settle(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    if (message.rpc === "value") waiting.resolve(message.value);
    else waiting.reject(Object.assign(new Error(), message.value));
  }
}

function flattenError(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  return stack === undefined ? { name, message } : { name, message, stack };
}
