import { FormatError } from "../format-error.ts";

/** What a compressed frame says of itself. */
export interface CodestreamFacts {
  readonly kind: "jpeg" | "jpeg-ls" | "jpeg-2000";
  readonly columns: number;
  readonly rows: number;
  readonly samples: number;
  /** Bits of one sample. */
  readonly precision: number;
  readonly signed: boolean;
  /** JPEG only: the start-of-frame marker (0xC0–0xCF), e.g. 0xC3 for lossless. */
  readonly startOfFrame: number | null;
  /** JPEG only: the transform of an Adobe marker, 0 none, 1 YCbCr; null without a marker. */
  readonly adobeTransform: number | null;
  /** JPEG 2000 only: the stream carries a multi-component transform, so that it decodes to RGB. */
  readonly componentTransform: boolean;
  /** JPEG 2000 only: every component has the depth, the sign and the size of the first. */
  readonly evenComponents: boolean;
  /** JPEG 2000 only: where the SIZ parameters begin, behind the marker. */
  readonly sizOffset: number;
}

const soc = 0x4f;
const soi = 0xd8;

function jpeg2000Start(bytes: Uint8Array): number {
  // JP2 boxes may stand before the stream: SOC is followed by SIZ at once (ISO 15444-1 A.5.1).
  const last = Math.min(bytes.length - 4, 65_536);
  for (let at = 0; at <= last; at++) {
    if (bytes[at] === 0xff && bytes[at + 1] === soc && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51)
      return at;
  }
  return -1;
}

function componentTransform(bytes: Uint8Array, view: DataView, start: number): boolean {
  // Markers up to the first tile part; COD (FF52): Scod, progression, layers(2), transform.
  let at = start + 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0x90) {
    if (bytes[at + 1] === 0x52) return bytes[at + 8] === 1;
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}

function jpeg2000Facts(bytes: Uint8Array, start: number): CodestreamFacts {
  const siz = start + 4;
  if (siz + 39 > bytes.length)
    throw new FormatError("truncated", "a JPEG 2000 header", `${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const depth = bytes[siz + 38] ?? 0;
  const samples = view.getUint16(siz + 36);
  const components = bytes.subarray(siz + 38, siz + 38 + 3 * samples);
  const first = [depth, 1, 1];
  return {
    kind: "jpeg-2000",
    columns: view.getUint32(siz + 4) - view.getUint32(siz + 12),
    rows: view.getUint32(siz + 8) - view.getUint32(siz + 16),
    samples,
    precision: (depth & 0x7f) + 1,
    signed: depth >> 7 === 1,
    startOfFrame: null,
    adobeTransform: null,
    componentTransform: componentTransform(bytes, view, start),
    evenComponents: components.every((value, at) => value === first[at % 3]),
    sizOffset: siz,
  };
}

const isFrameHeader = (marker: number) =>
  marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));

function jpegFacts(bytes: Uint8Array): CodestreamFacts {
  const word = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let adobeTransform: number | null = null;
  let at = 2;
  while (at + 3 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff || marker === 0xff) {
      at++;
      continue;
    }
    if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd9)) {
      at += 2;
      continue;
    }
    if (isFrameHeader(marker)) {
      return {
        kind: marker === 0xf7 ? "jpeg-ls" : "jpeg",
        columns: word(at + 7),
        rows: word(at + 5),
        samples: bytes[at + 9] ?? 0,
        precision: bytes[at + 4] ?? 0,
        signed: false,
        startOfFrame: marker,
        adobeTransform,
        componentTransform: false,
        evenComponents: true,
        sizOffset: 0,
      };
    }
    const isAdobe = marker === 0xee && word(at + 2) >= 14 && bytes[at + 4] === 0x41 && bytes[at + 5] === 0x64;
    if (isAdobe) adobeTransform = bytes[at + 15] ?? null;
    at += 2 + word(at + 2);
  }
  throw new FormatError("parse-error", "a JPEG frame header", "none in the compressed frame");
}

/** Size, samples and precision from SOF, SOF55 or SIZ, also inside JP2 boxes. Errors: {@link FormatError}. */
export function codestreamFactsOf(bytes: Uint8Array): CodestreamFacts {
  if (bytes[0] === 0xff && bytes[1] === soi) return jpegFacts(bytes);
  const start = jpeg2000Start(bytes);
  if (start < 0)
    throw new FormatError("parse-error", "a JPEG or JPEG 2000 stream", "other bytes in the frame");
  return jpeg2000Facts(bytes, start);
}
