import type { StoredFrame } from "../../formats/dicom/stored-frame.ts";
import type { CodecEncoder } from "./codec-assets.ts";

/** Integer samples in whole bytes, as a lossless encoder takes them. */
export interface FrameToEncode {
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  /** Bits that the samples use, 2 to 16. */
  readonly bits: number;
  readonly signed: boolean;
  /** Whether three samples are RGB, which a reversible transform makes smaller. */
  readonly rgb: boolean;
  /** Interleaved, little endian; of signed samples the sign is in every bit above. */
  readonly bytes: Uint8Array;
}

/**
 * A stored frame with `bits` a sample; null where a sample does not fit, or where the frame is no such thing (floats, 32 bits,
 * halved colour).
 */
export function frameToEncode(frame: StoredFrame, bits: number): FrameToEncode | null {
  const { pixels, columns, rows, samples, type, halfChroma } = frame;
  const width = pixels.BYTES_PER_ELEMENT;
  if (halfChroma || width > 2 || /^f/.test(type)) return null;
  // Encoders take as many bytes a sample as its bits need.
  if (bits < 2 || bits > width * 8 || (width === 2 && bits <= 8)) return null;
  const signed = type.startsWith("i");
  const least = signed ? -(2 ** (bits - 1)) : 0;
  // Some files hold negative samples without the sign above their bits (PS3.5 8.1.1).
  const most = 2 ** bits - 1;
  const up = 32 - bits;
  const own = pixels.slice() as Int16Array;
  for (let at = 0; at < own.length; at++) {
    const value = own[at] as number;
    if (value < least || value > most) return null;
    if (signed) own[at] = (value << up) >> up;
  }
  const bytes = new Uint8Array(own.buffer, own.byteOffset, own.byteLength);
  const rgb = samples === 3 && frame.photometric === "RGB";
  return { columns, rows, samples, bits, signed, rgb, bytes };
}

/** JPEG-LS knows no sign: bits above those in use are cleared (PS3.5 A.4.3). */
function withoutSign({ bytes, bits, signed }: FrameToEncode): Uint8Array {
  if (!signed) return bytes;
  const mask = 2 ** bits - 1;
  if (bits <= 8) return bytes.map((byte) => byte & mask);
  const words = new Uint16Array(bytes.slice().buffer);
  return new Uint8Array(words.map((word) => word & mask).buffer);
}

/** Runs an encoder of the cornerstone packages once; the result is a copy out of the heap. */
function encoded(encoder: CodecEncoder, frame: FrameToEncode, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { columns: width, rows: height, samples: componentCount, bits: bitsPerSample, signed } = frame;
  const facts = { width, height, componentCount, bitsPerSample };
  encoder.getDecodedBuffer({ ...facts, isSigned: signed, isUsingColorTransform: frame.rgb }).set(bytes);
  encoder.encode();
  return new Uint8Array(encoder.getEncodedBuffer());
}

/** JPEG-LS without loss, colours sample by sample. Throws what the encoder throws. */
export function encodeJpegLs(make: () => CodecEncoder, frame: FrameToEncode): Uint8Array<ArrayBuffer> {
  const encoder = make();
  try {
    encoder.setNearLossless?.(0);
    encoder.setInterleaveMode?.(frame.samples > 1 ? 2 : 0);
    return encoded(encoder, frame, withoutSign(frame));
  } finally {
    encoder.delete();
  }
}

/** HTJ2K without loss; RGB through the reversible colour transform. Throws what the encoder throws. */
export function encodeHtj2k(make: () => CodecEncoder, frame: FrameToEncode): Uint8Array<ArrayBuffer> {
  const encoder = make();
  try {
    encoder.setQuality?.(true, 0);
    return encoded(encoder, frame, frame.bytes);
  } finally {
    encoder.delete();
  }
}
