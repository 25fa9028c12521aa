import { defineConfig } from "vitest/config";

// Apart from vite.config.ts, so that a build needs no development package.
export default defineConfig({
  test: { environment: "jsdom", include: ["**/*.test.ts"], exclude: ["node_modules/**"] },
});
