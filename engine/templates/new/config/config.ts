// Configuration of the application, shared by all environments. The file of
// the environment (dev.ts, test.ts or prod.ts) is laid over it, and runtime.ts
// over both.
import { config } from "fledge/config";

export default config({
  endpoint: {
    url: { host: "localhost" },
  },

  logger: {
    level: "debug",
    metadata: ["request_id"],
  },
});
