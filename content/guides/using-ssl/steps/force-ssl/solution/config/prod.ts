import { config } from "fledge/config";

// What only the machine knows (addresses, secrets) is read in runtime.ts.
export default config({
  endpoint: {
    // Seconds that browsers remember it. A week; a year once all works.
    forceSsl: { expires: 604_800 },
  },

  logger: { level: "info" },
});
