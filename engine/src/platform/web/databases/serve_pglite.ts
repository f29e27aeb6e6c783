import { LocalCluster, type Pglite } from "../../../ecto/database/pglite_cluster.ts";
import type { PgliteAnswer, PgliteRequest } from "../../../ecto/database/pglite_protocol.ts";
import { type PgliteService, serveCluster } from "../../../ecto/database/pglite_service.ts";
import { portChannel } from "./port_channel.ts";

const clusters = new WeakMap<Pglite, LocalCluster>();

/**
 * Lets the worker at the other end of a port use a PGlite, in turn with the workers at other ports.
 *
 * @param port a `MessagePort`; the other end belongs to `pgliteOverPort`
 * @example
 * const pglite = await PGlite.create();
 * self.onmessage = ({ ports: [port] }) => servePglite(port, pglite);
 */
export function servePglite(port: MessagePort, pglite: Pglite): PgliteService {
  const cluster = clusters.get(pglite) ?? new LocalCluster(pglite);
  clusters.set(pglite, cluster);
  return serveCluster(portChannel<PgliteAnswer, PgliteRequest>(port), cluster);
}
