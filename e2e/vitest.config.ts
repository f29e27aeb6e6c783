import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["fledge-source", "node"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["node"] } },
  test: {
    include: ["**/*.test.ts"],
    testTimeout: 150_000,
    hookTimeout: 120_000,
    // A browser on a busy machine may miss a time limit; Vitest's report says which tests needed another try.
    retry: 2,
    // Chromium and the site share few cores; files one after the other are faster than side by side.
    fileParallelism: false,
    maxConcurrency: 2,
  },
});
