import { FormatError } from "../format-error.ts";
import { deflateSteepest, type Inflater, makeInflater } from "../inflate/inflater.ts";
import { inflateOn } from "../inflate-raw.ts";
import { dicomTag } from "./dicom-tags.ts";
import { decimalsOf, numberOf } from "./element-values.ts";
import { type DicomDataset, walkDataset } from "./read-dataset.ts";

/** What is looked at for the size of the pixels, growing; elements before them that need more are no image's. */
const headSizes = [1 << 16, 1 << 18, 1 << 22, 1 << 26];
/** What may follow the pixels, and what a writer pads them with. */
const tailBytes = 1 << 24;
/** Above this nothing is inflated: input and output lie in memory together. */
const mostBytes = 1 << 30;

const pixelTags = [dicomTag.floatPixels, dicomTag.doublePixels, dicomTag.pixelData] as const;

/** Bytes that the Image Pixel module announces (PS3.3 C.7.6.3), at 8 bytes a sample where it names no width. */
function announcedBytes(dataset: DicomDataset): number {
  const [columns, rows, samples, bits] = [
    numberOf(dataset, dicomTag.columns) ?? 0,
    numberOf(dataset, dicomTag.rows) ?? 0,
    numberOf(dataset, dicomTag.samplesPerPixel) ?? 1,
    numberOf(dataset, dicomTag.bitsAllocated) ?? 64,
  ];
  const frames = Math.max(1, Math.trunc(decimalsOf(dataset, dicomTag.frames)[0] ?? 1) || 1);
  return Math.ceil((columns * rows * samples * frames * bits) / 8);
}

/** How far a data set may grow: to where its pixels end by what it announces, and a little more. */
interface Bound {
  readonly need: number;
  readonly most: number;
}

function boundOf(inflater: Inflater, packed: Uint8Array, at: number): Bound {
  for (const size of headSizes) {
    const head = inflateOn(inflater, size, at, size);
    const totalBytes = inflater.ended ? head.length : Number.MAX_SAFE_INTEGER;
    const dataset = walkDataset(head, {
      start: 0,
      end: totalBytes,
      totalBytes,
      explicitVr: true,
      littleEndian: true,
      stopAt: (tag) => pixelTags.some((one) => one === tag),
    });
    if ("needBytes" in dataset) continue;
    const pixels = pixelTags.map((tag) => dataset.elements.get(tag)).find((one) => one !== undefined);
    if (!pixels) return { need: head.length, most: head.length + tailBytes };
    const need = pixels.offset + announcedBytes(dataset);
    if (need > mostBytes) {
      throw new FormatError("too-large", `at most ${mostBytes} bytes`, `${need} announced`, at);
    }
    const most = packed.length * deflateSteepest;
    if (need > most + tailBytes) {
      throw new FormatError("truncated", `${need} bytes after inflating`, `${most} at the most`, at);
    }
    return { need, most: need + tailBytes };
  }
  throw new FormatError("too-large", `at most ${headSizes.at(-1)} bytes before the pixels`, "more", at);
}

/**
 * Inflates the data set of a Deflated Explicit VR file (PS3.5 A.5) in one go, never further than the image that it announces needs: a
 * bomb stops there, and one that announces more than its bytes can hold is not begun. Errors: {@link FormatError}.
 */
export function inflateDataset(packed: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const inflater = makeInflater(packed);
  const { need, most } = boundOf(inflater, packed, at);
  const bytes = inflateOn(inflater, most + 1, at, need);
  if (bytes.length > most)
    throw new FormatError("too-large", `at most ${most} bytes`, "more after inflating", at);
  return bytes;
}
