// PostgreSQL in a worker of its own: it survives the application's, and its start does not hold up the first page.
import { PGlite } from "@electric-sql/pglite";
import { type PgliteService, servePglite } from "fledge/platform/web";
import type { DatabaseMessage, DatabaseReport } from "./protocol.ts";

/** Addresses of PostgreSQL's files; the build puts them in. */
declare const FLEDGE_DATABASE: { wasm: string; data: string; snapshot: string };

const worker = self as unknown as DedicatedWorkerGlobalScope;
const starting = start();
starting.catch((error: Error) => tell({ type: "failed", message: error.message }));

/** What was asked is done in its order. */
let queue: Promise<void> = Promise.resolve();
let service: PgliteService | undefined;

worker.onmessage = ({ data }: MessageEvent<DatabaseMessage>) => {
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
async function start(): Promise<PGlite> {
  const [pgliteWasmModule, fsBundle, loadDataDir] = await Promise.all([
    WebAssembly.compileStreaming(fetch(FLEDGE_DATABASE.wasm)),
    fetchBlob(FLEDGE_DATABASE.data),
    fetchBlob(FLEDGE_DATABASE.snapshot),
  ]);
  return PGlite.create({ pgliteWasmModule, fsBundle, loadDataDir });
}

async function fetchBlob(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered with status ${response.status}`);
  return response.blob();
}

/** Drops every schema that is not PostgreSQL's own. */
async function reset(pg: PGlite): Promise<void> {
  await pg.exec("rollback; discard all");
  const { rows } = await pg.query<{ name: string }>(
    "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  );
  for (const { name } of rows) await pg.exec(`drop schema ${name} cascade`);
  await pg.exec("create schema public");
}

function tell(report: DatabaseReport): void {
  worker.postMessage(report);
}
