import languageUrl from "@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz?url";
import { gunzipSync } from "fflate";
import coreUrl from "tesseract.js-core/tesseract-core-simd-lstm.wasm?url";
import type { OcrAssets, OcrModule } from "./ocr-assets.ts";

async function bytesAt(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`a part of the reader could not be loaded (${response.status})`);
  return new Uint8Array(await response.arrayBuffer());
}

const quiet = { print: () => undefined, printErr: () => undefined };

/** The reader as the built app ships it: own origin only; the service worker keeps it after its first use. */
export function browserOcrAssets(): OcrAssets {
  return {
    core: async () => {
      const [{ default: make }, wasmBinary] = await Promise.all([
        import("tesseract.js-core/tesseract-core-simd-lstm.js"),
        bytesAt(coreUrl),
      ]);
      return (await make({ wasmBinary: wasmBinary.buffer, ...quiet })) as OcrModule;
    },
    language: async () => {
      const bytes = await bytesAt(languageUrl);
      // Some servers unpack `.gz` on their way.
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    },
  };
}
