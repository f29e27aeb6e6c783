import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{app,content,sandboxes,scripts}/**/*.test.{ts,tsx,mjs}"],
    exclude: ["**/node_modules/**", "content/guides/**"],
    testTimeout: 30_000,
  },
});
