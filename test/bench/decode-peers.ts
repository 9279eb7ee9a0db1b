import type { CodecDecoder, ReaderModule } from "../../src/workers/codecs/codec-assets.ts";
import { decodeWith } from "../../src/workers/codecs/cornerstone-codec.ts";
import { readWithItk } from "../../src/workers/codecs/itk-reader.ts";
import { nodeCodecAssets } from "../support/node-codec-assets.ts";
import type { BenchFrame } from "./decode-frames.ts";
import { frameFile } from "./frame-file.ts";
import type { PeerPackages } from "./peer-packages.ts";

/** Decodes the same frame once; the samples' bytes, in a buffer of their own. */
export type DecodeOnce = () => Promise<Uint8Array>;

const decoders = "@cornerstonejs/dicom-image-loader/dist/esm/shared/decoders";

type ScriptDecoder = (
  image: Record<string, unknown>,
  bytes: Uint8Array,
) => Promise<{ readonly pixelData: ArrayBufferView }>;

const own = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength).slice();

/** A decoder that cornerstone's image loader has in script. */
async function byScript(peers: PeerPackages, frame: BenchFrame, file: string): Promise<DecodeOnce> {
  const decode = (await peers.file(`${decoders}/${file}.js`)).default as ScriptDecoder;
  return async () => {
    const { rows, columns, bitsAllocated, bitsStored } = frame;
    const image = { rows, columns, bitsAllocated, bitsStored, samplesPerPixel: 1, pixelRepresentation: 0 };
    return own((await decode(image, frame.encoded)).pixelData);
  };
}

async function byWasm(peers: PeerPackages, frame: BenchFrame, name: string, decoder: string, plain = false) {
  const module = (await (plain
    ? peers.codec(name, "wasmjs", "wasm")
    : peers.codec(name, "decodewasmjs", "decodewasm"))) as Record<string, new () => CodecDecoder>;
  const Made = module[decoder];
  if (!Made) throw new Error(`${name} has no ${decoder}`);
  return async () => decodeWith(() => new Made(), frame.encoded).bytes;
}

/** How cornerstone decodes a frame, or null where it has no way. */
export async function cornerstone(peers: PeerPackages, frame: BenchFrame): Promise<DecodeOnce | null> {
  switch (frame.syntax) {
    case "native":
      return byScript(peers, frame, "decodeLittleEndian");
    case "big-endian":
      return byScript(peers, frame, "decodeBigEndian");
    case "jpeg-extended":
      return byScript(peers, frame, "decodeJPEGBaseline12Bit-js");
    case "rle":
      return byScript(peers, frame, "decodeRLE");
    case "jpeg-lossless":
    case "jpeg-lossless-sv1":
      return byScript(peers, frame, "decodeJPEGLossless");
    case "jpeg-baseline":
      return byWasm(peers, frame, "codec-libjpeg-turbo-8bit", "JPEGDecoder");
    case "jpeg-ls":
    case "jpeg-ls-near":
      return byWasm(peers, frame, "codec-charls", "JpegLSDecoder");
    case "jpeg-2000":
    case "jpeg-2000-lossless":
      return byWasm(peers, frame, "codec-openjpeg", "J2KDecoder");
    case "htj2k-lossless":
      return byWasm(peers, frame, "codec-openjph", "HTJ2KDecoder", true);
    default:
      return null;
  }
}

/** itk-wasm's GDCM reader on the whole file, its module warm; null where it cannot read it. */
export async function itkReader(frame: BenchFrame): Promise<DecodeOnce | null> {
  const module: ReaderModule = await nodeCodecAssets().gdcm();
  const file = frameFile(frame);
  const read = async () => readWithItk(module, "bench.dcm", file).bytes;
  return read().then(
    () => read,
    () => null,
  );
}
