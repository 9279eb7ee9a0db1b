import { FormatError } from "../format-error.ts";
import type { CodestreamFacts } from "./codestream-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { asciiOf, decimalsOf, numberOf } from "./element-values.ts";
import type { DicomFile } from "./read-dicom.ts";

/** The Image Pixel module (PS3.3 C.7.6.3), with the gaps filled that files leave. */
export interface PixelDescription {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly samples: number;
  readonly photometric: string;
  /** 1: plane after plane, in native and RLE data. */
  readonly planar: 0 | 1;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** IEEE pixels of (7FE0,0008) or (7FE0,0009). */
  readonly float: boolean;
  /** 4:2:2 in native data: two luma samples share one pair of chroma samples (C.7.6.3.1.2). */
  readonly halfChroma: boolean;
}

/** Throws where the colours cannot be shown as they are meant: they are never shown as something else (C.7.6.3.1.2). */
function checkColor(photometric: string, samples: number, bitsAllocated: number, signed: boolean): void {
  const isNarrow = bitsAllocated <= 8;
  const isWideYbr = photometric.startsWith("YBR_FULL") && bitsAllocated === 16 && !signed;
  const known =
    samples === 4
      ? photometric === "CMYK" && isNarrow && !signed
      : samples === 1 ||
        photometric === "RGB" ||
        photometric === "" ||
        /^YBR_(?:RCT|ICT)$/.test(photometric) ||
        (/^YBR_(?:FULL|PARTIAL)(?:_42[02])?$/.test(photometric) && isNarrow && !signed) ||
        isWideYbr;
  if (known) return;
  throw new FormatError(
    "unsupported-pixels",
    "grey, palette, RGB, YBR or CMYK of 8 bits",
    `${/^[A-Z_0-9]{1,16}$/.test(photometric) ? photometric : "another kind of colour"}, ${samples} × ${bitsAllocated} bits`,
  );
}

/** No image is larger than this in either direction; above it the numbers are damage, not size. */
const maxFrames = 1_000_000;

/** Reads the description; {@link FormatError} when the file has no pixels or the numbers make no image. */
export function pixelDescriptionOf(file: DicomFile): PixelDescription {
  const { dataset, pixels, syntax } = file;
  if (!pixels) throw new FormatError("no-pixel-data", "pixel data", "none");
  const columns = numberOf(dataset, dicomTag.columns) ?? 0;
  const rows = numberOf(dataset, dicomTag.rows) ?? 0;
  const samples = numberOf(dataset, dicomTag.samplesPerPixel) ?? 1;
  const float = pixels.tag !== dicomTag.pixelData;
  const bitsAllocated =
    pixels.tag === dicomTag.doublePixels ? 64 : float ? 32 : (numberOf(dataset, dicomTag.bitsAllocated) ?? 0);
  const bitsStored = float ? bitsAllocated : (numberOf(dataset, dicomTag.bitsStored) ?? bitsAllocated);
  const frames = Math.trunc(decimalsOf(dataset, dicomTag.frames)[0] ?? 1) || 1;
  if (columns < 1 || rows < 1) {
    throw new FormatError("unsupported-pixels", "at least one row and column", `${columns} × ${rows}`);
  }
  if (frames < 1 || frames > maxFrames) {
    throw new FormatError("unsupported-pixels", `1 to ${maxFrames} frames`, `${frames}`);
  }
  if (![1, 3, 4].includes(samples)) {
    throw new FormatError("unsupported-pixels", "1, 3 or 4 samples per pixel", `${samples}`);
  }
  if (!(float || [1, 8, 12, 16, 32].includes(bitsAllocated))) {
    throw new FormatError("unsupported-pixels", "1, 8, 12, 16 or 32 bits allocated", `${bitsAllocated}`);
  }
  if (bitsStored < 1 || bitsStored > bitsAllocated) {
    throw new FormatError("unsupported-pixels", `1 to ${bitsAllocated} bits stored`, `${bitsStored}`);
  }
  const photometric = asciiOf(dataset, dicomTag.photometric).toUpperCase();
  checkColor(photometric, samples, bitsAllocated, numberOf(dataset, dicomTag.pixelRepresentation) === 1);
  const highBit = numberOf(dataset, dicomTag.highBit) ?? bitsStored - 1;
  return {
    columns,
    rows,
    frames,
    samples,
    photometric: photometric === "" ? (samples === 1 ? "MONOCHROME2" : "RGB") : photometric,
    planar: samples > 1 && numberOf(dataset, dicomTag.planar) === 1 ? 1 : 0,
    bitsAllocated,
    bitsStored,
    // Bits outside the cell would mask everything away.
    highBit: highBit >= bitsStored - 1 && highBit < bitsAllocated ? highBit : bitsStored - 1,
    signed: !float && numberOf(dataset, dicomTag.pixelRepresentation) === 1,
    float,
    halfChroma: syntax.codec === "native" && samples === 3 && photometric.endsWith("_422"),
  };
}

/** Largest decoded frame: what one worker can hold beside the codec's own copies. */
const maxFrameBytes = 1 << 29;

/** The description with what the codestream says: it is the stream that holds the pixels (wasm spec 3.4 a). */
export function withCodestream(description: PixelDescription, stream: CodestreamFacts): PixelDescription {
  const bitsAllocated = Math.max(description.bitsAllocated, 8, stream.precision <= 8 ? 8 : 16);
  const frameBytes = (stream.columns * stream.rows * stream.samples * bitsAllocated) / 8;
  if (frameBytes < 1 || frameBytes > maxFrameBytes) {
    throw new FormatError(
      "too-large",
      `a compressed frame of at most ${maxFrameBytes} bytes`,
      `${frameBytes}`,
    );
  }
  const bitsStored = Math.max(description.bitsStored, Math.min(stream.precision, bitsAllocated));
  return {
    ...description,
    columns: stream.columns,
    rows: stream.rows,
    samples: stream.samples,
    bitsAllocated,
    bitsStored,
    highBit: bitsStored - 1,
    planar: 0,
  };
}
