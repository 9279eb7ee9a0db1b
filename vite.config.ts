import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { contentSecurityPolicy, isolationHeaders } from "./src/csp.ts";
import { findBrowser } from "./test/support/find-browser.mjs";
import { flatIcons } from "./test/support/vite/flat-icons.ts";
import { itkPipelines } from "./test/support/vite/itk-pipelines.ts";
import { ortAssets } from "./test/support/vite/ort-assets.ts";
import { TestOrder } from "./test/support/vite/test-order.ts";
import { testProcesses } from "./test/support/vite/test-processes.ts";
import { webManifest } from "./test/support/vite/web-manifest.ts";

const headers = { ...isolationHeaders, "Content-Security-Policy": contentSecurityPolicy(null) };
/** How long a test waits for a state, and how often it looks. Vitest's own second is less than a busy machine needs to draw one. */
const patience = { timeout: 60_000, interval: 50 };
/** For what never ends: on a machine on which much else runs a test of seconds was seen to take one minute. */
const longest = 180_000;
/** Vitest leaves one core to itself; of two, that is half of the machine. */
const workers = Math.max(Math.min(availableParallelism(), 2), availableParallelism() - 1);
/** A process for each file costs as much as what is tested in it: those that leave nothing behind share theirs. */
const processes = testProcesses(fileURLToPath(new URL(".", import.meta.url)));
const unit = { environment: "node", maxWorkers: workers, testTimeout: longest } as const;
const itkWasm = ["itk-wasm", "@itk-wasm/image-io", "@thewtex/zstddec", "onnxruntime-web"];

export default defineConfig({
  base: "./",
  plugins: [
    solid(),
    flatIcons(),
    itkPipelines(),
    ortAssets(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: false,
      manifest: webManifest,
      injectManifest: {
        globPatterns: [
          "**/*.{js,mjs,css,html,wasm,zst,onnx,json,bin,md,svg,png,ico,webmanifest,dcm,tif,jsonl,zip}",
        ],
        // The reader of words and the graphics card's engine are fetched by those who ask for them (src/sw.ts keeps them then).
        globIgnores: ["**/tesseract-core*.wasm", "**/ort-wasm-simd-threaded.asyncify*.wasm"],
        maximumFileSizeToCacheInBytes: 32 * 2 ** 20,
        dontCacheBustURLsMatching: /^assets\//,
      },
    }),
  ],
  worker: { format: "es", plugins: () => [ortAssets()] },
  resolve: {
    // itk-wasm's own zstd decoder fetches a data: URL, which the policy refuses.
    alias: {
      "@thewtex/zstddec": fileURLToPath(new URL("./src/workers/wasm/zstddec-shim.ts", import.meta.url)),
    },
    conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"],
  },
  optimizeDeps: {
    exclude: itkWasm,
    // Found late by the browser tests otherwise, with a reload in the middle of one.
    include: [
      "dexie",
      "fflate",
      "fzstd",
      "lerc",
      "qr/decode.js",
      "@cornerstonejs/codec-charls/decodewasmjs",
      "@cornerstonejs/codec-charls/wasmjs",
      "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs",
      "@cornerstonejs/codec-openjph/wasmjs",
      "tesseract.js-core/tesseract-core-simd-lstm.js",
    ],
  },
  build: { target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { headers: { ...isolationHeaders } },
  preview: { headers, port: 4173, strictPort: true, host: "127.0.0.1" },
  test: {
    environment: "node",
    sequence: { sequencer: TestOrder },
    projects: [
      { extends: true, test: { ...unit, name: "unit", include: [...processes.own] } },
      {
        extends: true,
        test: {
          ...unit,
          name: "unit-shared",
          include: [...processes.shared],
          isolate: false,
          setupFiles: ["test/support/fresh-stores.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          environment: "node",
          maxWorkers: workers,
          include: ["test/browser/**/*.test.{ts,tsx}"],
          testTimeout: longest,
          expect: { poll: patience },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser() ?? "", args: ["--no-sandbox"] },
              contextOptions: { locale: "en-US" },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          // Each starts its own browser and server: what they share is the driver's code, a second to read.
          isolate: false,
          testTimeout: longest,
          hookTimeout: 120_000,
          expect: { poll: patience },
          // A walk waits for its one page most of the time, and uses a core and a little.
          maxWorkers: Math.min(availableParallelism(), 2),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "interop",
          environment: "node",
          include: ["test/interop/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          expect: { poll: patience },
          fileParallelism: false,
        },
      },
    ],
  },
});
