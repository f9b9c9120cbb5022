import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";
import react from "@vitejs/plugin-react";
import locales from "@react-aria/optimize-locales-plugin";
import macros from "unplugin-parcel-macros";

/** Spectrum's Provider renders <Fonts/>, which asks Adobe's servers for fonts. The app is offline: stub it. */
function noAdobeFonts(): Plugin {
  const stub = "\0s2-fonts-stub";
  return {
    name: "no-adobe-fonts",
    enforce: "pre",
    resolveId(id, importer) {
      const fromS2 = importer?.includes("@react-spectrum/s2") ?? false;
      if (fromS2 && /(^|\/)Fonts(\.mjs)?$/.test(id)) return stub;
      if (fromS2 && /font-faces(_css\.mjs|\.css)$/.test(id)) return stub;
      return undefined;
    },
    load(id) {
      return id === stub ? "export const Fonts = () => null;" : undefined;
    },
  };
}

/** Fails the build if anything in it still names Adobe's font servers. */
function assertNoFontServer(): Plugin {
  return {
    name: "assert-no-font-server",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [name, part] of Object.entries(bundle)) {
        const source = part.type === "chunk" ? part.code : part.source;
        const text = typeof source === "string" ? source : new TextDecoder().decode(source);
        if (text.includes("typekit")) this.error(`${name} refers to Adobe's font servers`);
      }
    },
  };
}

/** Fails the build if anything in it can start a view transition: where WebKitGTK draws without its DMA-BUF renderer, one ends the whole program. React brings the call along for a component that is not used here. */
function assertNoViewTransition(): Plugin {
  return {
    name: "assert-no-view-transition",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        for (const [id, { code }] of Object.entries(part.modules)) if (code?.includes("startViewTransition") && !id.includes("/react-dom/")) this.error(`${id} starts a view transition`);
      }
    },
  };
}

export default defineConfig({
  // Macros before react; of Spectrum's own words only those in our languages.
  plugins: [noAdobeFonts(), assertNoFontServer(), assertNoViewTransition(), locales.vite({ locales: ["en-US", "nl-NL"] }), macros.vite(), react()],
  clearScreen: false,
  // The manual is read by the tests that hold it against the words of the window.
  server: { port: 1420, strictPort: true, host: "127.0.0.1", fs: { allow: [".", "../docs/manual"] } },
  optimizeDeps: {
    exclude: ["@react-spectrum/s2/style"], // a macro: evaluated while building
    rolldownOptions: { plugins: [noAdobeFonts()] },
  },
  build: {
    target: ["safari16.4"],
    cssMinify: "lightningcss",
    chunkSizeWarningLimit: 1200,
    license: { fileName: "licences.md" },
    rolldownOptions: {
      output: {
        // One style sheet for all macros, so that the order of atomic rules does not depend on chunks.
        codeSplitting: { groups: [{ name: "s2-styles", test: /macro-(.*)\.css$|@react-spectrum\/s2\/.*\.css$/ }] },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: false,
    testTimeout: 60_000,
    server: { deps: { inline: [/@react-spectrum\//] } },
  },
});
