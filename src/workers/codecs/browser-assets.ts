import charlsWasmUrl from "@cornerstonejs/codec-charls/decodewasm?url";
import makeCharls from "@cornerstonejs/codec-charls/decodewasmjs";
import charlsEncoderWasmUrl from "@cornerstonejs/codec-charls/wasm?url";
import makeCharlsEncoder from "@cornerstonejs/codec-charls/wasmjs";
import turboWasmUrl from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url";
import makeTurbo from "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs";
import openjphWasmUrl from "@cornerstonejs/codec-openjph/wasm?url";
import makeOpenjph from "@cornerstonejs/codec-openjph/wasmjs";
import webpWasmUrl from "@cwasm/webp/webp.wasm?url";
import * as lerc from "lerc";
import lercWasmUrl from "lerc/lerc-wasm.wasm?url";
import { makePipelineLoader, pipelinesBaseUrl } from "../wasm/load-pipeline.ts";
import type {
  CharlsEncoderModule,
  CharlsModule,
  CodecAssets,
  OpenJphModule,
  ReaderModule,
  TurboModule,
} from "./codec-assets.ts";

async function bytesAt(url: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(url, import.meta.url));
  if (!response.ok) throw new Error(`a codec of the app could not be loaded (${response.status})`);
  return response.arrayBuffer();
}

const quiet = { print: () => undefined, printErr: () => undefined };

/** The codecs as the built app ships them: own origin only, also offline. */
export function browserCodecAssets(): CodecAssets {
  const load = makePipelineLoader(pipelinesBaseUrl());
  return {
    gdcm: async () => (await load("gdcm-read-image")) as ReaderModule,
    jpeg: async () => (await load("jpeg-read-image")) as ReaderModule,
    charls: async () =>
      (await makeCharls({ wasmBinary: await bytesAt(charlsWasmUrl), ...quiet })) as CharlsModule,
    turbo: async () =>
      (await makeTurbo({ wasmBinary: await bytesAt(turboWasmUrl), ...quiet })) as TurboModule,
    charlsEncoder: async () =>
      (await makeCharlsEncoder({
        wasmBinary: await bytesAt(charlsEncoderWasmUrl),
        ...quiet,
      })) as CharlsEncoderModule,
    openjph: async () =>
      (await makeOpenjph({ wasmBinary: await bytesAt(openjphWasmUrl), ...quiet })) as OpenJphModule,
    webp: async () => WebAssembly.compile(await bytesAt(webpWasmUrl)),
    lerc: async () => {
      await lerc.load({ locateFile: () => new URL(lercWasmUrl, import.meta.url).href });
      return lerc;
    },
  };
}
