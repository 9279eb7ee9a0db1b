import { type CorpusFile, type DicomReference, md5 } from "./verify-decode-manifest.ts";

/** A decoded frame as the app hands it out: stored samples, little endian, interleaved. */
export interface FrameBytes {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** How a file compares with its reference. `none`: there is nothing that can be compared, and why. */
export type Comparison =
  | { readonly kind: "identical" | "lossy-within" }
  | { readonly kind: "different" | "lossy-outside"; readonly expected: string; readonly found: string }
  | { readonly kind: "none"; readonly reason: string };

const width = (type: string) => ({ u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, f64: 8 })[type] ?? 1;

/** Pixel after pixel to plane after plane, on bytes. */
export function planes(frame: FrameBytes): Uint8Array {
  const size = width(frame.type);
  const pixels = frame.bytes.length / size / frame.samples;
  const out = new Uint8Array(frame.bytes.length);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let sample = 0; sample < frame.samples; sample++) {
      const from = (pixel * frame.samples + sample) * size;
      out.set(frame.bytes.subarray(from, from + size), (sample * pixels + pixel) * size);
    }
  }
  return out;
}

/** One byte a pixel to bits, lowest first, continuous over frames, padded to an even length as PixelData is. */
export function packBits(frames: readonly FrameBytes[]): Uint8Array {
  const total = frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
  const length = Math.ceil(total / 8);
  const out = new Uint8Array(length + (length & 1));
  let bit = 0;
  for (const frame of frames) {
    for (const value of frame.bytes) {
      if (value !== 0) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7));
      bit++;
    }
  }
  return out;
}

const isPacked = (reference: DicomReference) => reference.bits_allocated === 1;

function agrees(reference: DicomReference, frames: readonly FrameBytes[]): boolean {
  if (isPacked(reference)) {
    const packed = packBits(frames);
    const bits = frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
    return [packed, packed.subarray(0, Math.ceil(bits / 8))].some(
      (bytes) => md5(bytes) === reference.all_md5,
    );
  }
  const parts = frames.map((frame) =>
    reference.planar === 1 && frame.samples > 1 ? planes(frame) : frame.bytes,
  );
  if (!reference.frame_md5) return md5(...parts) === reference.all_md5;
  return (
    reference.frame_md5.length === parts.length &&
    reference.frame_md5.every((expected, index) => {
      const part = parts[index];
      return part !== undefined && md5(part) === expected;
    })
  );
}

function valuesOf(frame: FrameBytes, planar: boolean): (index: number) => number {
  const bytes = planar && frame.samples > 1 ? planes(frame) : frame.bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (frame.type) {
    case "u8":
      return (index) => view.getUint8(index);
    case "i8":
      return (index) => view.getInt8(index);
    case "u16":
      return (index) => view.getUint16(index * 2, true);
    case "i16":
      return (index) => view.getInt16(index * 2, true);
    case "i32":
      return (index) => view.getInt32(index * 4, true);
    default:
      return (index) => view.getUint32(index * 4, true);
  }
}

function compareSamples(file: CorpusFile, frame: FrameBytes): Comparison {
  const { samples } = file;
  if (!samples) return { kind: "none", reason: "lossy without samples" };
  const raw = Buffer.from(samples.int32le_base64, "base64");
  const value = valuesOf(frame, samples.planar === 1);
  const total = frame.bytes.length / width(frame.type);
  let sum = 0;
  let most = 0;
  for (let k = 0; k < samples.count; k++) {
    const apart = Math.abs(value(Math.floor((k * total) / samples.count)) - raw.readInt32LE(k * 4));
    sum += apart;
    most = Math.max(most, apart);
  }
  const mean = sum / samples.count;
  const subsampled = (file.photometric ?? "").includes("YBR") && frame.samples === 3;
  const [meanLimit, mostLimit] = subsampled ? [2, 24] : [1, 4];
  if (mean <= meanLimit && most <= mostLimit) return { kind: "lossy-within" };
  return {
    kind: "lossy-outside",
    expected: `mean ≤ ${meanLimit}, max ≤ ${mostLimit}`,
    found: `mean ${mean.toFixed(3)}, max ${most}`,
  };
}

/** Compares a file's stored frames with the manifest, by the rules of shared/README.md. */
export function compareDicom(file: CorpusFile, frames: readonly FrameBytes[]): Comparison {
  const references = Object.values(file.decoded ?? {}) as DicomReference[];
  const first = frames[0];
  if (file.lossy && first) return compareSamples(file, first);
  if (file.decoders_agree === false) return { kind: "none", reason: "the reference decoders disagree" };
  const usable = references.filter((reference) => reference.all_md5 !== null || reference.frame_md5 !== null);
  if (usable.length === 0) return { kind: "none", reason: "no decoded reference" };
  if (usable.some((reference) => agrees(reference, frames))) return { kind: "identical" };
  const [reference] = usable;
  return {
    kind: "different",
    expected: `${reference?.frames} frames, md5 ${reference?.frame_md5?.[0] ?? reference?.all_md5}`,
    found: `${frames.length} frames, md5 ${first ? md5(first.bytes) : "none"}`,
  };
}
