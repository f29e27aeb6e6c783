import type { QueryResult } from "../database_driver.ts";
import { databaseError } from "./database_error.ts";
import { Mutex } from "./mutex.ts";
import { valueParsers } from "./value_parsers.ts";

/** What the engine needs of a PGlite. */
export interface Pglite {
  query(
    sql: string,
    parameters?: unknown[],
    options?: { parsers?: Record<number, (text: string, typeId?: number) => unknown> },
  ): Promise<{ rows: unknown[]; affectedRows?: number }>;
  exec(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The only session of a cluster, while one piece of work has it. */
export interface ClusterSession {
  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult>;
  exec(sql: string): Promise<void>;
}

/** The session of a cluster as it was taken; `release` gives it back and rolls back a transaction that was left open. */
export interface HeldSession {
  readonly session: ClusterSession;
  release(): Promise<void>;
}

/** A PGlite, here or behind a channel; each database is a schema of it. */
export interface PgliteCluster {
  /** Gives the session to `work` alone, with `database`, which is made unless it is there, in front of its search path. */
  withSession<T>(
    database: string | null,
    timeout: number,
    work: (session: ClusterSession) => Promise<T>,
  ): Promise<T>;
}

/** A cluster whose PGlite is in this thread. */
export class LocalCluster implements PgliteCluster {
  readonly #mutex = new Mutex();
  #database: string | null = null;

  constructor(readonly pglite: Pglite) {}

  async withSession<T>(
    database: string | null,
    timeout: number,
    work: (session: ClusterSession) => Promise<T>,
  ): Promise<T> {
    const { session, release } = await this.acquire(database, timeout);
    try {
      return await work(session);
    } finally {
      await release();
    }
  }

  /** Takes the session; whoever takes it gives it back with `release`, which also ends a transaction that was left open. */
  async acquire(database: string | null, timeout: number): Promise<HeldSession> {
    const unlock = await this.#mutex.acquire(timeout);
    const session: ClusterSession = {
      query: (sql, parameters) => this.#query(sql, parameters),
      exec: async (sql) => {
        await this.pglite.exec(sql).catch((error: unknown) => {
          throw databaseError(error, sql);
        });
      },
    };
    try {
      await this.#use(database);
    } catch (error) {
      unlock();
      throw error;
    }
    const release = async () => {
      try {
        if (this.#inTransaction) await this.pglite.exec("rollback");
        this.#inTransaction = false;
      } finally {
        unlock();
      }
    };
    return { session, release };
  }

  #inTransaction = false;

  async #query(sql: string, parameters: readonly unknown[]): Promise<QueryResult> {
    const verb = /^\s*(begin|start|commit|end|rollback(?!\s+to))\b/i.exec(sql)?.[1]?.toLowerCase();
    try {
      const { rows, affectedRows } = await this.pglite.query(sql, [...parameters], {
        parsers: { ...valueParsers },
      });
      if (verb) this.#inTransaction = verb === "begin" || verb === "start";
      return { rows: rows as Record<string, unknown>[], numRows: affectedRows || rows.length };
    } catch (error) {
      throw databaseError(error, sql);
    }
  }

  async #use(database: string | null): Promise<void> {
    if (this.#database === database) return;
    if (database === null) await this.pglite.exec("set search_path to public");
    else {
      const name = quoteName(database);
      // Dropped by another client meanwhile, its tables would be made in the schema that all databases share.
      await this.pglite.exec(`create schema if not exists ${name}; set search_path to ${name}, public`);
    }
    this.#database = database;
  }
}

/** A name as PostgreSQL reads it, whatever is in it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
