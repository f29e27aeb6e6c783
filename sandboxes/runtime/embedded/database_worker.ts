// PostgreSQL in a worker of its own: it survives the application's, and its start does not hold up the first page.
import { PGlite } from "@electric-sql/pglite";
import { type PgliteService, servePglite } from "fledge/platform/web";
import type { DatabaseMessage, DatabaseReport } from "./protocol.ts";

/** Addresses of PostgreSQL's files; the build puts them in. */
declare const FLEDGE_DATABASE: { wasm: string; data: string; snapshot: string };

/** What is used of PGlite. */
type Database = Parameters<typeof servePglite>[1];

const worker = self as unknown as DedicatedWorkerGlobalScope;

// An empty module: a database from a snapshot needs no initdb, and PGlite would fetch it.
const noInitdb = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));

let starting: Promise<Database> | undefined;
const database: Database = {
  query: async (...args) => (await started()).query(...args),
  exec: async (sql) => (await started()).exec(sql),
  close: async () => {},
};

/** What was asked is done in its order. */
let queue: Promise<void> = Promise.resolve();
let service: PgliteService | undefined;

worker.onmessage = ({ data }: MessageEvent<DatabaseMessage>) => {
  if (data.type === "ping") tell({ type: "pong" });
  else if (data.type === "start") void started();
  else {
    queue = queue.then(async () => {
      await service?.stop();
      if (data.type === "connect") service = servePglite(data.port, database);
      else tell(await reset());
    });
  }
};

function started(): Promise<Database> {
  starting ??= start().then(
    (pg) => {
      tell({ type: "started" });
      return pg;
    },
    (error: Error) => {
      tell({ type: "failed", message: error.message });
      return broken(error);
    },
  );
  return starting;
}

/** Starts from the snapshot: making a cluster here would take seconds. Everything is passed in, else PGlite fetches it again. */
async function start(): Promise<Database> {
  const [pgliteWasmModule, fsBundle, loadDataDir] = await Promise.all([
    WebAssembly.compileStreaming(fetch(FLEDGE_DATABASE.wasm)),
    fetchBlob(FLEDGE_DATABASE.data),
    fetchBlob(FLEDGE_DATABASE.snapshot),
  ]);
  return PGlite.create({ pgliteWasmModule, fsBundle, loadDataDir, initdbWasmModule: noInitdb });
}

/** Answers every query with the reason why there is no database. */
function broken(reason: Error): Database {
  const fail = async () => {
    throw new Error(`the database could not be started: ${reason.message}`);
  };
  return { query: fail, exec: fail, close: async () => {} };
}

async function fetchBlob(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered with status ${response.status}`);
  return response.blob();
}

/** Drops every schema that is not PostgreSQL's own. */
async function reset(): Promise<DatabaseReport> {
  // What never started holds nothing.
  if (!starting) return { type: "reset" };
  try {
    const pg = await starting;
    await pg.exec("discard temp");
    const { rows } = await pg.query(
      "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
    );
    for (const { name } of rows as { name: string }[]) await pg.exec(`drop schema ${name} cascade`);
    await pg.exec("create schema public");
    return { type: "reset" };
  } catch (error) {
    return { type: "reset", error: (error as Error).message };
  }
}

function tell(report: DatabaseReport): void {
  worker.postMessage(report);
}
