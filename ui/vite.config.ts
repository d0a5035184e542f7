import { defineConfig } from "vitest/config";

/** The page is served from the window's own assets, so every address is relative. */
export default defineConfig({
  base: "./",
  build: { target: "safari17", modulePreload: { polyfill: false }, reportCompressedSize: true },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
