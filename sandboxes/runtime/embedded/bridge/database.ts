import type { DatabaseMessage, DatabaseReport } from "../protocol.ts";
import { assets } from "./assets.ts";

/** The PGlite worker. It outlives the application's worker, so that rows survive an endless loop. */
export class Database {
  #worker: Worker;
  #resets: { resolve(): void; reject(error: Error): void }[] = [];

  constructor(onFailure: (message: string) => void) {
    this.#worker = new Worker(assets().databaseWorker, { name: "database" });
    this.#worker.onmessage = ({ data }: MessageEvent<DatabaseReport>) => {
      if (data.type === "failed") {
        onFailure(data.message);
        for (const { reject } of this.#resets.splice(0)) reject(new Error(data.message));
      } else this.#resets.shift()?.resolve();
    };
    this.#worker.onerror = (event) => onFailure(event.message);
  }

  /** A port for a new application worker. What the one before left open is rolled back. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: "connect", port: port1 }, [port1]);
    return port2;
  }

  /** Drops all that was ever made in the database. */
  reset(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#resets.push({ resolve, reject });
      this.#send({ type: "reset" });
    });
  }

  #send(message: DatabaseMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
