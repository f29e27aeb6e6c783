import { defineConfig } from "vitest/config";
import { fledge } from "./src/testing/vite.ts";

export default defineConfig({
  plugins: [fledge()],
  resolve: { conditions: ["fledge-source", "node"] },
  ssr: { resolve: { conditions: ["fledge-source", "node"], externalConditions: ["node"] } },
  test: { include: ["src/**/*.test.{ts,tsx}"], testTimeout: 20_000 },
});
