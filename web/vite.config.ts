import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** With `--mode mock` the dev and preview servers answer the API themselves, from made-up data (see mock/README.md). */
function mockApi(): Plugin {
  return {
    name: "mock-api",
    async configureServer(server) {
      const { mockApiMiddleware } = await import("./mock/server");
      server.middlewares.use(mockApiMiddleware());
    },
    async configurePreviewServer(server) {
      const { mockApiMiddleware } = await import("./mock/server");
      server.middlewares.use(mockApiMiddleware());
    },
  };
}

const api = process.env.PACIOLI_URL ?? "http://127.0.0.1:7400";

export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === "mock" ? [mockApi()] : [])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { port: 5173, proxy: mode === "mock" ? undefined : { "/api": api, "/health": api } },
  build: {
    target: ["es2022", "safari16"],
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
  },
}));
