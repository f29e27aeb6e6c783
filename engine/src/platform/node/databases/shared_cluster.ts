import { mkdirSync } from "node:fs";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseError } from "../../../ecto/database/database_error.ts";
import {
  type ClusterSession,
  type HeldSession,
  LocalCluster,
  type Pglite,
  type PgliteCluster,
} from "../../../ecto/database/pglite_cluster.ts";
import {
  HOLDER_GONE,
  type PgliteAnswer,
  type PgliteRequest,
} from "../../../ecto/database/pglite_protocol.ts";
import { type PgliteService, serveCluster } from "../../../ecto/database/pglite_service.ts";
import { RemoteCluster } from "../../../ecto/database/remote_cluster.ts";
import { joinFolder } from "./folder_owner.ts";
import { socketChannel } from "./socket_channel.ts";

/** Milliseconds that other processes are given to end what they are at when the owner ends, and that they then wait for another. */
const GRACE = 2000;
const HANDOVER = 15_000;
const PAUSE = 50;

/** What this process is to the cluster: the owner of its files, or a guest of the owner. */
interface Membership {
  acquire(database: string | null, timeout: number): Promise<HeldSession>;
  leave(): Promise<void>;
}

/**
 * A cluster of files that many processes use: one has it open, the others send it their queries. When that one ends, whoever of the
 * others needs the cluster next opens it.
 */
export class SharedCluster implements PgliteCluster {
  #membership: Promise<Membership> | undefined;

  /**
   * @param folder absolute; made when it is not there
   * @param open opens the files in it
   */
  constructor(
    readonly folder: string,
    readonly open: () => Promise<Pglite>,
  ) {}

  async withSession<T>(
    database: string | null,
    timeout: number,
    work: (session: ClusterSession) => Promise<T>,
  ): Promise<T> {
    const { session, release } = await this.#acquire(database, timeout);
    try {
      return await work(session);
    } finally {
      await release();
    }
  }

  /** Closes the files, or leaves them to their owner. */
  async close(): Promise<void> {
    const membership = this.#membership;
    this.#membership = undefined;
    await (await membership?.catch(() => undefined))?.leave();
  }

  async #acquire(database: string | null, timeout: number): Promise<HeldSession> {
    const deadline = Date.now() + HANDOVER;
    for (;;) {
      const membership = this.#join();
      try {
        return await (await membership).acquire(database, timeout);
      } catch (error) {
        if ((error as DatabaseError).code !== HOLDER_GONE || Date.now() > deadline) throw error;
        if (this.#membership === membership) this.#membership = undefined;
        await sleep(PAUSE);
      }
    }
  }

  #join(): Promise<Membership> {
    if (this.#membership) return this.#membership;
    const membership = this.#begin();
    this.#membership = membership;
    membership.catch(() => {
      if (this.#membership === membership) this.#membership = undefined;
    });
    return membership;
  }

  async #begin(): Promise<Membership> {
    mkdirSync(this.folder, { recursive: true });
    const guests = new Guests();
    const joined = await joinFolder(this.folder, (socket) => guests.add(socket));
    if (joined.kind === "guest") return guestOf(joined.socket);
    let pglite: Pglite;
    try {
      pglite = await this.open();
    } catch (error) {
      await guests.leave();
      joined.release();
      throw error;
    }
    const cluster = new LocalCluster(pglite);
    guests.welcome(cluster);
    return {
      acquire: (database, timeout) => cluster.acquire(database, timeout),
      async leave() {
        await guests.leave();
        await pglite.close();
        joined.release();
      },
    };
  }
}

/** The processes that are connected to this one. */
class Guests {
  readonly #services = new Map<Socket, PgliteService | undefined>();
  #cluster: LocalCluster | undefined;
  #left = false;

  /** Takes a connection; it is served as soon as there is something to serve. */
  add(socket: Socket): void {
    // Guests do not keep their host alive.
    socket.unref();
    socket.on("error", () => {});
    if (this.#left) return void socket.destroy();
    this.#services.set(socket, undefined);
    socket.once("close", () => this.#services.delete(socket));
    if (this.#cluster) this.#serve(socket, this.#cluster);
  }

  welcome(cluster: LocalCluster): void {
    this.#cluster = cluster;
    for (const socket of this.#services.keys()) this.#serve(socket, cluster);
  }

  async leave(): Promise<void> {
    this.#left = true;
    const finish = async ([socket, service]: [Socket, PgliteService | undefined]) => {
      if (service) await service.finish(GRACE);
      else socket.destroy();
    };
    await Promise.all([...this.#services].map(finish));
  }

  #serve(socket: Socket, cluster: LocalCluster): void {
    this.#services.set(socket, serveCluster(socketChannel<PgliteAnswer, PgliteRequest>(socket), cluster));
  }
}

function guestOf(socket: Socket): Membership {
  socket.unref();
  const keepAlive = (busy: boolean) => (busy ? socket.ref() : socket.unref());
  const cluster = new RemoteCluster(socketChannel<PgliteRequest, PgliteAnswer>(socket), keepAlive);
  return {
    acquire: (database, timeout) => cluster.acquire(database, timeout),
    async leave() {
      socket.destroy();
    },
  };
}
