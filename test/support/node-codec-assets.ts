import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { decompress } from "fzstd";
import * as lerc from "lerc";
import type {
  CharlsEncoderModule,
  CharlsModule,
  CodecAssets,
  OpenJphModule,
  ReaderModule,
  TurboModule,
} from "../../src/workers/codecs/codec-assets.ts";
import { compiledOnce } from "./compiled-once.ts";

const require = createRequire(import.meta.url);
const pipelines = resolve(
  dirname(fileURLToPath(import.meta.url)),
  "../../node_modules/@itk-wasm/image-io/dist/pipelines",
);
const quiet = { print: () => undefined, printErr: () => undefined };

type Make = (options: Record<string, unknown>) => Promise<unknown>;

async function cornerstone(name: string, wasm: string, script: string): Promise<unknown> {
  const make = require(`@cornerstonejs/${name}/${script}`) as Make;
  const code = require.resolve(`@cornerstonejs/${name}/${wasm}`);
  return make({ ...(await compiledOnce(code, readFile)), ...quiet });
}

async function itkReader(name: string): Promise<ReaderModule> {
  const file = resolve(pipelines, name);
  const { default: make } = (await import(pathToFileURL(`${file}.js`).href)) as { default: Make };
  const code = await compiledOnce(`${file}.wasm.zst`, async (path) =>
    decompress(await readFile(path)).slice(),
  );
  return (await make({ ...code })) as ReaderModule;
}

/** The app's codecs loaded from `node_modules`, for tests in Node. */
export function nodeCodecAssets(): CodecAssets {
  return {
    gdcm: () => itkReader("gdcm-read-image"),
    jpeg: () => itkReader("jpeg-read-image"),
    charls: async () => (await cornerstone("codec-charls", "decodewasm", "decodewasmjs")) as CharlsModule,
    turbo: async () =>
      (await cornerstone("codec-libjpeg-turbo-8bit", "decodewasm", "decodewasmjs")) as TurboModule,
    charlsEncoder: async () => (await cornerstone("codec-charls", "wasm", "wasmjs")) as CharlsEncoderModule,
    openjph: async () => (await cornerstone("codec-openjph", "wasm", "wasmjs")) as OpenJphModule,
    webp: async () => WebAssembly.compile(await readFile(require.resolve("@cwasm/webp/webp.wasm"))),
    lerc: async () => {
      await lerc.load();
      return lerc;
    },
  };
}
