import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The same short way to the top as tsconfig.json gives.
  resolve: { alias: [{ find: /^@\//, replacement: fileURLToPath(new URL(".", import.meta.url)) }] },
  test: {
    include: ["{app,content,sandboxes,scripts}/**/*.test.{ts,tsx,mjs}"],
    exclude: ["**/node_modules/**", "content/guides/**"],
    testTimeout: 30_000,
  },
});
