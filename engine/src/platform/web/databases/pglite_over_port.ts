import { pgliteDriver } from "../../../ecto/database/pglite_driver.ts";
import type { PgliteAnswer, PgliteRequest } from "../../../ecto/database/pglite_protocol.ts";
import { RemoteCluster } from "../../../ecto/database/remote_cluster.ts";
import type { DatabaseDriver } from "../../../ecto/database_driver.ts";
import { portChannel } from "./port_channel.ts";

/**
 * The driver of a worker whose PGlite is in another worker; `pglite://NAME` and `pglite://memory/NAME` are both databases of it.
 *
 * @param port the other end is given to `servePglite`
 */
export function pgliteOverPort(port: MessagePort): DatabaseDriver {
  const cluster = new RemoteCluster(portChannel<PgliteRequest, PgliteAnswer>(port));
  return pgliteDriver(async () => cluster);
}
