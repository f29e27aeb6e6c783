// PostgreSQL in a worker of its own: it survives the application's, and its start does not hold up the first page.
import { PGlite } from "@electric-sql/pglite";
import { type PgliteService, servePglite } from "fledge/platform/web";
import type { DatabaseMessage, DatabaseReport } from "./protocol.ts";

/** Addresses of PostgreSQL's files; the build puts them in. */
declare const FLEDGE_DATABASE: { wasm: string; data: string; snapshot: string };

/** What is used of PGlite. */
type Database = Parameters<typeof servePglite>[1];

const worker = self as unknown as DedicatedWorkerGlobalScope;
const starting = start().catch((error: Error) => {
  tell({ type: "failed", message: error.message });
  return broken(error);
});

/** What was asked is done in its order. */
let queue: Promise<void> = Promise.resolve();
let service: PgliteService | undefined;

void starting.then(() => tell({ type: "started" }));

worker.onmessage = ({ data }: MessageEvent<DatabaseMessage>) => {
  if (data.type === "ping") return tell({ type: "pong" });
  queue = queue.then(async () => {
    const pg = await starting;
    if (data.type === "connect") {
      await service?.stop();
      service = servePglite(data.port, pg);
    } else {
      await service?.stop();
      await reset(pg);
      tell({ type: "reset" });
    }
  });
  queue.catch((error: Error) => tell({ type: "failed", message: error.message }));
};

/** Starts from the snapshot: making a cluster here would take seconds. Everything is passed in, else PGlite fetches it again. */
async function start(): Promise<Database> {
  const [pgliteWasmModule, fsBundle, loadDataDir] = await Promise.all([
    WebAssembly.compileStreaming(fetch(FLEDGE_DATABASE.wasm)),
    fetchBlob(FLEDGE_DATABASE.data),
    fetchBlob(FLEDGE_DATABASE.snapshot),
  ]);
  return PGlite.create({ pgliteWasmModule, fsBundle, loadDataDir });
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
async function reset(pg: Database): Promise<void> {
  await pg.exec("discard temp");
  const { rows } = await pg.query(
    "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  );
  for (const { name } of rows as { name: string }[]) await pg.exec(`drop schema ${name} cascade`);
  await pg.exec("create schema public");
}

function tell(report: DatabaseReport): void {
  worker.postMessage(report);
}
