import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["fledge-source", "node"] },
  ssr: { resolve: { conditions: ["fledge-source", "node"], externalConditions: ["node"] } },
  test: { include: ["src/**/*.test.{ts,tsx}"], testTimeout: 20_000 },
});
