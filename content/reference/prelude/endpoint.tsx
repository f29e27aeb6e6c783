// An endpoint that is started.
import type { Platform } from "fledge/platform/web";
import { Endpoint } from "./web.tsx";

export { Endpoint };

/** Starts it; gives what stops it. */
export async function setUp(platform: Platform, root: string): Promise<() => Promise<void>> {
  const config = { endpoint: { url: { host: "example.com" }, secretKeyBase: "s".repeat(64) } };
  const running = Endpoint.start({ env: "test", config, platform, root });
  return async () => {
    await running.stop();
  };
}
