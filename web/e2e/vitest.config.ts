import { defineConfig } from "vitest/config";

/** End-to-end tests: one browser, one file after the other, against the server at PACIOLI_URL. */
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["e2e/**/*.test.ts"],
    environment: "node",
    fileParallelism: false,
    sequence: { concurrent: false },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    bail: 0,
    reporters: ["verbose"],
  },
});
