import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { OcrAssets, OcrModule } from "../../src/workers/ocr/ocr-assets.ts";
import { compiledOnce } from "./compiled-once.ts";

const require = createRequire(import.meta.url);
const core = "tesseract.js-core/tesseract-core-simd-lstm";

/** The app's reader loaded from `node_modules`, for tests in Node. */
export function nodeOcrAssets(): OcrAssets {
  return {
    core: async () => {
      const make = require(`${core}.js`) as (options: Record<string, unknown>) => Promise<OcrModule>;
      const quiet = { print: () => undefined, printErr: () => undefined };
      return make({ ...(await compiledOnce(require.resolve(`${core}.wasm`), readFile)), ...quiet });
    },
    language: async () =>
      new Uint8Array(
        gunzipSync(
          await readFile(require.resolve("@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz")),
        ),
      ),
  };
}
