import { defineConfig } from "vite";

// The page is served from memory below /review/ under a policy that allows only files of its own:
// nothing is inlined, and there is one script and one style sheet.
export default defineConfig({
  base: "/review/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});
