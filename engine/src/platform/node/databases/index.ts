import type { DatabaseDriver } from "../../../ecto/database_driver.ts";
import { pglite } from "./pglite.ts";
import { postgres } from "./postgres.ts";

export { closePglite, pglite } from "./pglite.ts";
export { postgres } from "./postgres.ts";

/** Every driver of Node by the scheme of its URLs. */
export function nodeDatabases(): Record<string, DatabaseDriver> {
  const server = postgres();
  return { postgres: server, postgresql: server, pglite: pglite() };
}
