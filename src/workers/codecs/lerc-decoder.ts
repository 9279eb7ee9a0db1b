import type { SampleArray } from "../../domain/samples.ts";
import type { LercModule } from "./codec-assets.ts";

/** What a LERC stream says of itself. */
export interface LercFacts {
  readonly columns: number;
  readonly rows: number;
  /** Samples of a pixel that stand together. */
  readonly depth: number;
  readonly bands: number;
  /** Its name in LERC, e.g. U8 or F32; empty when unknown. */
  readonly type: string;
}

/** Pixels of a LERC stream: samples interleaved; `mask` is 0 where a pixel is left out, null where none is. */
export interface DecodedLerc {
  readonly pixels: SampleArray;
  readonly mask: Uint8Array | null;
}

const names = ["S8", "U8", "S16", "U16", "S32", "U32", "F32", "F64"];

/** Reads the header of a LERC stream; throws where it is none. */
export function lercFacts(module: LercModule, bytes: Uint8Array): LercFacts {
  const { width, height, depthCount, bandCount, dataType } = module.getBlobInfo(bytes);
  return {
    columns: width,
    rows: height,
    depth: depthCount,
    bands: bandCount,
    type: names[dataType] ?? "",
  };
}

/** Decodes a LERC stream of one band; throws where it is damaged. */
export function decodeLerc(module: LercModule, bytes: Uint8Array): DecodedLerc {
  const { pixels, mask } = module.decode(bytes, { returnInterleaved: true });
  const [band] = pixels;
  if (!band || band instanceof Uint8ClampedArray) throw new Error("a LERC stream without a band");
  return { pixels: band, mask };
}
