import { defineConfig } from "vitest/config";

import { sprite } from "./icons/sprite.ts";

// `base: "./"` keeps every address inside the build relative, so that STATIC_URL may be anything.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [sprite({ list: "icons/icons.json", from: "node_modules/@tabler/icons/icons" })],
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"] } } },
  build: {
    outDir: "../samphan/web/static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { main: "entry/main.ts" } },
  },
  test: { environment: "jsdom", include: ["**/*.test.ts"], exclude: ["node_modules/**"] },
});
