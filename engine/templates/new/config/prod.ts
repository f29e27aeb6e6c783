import { config } from "fledge/config";

// What only the machine knows (addresses, secrets) is read in runtime.ts.
export default config({
  logger: { level: "info" },
});
