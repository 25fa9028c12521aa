import { readFileSync } from "node:fs";

import { defineConfig, type Plugin } from "vite";

import { sprite } from "./icons/sprite.ts";

/** The page that must work when nothing else does knows no manifest: its font has a name without a hash. */
const plainFont: Plugin = {
  name: "samphan-plain-font",
  apply: "build",
  generateBundle() {
    const source = readFileSync("node_modules/@fontsource/sarabun/files/sarabun-thai-400-normal.woff2");
    this.emitFile({ type: "asset", fileName: "plain-thai.woff2", source });
  },
};

// `base: "./"` keeps every address inside the build relative, so that STATIC_URL may be anything.
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [plainFont, sprite({ list: "icons/icons.json", from: "node_modules/@tabler/icons/icons" })],
  css: { preprocessorOptions: { scss: { loadPaths: ["node_modules"] } } },
  build: {
    outDir: "../samphan/web/static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { main: "entry/main.ts" } },
  },
});
