import { config } from "fledge/config";

// What only the machine knows (addresses, secrets) is read in runtime.ts.
export default config({
  endpoint: {
    forceSsl: {
      // Seconds that browsers remember it. A week; a year once all works.
      expires: 604_800,
      rewriteOn: ["x-forwarded-proto"],
      exclude: (conn) =>
        conn.host === "localhost" || conn.requestPath === "/health",
    },
  },

  logger: { level: "info" },
});
