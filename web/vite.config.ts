import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { cssLayers } from "./scripts/css-layers.mjs";

/** The server that `npm run dev` asks; `./run` starts one with the demo company. */
const api = process.env.PACIOLI_URL ?? "http://127.0.0.1:7400";

export default defineConfig({
  plugins: [cssLayers(), react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { port: 5173, proxy: { "/api": api, "/health": api } },
  build: {
    target: ["es2022", "safari16"],
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false, // `npm run budget` measures and judges
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    testTimeout: 30_000, // whole pages in an imitated browser, also on a busy machine
  },
});
