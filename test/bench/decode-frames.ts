import { extendedJpeg } from "../support/extended-jpeg.ts";
import { losslessJpeg } from "../support/lossless-jpeg.ts";
import { ctSize, ctSlice } from "./ct-series.ts";
import type { PeerPackages } from "./peer-packages.ts";

/** One frame in one transfer syntax. */
export interface BenchFrame {
  readonly syntax: string;
  readonly uid: string;
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: 8 | 16;
  readonly bitsStored: number;
  /** The compressed frame, or its native bytes. */
  readonly encoded: Uint8Array<ArrayBuffer>;
  readonly native: boolean;
  /** Big endian numbers, in the header and in `encoded`. */
  readonly bigEndian?: boolean;
  /** The data set is one deflate stream, undone at each decode. */
  readonly deflated?: boolean;
  /** What a lossless frame decodes to. */
  readonly expected: Uint8Array<ArrayBuffer> | null;
}

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  delete(): void;
  setQuality?(...args: unknown[]): void;
  setNearLossless?(near: number): void;
}

const bytesOf = (values: Uint16Array | Uint8Array) =>
  new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));

/** PackBits of one plane of bytes (PS3.5 G.3.1). */
function packBits(plane: Uint8Array): number[] {
  const out: number[] = [];
  for (let at = 0; at < plane.length; ) {
    let run = 1;
    while (run < 128 && plane[at + run] === plane[at] && at + run < plane.length) run++;
    if (run > 1) {
      out.push(257 - run, plane[at] ?? 0);
      at += run;
      continue;
    }
    let length = 1;
    while (length < 128 && at + length < plane.length && plane[at + length] !== plane[at + length + 1])
      length++;
    out.push(length - 1, ...plane.subarray(at, at + length));
    at += length;
  }
  return out.length % 2 ? [...out, 0] : out;
}

function rle(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const planes = [1, 0].map((byte) => packBits(bytes.filter((_, at) => at % 2 === byte)));
  const out = new Uint8Array(64 + planes.reduce((sum, plane) => sum + plane.length, 0));
  const view = new DataView(out.buffer);
  view.setUint32(0, planes.length, true);
  let at = 64;
  for (const [index, plane] of planes.entries()) {
    view.setUint32(4 + index * 4, at, true);
    out.set(plane, at);
    at += plane.length;
  }
  return out;
}

function encodeWith(make: () => Encoder, samples: Uint8Array, info: object, set: (encoder: Encoder) => void) {
  const encoder = make();
  try {
    encoder.getDecodedBuffer(info).set(samples);
    set(encoder);
    encoder.encode();
    return new Uint8Array(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}

/**
 * One CT slice, 512 × 512, 12 bits in 16 (8 bits for baseline JPEG), in every transfer syntax that can be made here: native, RLE and
 * lossless and extended JPEG by our own writers, the others by the peers' encoders.
 */
export async function benchFrames(peers: PeerPackages | null): Promise<BenchFrame[]> {
  const slice = Uint16Array.from(ctSlice(150));
  const grey = Uint8Array.from(slice, (value) => Math.min(255, Math.max(0, (value - 824) / 1.6)));
  const wide = bytesOf(slice);
  const size = { columns: ctSize, rows: ctSize };
  const base = { ...size, bitsAllocated: 16, bitsStored: 16, native: false, expected: wide } as const;
  const frames: BenchFrame[] = [
    { ...base, syntax: "native", uid: "1.2.840.10008.1.2.1", native: true, encoded: wide },
    {
      ...base,
      syntax: "big-endian",
      uid: "1.2.840.10008.1.2.2",
      native: true,
      bigEndian: true,
      encoded: bytesOf(slice.map((value) => ((value & 255) << 8) | (value >> 8))),
    },
    {
      ...base,
      syntax: "deflated",
      uid: "1.2.840.10008.1.2.1.99",
      native: true,
      deflated: true,
      encoded: wide,
    },
    { ...base, syntax: "rle", uid: "1.2.840.10008.1.2.5", encoded: rle(wide) },
    {
      ...base,
      syntax: "jpeg-lossless-sv1",
      uid: "1.2.840.10008.1.2.4.70",
      encoded: losslessJpeg(slice, ctSize, ctSize, 16),
    },
    {
      ...base,
      syntax: "jpeg-lossless",
      uid: "1.2.840.10008.1.2.4.57",
      encoded: losslessJpeg(slice, ctSize, ctSize, 16),
    },
    {
      ...base,
      syntax: "jpeg-extended",
      uid: "1.2.840.10008.1.2.4.51",
      bitsStored: 12,
      expected: null,
      encoded: extendedJpeg(
        slice.map((value) => Math.min(4095, value)),
        ctSize,
        ctSize,
      ),
    },
  ];
  if (!peers) return frames;
  const info = {
    width: ctSize,
    height: ctSize,
    bitsPerSample: 16,
    componentCount: 1,
    isSigned: false,
    isUsingColorTransform: false,
  };
  const codec = async (name: string, script: string, wasm: string, encoder: string) => {
    const module = (await peers.codec(name, script, wasm)) as Record<string, new () => Encoder>;
    return () => {
      const Made = module[encoder];
      if (!Made) throw new Error(`${name} has no ${encoder}`);
      return new Made();
    };
  };
  const jpeg = await codec("codec-libjpeg-turbo-8bit", "wasmjs", "wasm", "JPEGEncoder");
  const jpegLs = await codec("codec-charls", "wasmjs", "wasm", "JpegLSEncoder");
  const j2k = await codec("codec-openjpeg", "wasmjs", "wasm", "J2KEncoder");
  const htj2k = await codec("codec-openjph", "wasmjs", "wasm", "HTJ2KEncoder");
  const lossy = { ...base, expected: null } as const;
  frames.push(
    {
      ...lossy,
      syntax: "jpeg-baseline",
      uid: "1.2.840.10008.1.2.4.50",
      bitsAllocated: 8,
      bitsStored: 8,
      encoded: encodeWith(jpeg, grey, { ...info, bitsPerSample: 8 }, (one) => one.setQuality?.(90)),
    },
    {
      ...base,
      syntax: "jpeg-ls",
      uid: "1.2.840.10008.1.2.4.80",
      encoded: encodeWith(jpegLs, wide, info, (one) => one.setNearLossless?.(0)),
    },
    {
      ...lossy,
      syntax: "jpeg-ls-near",
      uid: "1.2.840.10008.1.2.4.81",
      encoded: encodeWith(jpegLs, wide, info, (one) => one.setNearLossless?.(2)),
    },
    {
      ...base,
      syntax: "jpeg-2000-lossless",
      uid: "1.2.840.10008.1.2.4.90",
      encoded: encodeWith(j2k, wide, info, (one) => one.setQuality?.(true, 0)),
    },
    {
      ...lossy,
      syntax: "jpeg-2000",
      uid: "1.2.840.10008.1.2.4.91",
      encoded: encodeWith(j2k, wide, info, (one) => one.setQuality?.(false, 8)),
    },
    {
      ...base,
      syntax: "htj2k-lossless",
      uid: "1.2.840.10008.1.2.4.201",
      encoded: encodeWith(htj2k, wide, info, (one) => one.setQuality?.(true, 0)),
    },
  );
  return frames;
}
