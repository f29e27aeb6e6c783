// A process that uses a project's PGlite as its parent tells it: FOLDER is its argument.
import { closePglite, pglite } from "./pglite.ts";

export type Order =
  | { readonly op: "query"; readonly sql: string }
  /** Begins a transaction with a statement, and leaves it open until the next order is `commit`. */
  | { readonly op: "begin"; readonly sql: string }
  | { readonly op: "commit" }
  | { readonly op: "close" };

/** `failure` has the code and the message of an error. */
export type Outcome =
  | { readonly rows: Record<string, unknown>[] }
  | { readonly failure: { code: string; message: string } };

const options = { url: "pglite://shared", root: process.argv[2] as string };
let commit: () => void = () => {};
let committed: Promise<unknown> = Promise.resolve();

process.on("message", async (order: Order) => {
  const outcome = await obey(order).then(
    (rows): Outcome => ({ rows }),
    ({ code, message }): Outcome => ({ failure: { code, message } }),
  );
  process.send?.(outcome);
});

async function obey(order: Order): Promise<Record<string, unknown>[]> {
  if (order.op === "close") {
    await closePglite();
    return [];
  }
  if (order.op === "commit") {
    commit();
    await committed;
    return [];
  }
  const pool = await connected();
  if (order.op === "query") return (await pool.withConnection(({ query }) => query(order.sql, []))).rows;
  await new Promise<void>((begun, failed) => {
    committed = pool.withConnection(async ({ query }) => {
      await query("begin", []);
      await query(order.sql, []);
      await new Promise<void>((resolve) => {
        commit = resolve;
        begun();
      });
      await query("commit", []);
    });
    committed.catch(failed);
  });
  return [];
}

let pool: ReturnType<typeof connect> | undefined;
function connected(): ReturnType<typeof connect> {
  pool ??= connect();
  return pool;
}

function connect() {
  return pglite().connect(options);
}
