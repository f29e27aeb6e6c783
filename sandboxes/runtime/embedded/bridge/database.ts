import type { DatabaseMessage, DatabaseReport } from "../protocol.ts";
import { Watchdog } from "../watchdog.ts";
import { assets } from "./assets.ts";

/** How long one query may keep the database from anything else. */
const patience = 15;

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** The PGlite worker. It outlives the application's worker, so that rows survive an endless loop. */
export class Database {
  #worker: Worker;
  #watchdog: Watchdog | undefined;
  #pongs: (() => void)[] = [];
  #resets: Waiting[] = [];
  #onFailure: (message: string) => void;
  #onHang: () => void;

  /**
   * @param onFailure PostgreSQL could not be started
   * @param onHang a query did not end, and a new, empty database took the place of the one that it ran on
   */
  constructor(onFailure: (message: string) => void, onHang: () => void) {
    this.#onFailure = onFailure;
    this.#onHang = onHang;
    this.#worker = this.#spawn();
  }

  /** A port for a new application worker. What the one before left open is rolled back. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: "connect", port: port1 }, [port1]);
    return port2;
  }

  /** Starts PostgreSQL before the first query, which then need not wait for it. */
  start(): void {
    this.#send({ type: "start" });
  }

  /** Drops all that was ever made in the database. */
  reset(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#resets.push({ resolve, reject });
      this.#send({ type: "reset" });
    });
  }

  #spawn(): Worker {
    const worker = new Worker(assets().databaseWorker, { name: "database" });
    worker.onmessage = ({ data }: MessageEvent<DatabaseReport>) => this.#receive(data);
    worker.onerror = (event) => this.#fail(event.message || "its script could not be loaded");
    return worker;
  }

  #receive(report: DatabaseReport): void {
    if (report.type === "started") this.#watch();
    else if (report.type === "failed") this.#fail(report.message);
    else if (report.type === "reset") this.#onReset(report.error);
    else for (const answered of this.#pongs.splice(0)) answered();
  }

  #onReset(error: string | undefined): void {
    const waiting = this.#resets.shift();
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(new Error(`The database could not be put back: ${error}`));
  }

  #watch(): void {
    const ping = () =>
      new Promise<void>((resolve) => {
        this.#pongs.push(resolve);
        this.#send({ type: "ping" });
      });
    this.#watchdog = new Watchdog(patience, ping, () => {
      this.#worker.terminate();
      this.#pongs = [];
      this.#worker = this.#spawn();
      // An empty database is what a reset wanted.
      for (const { resolve } of this.#resets.splice(0)) resolve();
      this.#onHang();
    });
  }

  #fail(message: string): void {
    this.#watchdog?.stop();
    this.#onFailure(message);
    for (const { reject } of this.#resets.splice(0)) reject(new Error(message));
  }

  #send(message: DatabaseMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }
}
